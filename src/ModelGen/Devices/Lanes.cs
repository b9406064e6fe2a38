using System.Numerics;

namespace ModelGen.Kernels;

/// <summary>Sums of partial gradients, always in the order of the slices: in pieces that stay in the L1 cache while all lanes are added.</summary>
internal static unsafe class Lanes
{
    private const int Piece = 2_048;

    public static void CpuAdd(Step s, Block gradient, Block lanes, int count) => CpuAdd(s, gradient, lanes.Pointer, count, s.Accumulate);

    /// <summary>Adds lanes, one after the other, overwriting what was there or adding to it.</summary>
    public static void CpuAdd(Step s, Block sum, float* lanes, int count, bool accumulate)
    {
        var task = new AddTask { Gradient = sum.Pointer, Lanes = lanes, Size = (int)sum.Length, Count = count, Accumulate = accumulate };
        s.Run(ref task, (task.Size + Piece - 1) / Piece, (long)task.Size * count);
    }

    /// <summary>sum += x.</summary>
    public static void Add(Span<float> sum, ReadOnlySpan<float> x)
    {
        // Not of TensorPrimitives, whose generic methods cost a first training step 5 ms in the JIT.
        int i = 0;
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count) { (new Vector<float>(sum[i..]) + new Vector<float>(x[i..])).CopyTo(sum[i..]); }
        for (; i < sum.Length; i++) { sum[i] += x[i]; }
    }

    // A piece of the gradient.
    private struct AddTask : ITask
    {
        public float* Gradient, Lanes;
        public int Size, Count;
        public bool Accumulate;

        public readonly void Execute(int index)
        {
            int first = index * Piece;
            int length = Math.Min(Piece, Size - first);
            var sum = new Span<float>(Gradient + first, length);
            if (!Accumulate) { new ReadOnlySpan<float>(Lanes + first, length).CopyTo(sum); }
            for (int lane = Accumulate ? 0 : 1; lane < Count; lane++)
            {
                Add(sum, new ReadOnlySpan<float>(Lanes + ((long)lane * Size) + first, length));
            }
        }

    }
}
