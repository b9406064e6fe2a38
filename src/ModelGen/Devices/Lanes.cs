using System.Numerics;

namespace ModelGen.Kernels;

/// <summary>
/// Sums of partial gradients, always in the order of the slices: in pieces that stay in the L1 cache while all lanes are added.
/// </summary>
internal static unsafe class Lanes
{
    private const int Piece = 2_048;

    /// <summary>Adds lanes, one after the other, overwriting what was there or adding to it.</summary>
    public static void CpuAdd(Step s, Block sum, float* lanes, int count, bool accumulate)
    {
        var task = new AddTask { Gradient = sum.Pointer, Lanes = lanes, Size = (int)sum.Length, Count = count, Accumulate = accumulate };
        s.Run(ref task, (task.Size + Piece - 1) / Piece, (long)task.Size * count);
    }

    /// <summary>sum = x + y, of so many values each; the sum may lie where one of them does.</summary>
    public static void Add(float* sum, float* x, float* y, int count)
    {
        // Not of TensorPrimitives, whose generic methods cost a first training step 5 ms in the JIT.
        int i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count) { (Vector.Load(x + i) + Vector.Load(y + i)).Store(sum + i); }
        for (; i < count; i++) { sum[i] = x[i] + y[i]; }
    }

    // A piece of the gradient.
    private struct AddTask : ITask
    {
        public float* Gradient, Lanes;
        public int Size, Count;
        public bool Accumulate;

        public readonly void Execute(int index)
        {
            int first = index * Piece, length = Math.Min(Piece, Size - first);
            float* sum = Gradient + first, lanes = Lanes + first;
            if (!Accumulate) { new ReadOnlySpan<float>(lanes, length).CopyTo(new Span<float>(sum, length)); }
            for (int lane = Accumulate ? 0 : 1; lane < Count; lane++) { Add(sum, sum, lanes + ((long)lane * Size), length); }
        }
    }
}
