using ILGPU;

namespace ModelGen.Kernels;

/// <summary>
/// An activation of whole rows, the last axis: what one row becomes, and its gradient, on a CPU and in a thread of a GPU.
/// </summary>
internal interface IRowActivation
{
    /// <summary>About how many operations a value takes forward.</summary>
    static abstract int ForwardOperations { get; }

    /// <summary>About how many operations a value takes backward.</summary>
    static abstract int BackwardOperations { get; }

    /// <summary>One row.</summary>
    static abstract void Apply(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>The gradient of one row, from its output. dx and dy may be the same span.</summary>
    static abstract void Differentiate(Span<float> dx, ReadOnlySpan<float> y, ReadOnlySpan<float> dy);

    /// <summary>The row of <paramref name="count"/> values that begins at <paramref name="first"/>.</summary>
    static abstract void GpuApply(ArrayView<float> y, ArrayView<float> x, int first, int count);

    /// <summary>Its gradient.</summary>
    static abstract void GpuDifferentiate(ArrayView<float> dx, ArrayView<float> y, ArrayView<float> dy, int first, int count);
}

/// <summary>
/// Takes all rows of a batch through an activation: a task for a sample on a CPU, a thread for a row on a GPU. Layouts, per sample: [Rows,
/// Columns].
/// </summary>
internal static unsafe class RowActivation
{
    /// <summary>y = A(x).</summary>
    public static void Forward<A, S>(Step s, Block y, Block x) where A : struct, IRowActivation where S : struct, IRows
    {
        if (s.Gpu is { } gpu)
        {
            gpu.Launch(ForwardKernel<A, S>, GpuDevice.GroupsFor(s.Count * S.Rows), y.View, x.View, s.Count * S.Rows);
            return;
        }

        var task = new ForwardTask<A, S> { Y = y.Pointer, X = x.Pointer };
        s.Run(ref task, s.Count, (long)A.ForwardOperations * s.Count * S.Rows * S.Columns);
    }

    /// <summary>dx = the gradient of x. dx and dy may be the same block.</summary>
    public static void Backward<A, S>(Step s, Block dx, Block y, Block dy) where A : struct, IRowActivation where S : struct, IRows
    {
        if (s.Gpu is { } gpu)
        {
            gpu.Launch(BackwardKernel<A, S>, GpuDevice.GroupsFor(s.Count * S.Rows), dx.View, y.View, dy.View, s.Count * S.Rows);
            return;
        }

        var task = new BackwardTask<A, S> { DX = dx.Pointer, Y = y.Pointer, DY = dy.Pointer };
        s.Run(ref task, s.Count, (long)A.BackwardOperations * s.Count * S.Rows * S.Columns);
    }

    internal static void ForwardKernel<A, S>(ArrayView<float> y, ArrayView<float> x, int rows) where A : struct, IRowActivation
        where S : struct, IRows
    {
        int row = GpuDevice.Thread;
        if (row < rows) { A.GpuApply(y, x, row * S.Columns, S.Columns); }
    }

    internal static void BackwardKernel<A, S>(ArrayView<float> dx, ArrayView<float> y, ArrayView<float> dy, int rows)
        where A : struct, IRowActivation where S : struct, IRows
    {
        int row = GpuDevice.Thread;
        if (row < rows) { A.GpuDifferentiate(dx, y, dy, row * S.Columns, S.Columns); }
    }

    /// <summary>The largest value of a row, on a GPU.</summary>
    public static float GpuMax(ArrayView<float> x, int first, int count)
    {
        float max = x[first];
        for (int i = 1; i < count; i++)
        {
            float value = x[first + i];
            if (value > max) { max = value; }
        }

        return max;
    }

    private struct ForwardTask<A, S> : ITask where A : struct, IRowActivation where S : struct, IRows
    {
        public float* Y, X;

        public readonly void Execute(int index)
        {
            for (int row = 0; row < S.Rows; row++)
            {
                long place = (((long)index * S.Rows) + row) * S.Columns;
                A.Apply(new ReadOnlySpan<float>(X + place, S.Columns), new Span<float>(Y + place, S.Columns));
            }
        }
    }

    private struct BackwardTask<A, S> : ITask where A : struct, IRowActivation where S : struct, IRows
    {
        public float* DX, Y, DY;

        public readonly void Execute(int index)
        {
            for (int row = 0; row < S.Rows; row++)
            {
                long place = (((long)index * S.Rows) + row) * S.Columns;
                A.Differentiate(new Span<float>(DX + place, S.Columns), new ReadOnlySpan<float>(Y + place, S.Columns),
                    new ReadOnlySpan<float>(DY + place, S.Columns));
            }
        }
    }
}
