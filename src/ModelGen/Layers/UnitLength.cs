using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

/// <summary>The sizes of a value around an axis.</summary>
public interface IAxis
{
    /// <summary>Values of the axes before it.</summary>
    static abstract int Outer { get; }

    /// <summary>How long it is.</summary>
    static abstract int Length { get; }

    /// <summary>Values of the axes after it.</summary>
    static abstract int Inner { get; }
}

/// <summary>
/// Values divided by their length, the root of the sum of their squares, along an axis; times 1e7 at most, as Keras does.
/// Layouts, per sample: x and y [Outer, Length, Inner].
/// </summary>
public static unsafe class UnitLength
{
    private const float Most = 1e7f;

    /// <summary>y = x / |x|.</summary>
    public static void Forward<S>(Step s, Block y, Block x) where S : struct, IAxis
    {
        if (s.Gpu is { } g)
        {
            int threads = s.Count * S.Outer * S.Inner;
            g.Launch(ForwardKernel<S>, GpuDevice.GroupsFor(threads), y.View, x.View, threads);
            return;
        }

        var task = new Task<S> { Y = y.Pointer, X = x.Pointer, IsForward = true };
        s.Run(ref task, s.Count, 4L * s.Count * S.Outer * S.Length * S.Inner);
    }

    /// <summary>dx = (dy - y times the sum of dy y) / |x|, overwritten or, where <paramref name="add"/> says so, added to.</summary>
    public static void Backward<S>(Step s, Block dx, Block x, Block dy, bool add = false) where S : struct, IAxis
    {
        if (s.Gpu is { } g)
        {
            int threads = s.Count * S.Outer * S.Inner;
            g.Launch(BackwardKernel<S>, GpuDevice.GroupsFor(threads), dx.View, x.View, dy.View, add ? 1 : 0, threads);
            return;
        }

        var task = new Task<S> { Y = dx.Pointer, X = x.Pointer, DY = dy.Pointer, Add = add };
        s.Run(ref task, s.Count, 8L * s.Count * S.Outer * S.Length * S.Inner);
    }

    // One thread for one line along the axis.
    internal static void ForwardKernel<S>(ArrayView<float> y, ArrayView<float> x, int threads) where S : struct, IAxis
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int first = First<S>(thread);
        float squares = 0f;
        for (int k = 0; k < S.Length; k++) { squares += x[first + (k * S.Inner)] * x[first + (k * S.Inner)]; }
        float scale = Scale(squares);
        for (int k = 0; k < S.Length; k++) { y[first + (k * S.Inner)] = x[first + (k * S.Inner)] * scale; }
    }

    internal static void BackwardKernel<S>(ArrayView<float> dx, ArrayView<float> x, ArrayView<float> dy, int add, int threads)
        where S : struct, IAxis
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int first = First<S>(thread);
        float squares = 0f, products = 0f;
        for (int k = 0; k < S.Length; k++)
        {
            int i = first + (k * S.Inner);
            squares += x[i] * x[i];
            products += x[i] * dy[i];
        }

        float scale = Scale(squares), along = Along(scale, products);
        for (int k = 0; k < S.Length; k++)
        {
            int i = first + (k * S.Inner);
            float value = scale * (dy[i] - (x[i] * along));
            dx[i] = add != 0 ? dx[i] + value : value;
        }
    }

    private static int First<S>(int line) where S : struct, IAxis
    {
        int outer = Quotient(line, S.Inner);
        return (outer * S.Length * S.Inner) + line - (outer * S.Inner);
    }

    private static float Scale(float squares)
    {
        float root = MathF.Sqrt(squares);
        return root > 1f / Most ? 1f / root : Most;
    }

    // Where the length is taken for a constant, nothing is drawn off.
    private static float Along(float scale, float products) => scale < Most ? scale * scale * products : 0f;

    // One sample.
    private struct Task<S> : ITask where S : struct, IAxis
    {
        public float* Y, X, DY;
        public bool IsForward, Add;

        public readonly void Execute(int index)
        {
            for (int line = 0; line < S.Outer * S.Inner; line++)
            {
                long first = ((long)index * S.Outer * S.Length * S.Inner) + First<S>(line);
                float squares = 0f, products = 0f;
                for (int k = 0; k < S.Length; k++)
                {
                    float x = X[first + (k * S.Inner)];
                    squares += x * x;
                    if (!IsForward) { products += x * DY[first + (k * S.Inner)]; }
                }

                float scale = Scale(squares), along = Along(scale, products);
                for (int k = 0; k < S.Length; k++)
                {
                    long i = first + (k * S.Inner);
                    float value = IsForward ? X[i] * scale : scale * (DY[i] - (X[i] * along));
                    Y[i] = Add ? Y[i] + value : value;
                }
            }
        }
    }
}
