using System.Numerics.Tensors;

namespace ModelGen.Kernels;

/// <summary>Softmax along the last axis. Layouts, per sample: [Rows, Columns].</summary>
public static partial class Softmax
{
    /// <summary>y = exp(x - max) / sum of exp(x - max), row by row.</summary>
    public static void Forward<S>(Step s, Block y, Block x) where S : struct, IRows => RowActivation.Forward<OfRow, S>(s, y, x);

    /// <summary>dx = y (dy - sum of dy y), row by row. dx and dy may be the same block.</summary>
    public static void Backward<S>(Step s, Block dx, Block y, Block dy) where S : struct, IRows =>
        RowActivation.Backward<OfRow, S>(s, dx, y, dy);

    private readonly struct ExpOfDifference(float max) : IMap
    {
        public R Map<R>(R x, R second) where R : struct, IReal<R> => R.Exp(x - max);
    }

    internal readonly partial struct OfRow : IRowActivation
    {
        public static int ForwardOperations => 16;

        public static int BackwardOperations => 4;

        public static void Apply(ReadOnlySpan<float> x, Span<float> y)
        {
            Vectors.Map(x, y, new ExpOfDifference(RowMath.Max(x)));
            RowMath.Divide(y, RowMath.Sum(y));
        }

        public static void Differentiate(Span<float> dx, ReadOnlySpan<float> y, ReadOnlySpan<float> dy)
        {
            float sum = TensorPrimitives.Dot(dy, y);
            TensorPrimitives.Subtract(dy, sum, dx);
            TensorPrimitives.Multiply(dx, y, dx);
        }
    }
}
