using System.Numerics.Tensors;

namespace ModelGen.Kernels;

/// <summary>The logarithm of softmax along the last axis. Layouts, per sample: [Rows, Columns].</summary>
public static partial class LogSoftmax
{
    /// <summary>y = x - max - ln(sum of exp(x - max)), row by row.</summary>
    public static void Forward<S>(Step s, Block y, Block x) where S : struct, IRows => RowActivation.Forward<OfRow, S>(s, y, x);

    /// <summary>dx = dy - exp(y) (sum of dy), row by row. dx and dy may be the same block.</summary>
    public static void Backward<S>(Step s, Block dx, Block y, Block dy) where S : struct, IRows =>
        RowActivation.Backward<OfRow, S>(s, dx, y, dy);

    internal readonly partial struct OfRow : IRowActivation
    {
        public static int ForwardOperations => 16;

        public static int BackwardOperations => 16;

        public static void Apply(ReadOnlySpan<float> x, Span<float> y)
        {
            TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), y);
            double sum = 0;
            foreach (float value in y) { sum += AccurateMath.Exp(value); }
            TensorPrimitives.Subtract(y, (float)Math.Log(sum), y);
        }

        public static void Differentiate(Span<float> dx, ReadOnlySpan<float> y, ReadOnlySpan<float> dy)
        {
            double sum = 0;
            foreach (float value in dy) { sum += value; }
            for (int i = 0; i < dx.Length; i++) { dx[i] = dy[i] - ((float)sum * AccurateMath.Exp(y[i])); }
        }
    }
}
