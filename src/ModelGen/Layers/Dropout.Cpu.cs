namespace ModelGen.Kernels;

public static unsafe partial class Dropout
{
    private static void CpuApply<S>(Step s, Block y, Block x) where S : struct, IDropout
    {
        var task = new ApplyTask<S>
        {
            Y = y.Pointer,
            X = x.Pointer,
            First = s.First,
            Seed = (uint)s.Seed,
            Step = s.Iteration,
            Training = s.Drops,
        };
        s.Run(ref task, s.Count, 16L * s.Count * S.Size);
    }

    private struct ApplyTask<S> : ITask where S : struct, IDropout
    {
        public float* Y, X;
        public int First;
        public uint Seed;
        public long Step;
        public bool Training;

        public readonly void Execute(int index)
        {
            float* x = X + ((long)index * S.Size);
            float* y = Y + ((long)index * S.Size);
            if (!Training || S.Rate == 0f)
            {
                new ReadOnlySpan<float>(x, S.Size).CopyTo(new Span<float>(y, S.Size));
                return;
            }

            float scale = S.Rate < 1f ? 1f / (1f - S.Rate) : 0f;
            float* uniform = stackalloc float[4];
            for (int i = 0; i < S.Size; i += 4)
            {
                (uint w0, uint w1, uint w2, uint w3) = Philox.Words((uint)Step, (uint)(Step >> 32), (uint)(First + index), (uint)(i / 4),
                    Seed, (uint)S.Stream);
                (uniform[0], uniform[1], uniform[2], uniform[3]) = (Uniform(w0), Uniform(w1), Uniform(w2), Uniform(w3));
                for (int j = 0; j < 4 && i + j < S.Size; j++) { y[i + j] = uniform[j] < S.Rate ? 0f : x[i + j] * scale; }
            }
        }
    }

    // The top 24 bits as a fraction: every value is exact, 1 is never reached.
    private static float Uniform(uint word) => (int)(word >> 8) * (1f / 16_777_216f);
}
