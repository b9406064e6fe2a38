namespace ModelGen.Kernels;

public static unsafe partial class Dot
{
    private static void CpuForward<S>(Step s, Block y, Block a, Block b) where S : struct, IDot
    {
        var task = new ForwardTask<S> { Y = y.Pointer, A = a.Pointer, B = b.Pointer };
        s.Run(ref task, s.Count, (long)s.Count * Outputs<S>() * S.Terms);
    }

    private static void CpuBackward<S, W>(Step s, Block dx, Block other, Block dy, bool add) where S : struct, IDot where W : struct, ISide
    {
        var task = new BackwardTask<S, W> { DX = dx.Pointer, Other = other.Pointer, DY = dy.Pointer, Add = add };
        s.Run(ref task, s.Count, (long)s.Count * Outputs<S>() * S.Terms);
    }

    // One sample.
    private struct ForwardTask<S> : ITask where S : struct, IDot
    {
        public float* Y, A, B;

        public readonly void Execute(int index)
        {
            float* y = Y + ((long)index * Outputs<S>()), a = A + ((long)index * S.FirstOuter * S.Terms * S.FirstInner),
                b = B + ((long)index * S.SecondOuter * S.Terms * S.SecondInner);
            for (int o = 0; o < S.FirstOuter * S.FirstInner; o++)
            {
                for (int p = 0; p < S.SecondOuter * S.SecondInner; p++, y++)
                {
                    float sum = 0f;
                    for (int k = 0; k < S.Terms; k++)
                    {
                        sum += a[Index(o / S.FirstInner, S.Terms, k, S.FirstInner, o % S.FirstInner)]
                            * b[Index(p / S.SecondInner, S.Terms, k, S.SecondInner, p % S.SecondInner)];
                    }

                    *y = sum;
                }
            }
        }
    }

    // One sample.
    private struct BackwardTask<S, W> : ITask where S : struct, IDot where W : struct, ISide
    {
        public float* DX, Other, DY;
        public bool Add;

        public readonly void Execute(int index)
        {
            float* dx = DX + ((long)index * W.Outer * S.Terms * W.Inner), dy = DY + ((long)index * Outputs<S>());
            float* other = Other + ((long)index * W.OtherOuter * S.Terms * W.OtherInner);
            if (!Add) { new Span<float>(dx, W.Outer * S.Terms * W.Inner).Clear(); }
            for (int o = 0; o < W.Outer * W.Inner; o++)
            {
                for (int p = 0; p < W.OtherOuter * W.OtherInner; p++)
                {
                    float given = dy[(o * W.Stride) + (p * W.OtherStride)];
                    for (int k = 0; k < S.Terms; k++)
                    {
                        dx[Index(o / W.Inner, S.Terms, k, W.Inner, o % W.Inner)] +=
                            given * other[Index(p / W.OtherInner, S.Terms, k, W.OtherInner, p % W.OtherInner)];
                    }
                }
            }
        }
    }
}
