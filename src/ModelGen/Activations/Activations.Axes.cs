using System.Numerics.Tensors;
using ModelGen.Kernels;
using Numeric = System.Numerics.Tensors.Tensor;

namespace ModelGen;

/// <content>Functions along an axis. Of a span it is the whole span.</content>
public static partial class Activations
{
    private delegate void Row(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>exp(x) over the sum of exp. Keras: <c>keras.activations.softmax</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] Softmax(ReadOnlySpan<float> x) => Of(x, Kernels.Softmax.OfRow.Apply);

    /// <inheritdoc cref="Softmax(ReadOnlySpan{float})"/>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">Along which axis; -1 is the last one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor<float> Softmax(Tensor<float> x, int axis = -1) => Along(x, axis, 1, Kernels.Softmax.OfRow.Apply);

    /// <summary>x - ln(the sum of exp). Keras: <c>keras.activations.log_softmax</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] LogSoftmax(ReadOnlySpan<float> x) => Of(x, Kernels.LogSoftmax.OfRow.Apply);

    /// <inheritdoc cref="LogSoftmax(ReadOnlySpan{float})"/>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">Along which axis; -1 is the last one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor<float> LogSoftmax(Tensor<float> x, int axis = -1) => Along(x, axis, 1, Kernels.LogSoftmax.OfRow.Apply);

    /// <summary>max(x - t, 0) with the t that makes the sum 1. Keras: <c>keras.activations.sparsemax</c>.</summary>
    /// <param name="x">The numbers.</param>
    public static float[] Sparsemax(ReadOnlySpan<float> x) => Of(x, Kernels.Sparsemax.OfRow.Apply);

    /// <inheritdoc cref="Sparsemax(ReadOnlySpan{float})"/>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">Along which axis; -1 is the last one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor<float> Sparsemax(Tensor<float> x, int axis = -1) => Along(x, axis, 1, Kernels.Sparsemax.OfRow.Apply);

    /// <summary>The first half of x times the sigmoid of the second half. Keras: <c>keras.activations.glu</c>.</summary>
    /// <param name="x">An even number of numbers.</param>
    /// <exception cref="ArgumentException">The number is odd.</exception>
    public static float[] GLU(ReadOnlySpan<float> x)
    {
        if (x.Length % 2 != 0)
        {
            throw new ArgumentException(
                $"GLU halves what it gets, but {x.Length:N0} values are not two halves. Give it an even number of values.", nameof(x));
        }
        var y = new float[x.Length / 2];
        Gate(x, y);
        return y;
    }

    /// <inheritdoc cref="GLU(ReadOnlySpan{float})"/>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">Along which axis, of even length; -1 is the last one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor<float> GLU(Tensor<float> x, int axis = -1) => Along(x, axis, 2, Gate);

    private static void Gate(ReadOnlySpan<float> x, Span<float> y)
    {
        float[] gates = Sigmoid(x[y.Length..]);
        for (int i = 0; i < y.Length; i++) { y[i] = x[i] * gates[i]; }
    }

    private static float[] Of(ReadOnlySpan<float> x, Row function)
    {
        var y = new float[x.Length];
        if (x.Length > 0) { function(x, y); }
        return y;
    }

    // The function of each row along an axis, which comes out shorter by the divisor.
    private static Tensor<float> Along(Tensor<float> x, int axis, int divisor, Row function)
    {
        float[] values = Values(x);
        int number = axis < 0 ? axis + x.Rank : axis;
        if (number < 0 || number >= x.Rank)
        {
            throw new ArgumentOutOfRangeException(nameof(axis), axis,
                $"axis is {axis}, but the tensor has {x.Rank} axes. Use {-x.Rank} to {x.Rank - 1}.");
        }

        nint[] lengths = x.Lengths.ToArray();
        int length = (int)lengths[number], inner = (int)lengths[(number + 1)..].Aggregate((nint)1, (product, n) => product * n);
        if (length % divisor != 0)
        {
            throw new ArgumentException($"GLU halves axis {axis}, but its length is {length:N0}. Give it an even length.", nameof(x));
        }
        lengths[number] = length / divisor;
        float[] result = new float[values.Length / divisor], row = new float[length], to = new float[length / divisor];
        for (int start = 0, end = 0; start < values.Length; start += length * inner, end += to.Length * inner)
        {
            for (int i = 0; i < inner; i++)
            {
                for (int k = 0; k < length; k++) { row[k] = values[start + (k * inner) + i]; }
                function(row, to);
                for (int k = 0; k < to.Length; k++) { result[end + (k * inner) + i] = to[k]; }
            }
        }

        return Numeric.Create(result, lengths);
    }
}
