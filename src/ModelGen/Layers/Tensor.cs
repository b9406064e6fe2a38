using System.Diagnostics.CodeAnalysis;

namespace ModelGen;

/// <summary>
/// A value within the <c>Forward</c> method of a model: what a layer gives for a batch. It exists for the compiler only, which evaluates
/// the method while the program is compiled. Each layer is a method, with the arguments of its attribute.
/// </summary>
/// <remarks>
/// At run time there are no tensors: whoever calls one of these members then gets an <see cref="InvalidOperationException"/>.
/// </remarks>
[SuppressMessage("Design", "CA1065:Do not raise exceptions in unexpected locations", Justification = "Never called.")]
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The layers are.")]
public sealed partial class Tensor
{
    private Tensor() { }

    /// <summary>The shape of one sample, without the batch: 28 x 28 x 1. A constant while the method is evaluated.</summary>
    public TensorShape Shape => throw Uncompiled();

    /// <summary>The size of the last axis: an image's channels, a vector's length.</summary>
    public int Channels => throw Uncompiled();

    /// <summary>How many values one sample has.</summary>
    public int Size => throw Uncompiled();

    /// <summary>
    /// Says which shape is expected here, without the batch, and gives the tensor itself. The compiler reports where it is another.
    /// </summary>
    /// <param name="shape">One to three sizes.</param>
    /// <returns>The same tensor.</returns>
    public Tensor Expect(params ReadOnlySpan<int> shape) => throw Uncompiled();

    /// <summary>The sum, place by place; axes of size 1 are repeated. The layer is <see cref="AddAttribute"/>.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => throw Uncompiled();

    /// <summary>Adds a number to each value.</summary>
    public static Tensor operator +(Tensor a, double number) => throw Uncompiled();

    /// <inheritdoc cref="op_Addition(Tensor, double)"/>
    public static Tensor operator +(double number, Tensor a) => throw Uncompiled();

    /// <summary>The difference, place by place. The layer is <see cref="SubtractAttribute"/>.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => throw Uncompiled();

    /// <summary>Subtracts a number from each value.</summary>
    public static Tensor operator -(Tensor a, double number) => throw Uncompiled();

    /// <summary>A number minus each value.</summary>
    public static Tensor operator -(double number, Tensor a) => throw Uncompiled();

    /// <summary>Each value with the other sign.</summary>
    public static Tensor operator -(Tensor a) => throw Uncompiled();

    /// <summary>The product, place by place. The layer is <see cref="MultiplyAttribute"/>.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => throw Uncompiled();

    /// <summary>Multiplies each value by a number.</summary>
    public static Tensor operator *(Tensor a, double number) => throw Uncompiled();

    /// <inheritdoc cref="op_Multiply(Tensor, double)"/>
    public static Tensor operator *(double number, Tensor a) => throw Uncompiled();

    /// <summary>The quotient, place by place.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => throw Uncompiled();

    /// <summary>Divides each value by a number.</summary>
    public static Tensor operator /(Tensor a, double number) => throw Uncompiled();

    /// <summary>A number divided by each value.</summary>
    public static Tensor operator /(double number, Tensor a) => throw Uncompiled();

    /// <inheritdoc/>
    public override string ToString() => "a tensor, which exists for the compiler only";

    internal static InvalidOperationException Uncompiled() => new(
        "A Tensor exists for the compiler only: it evaluates a model's Forward(Tensor) while the program is compiled. At run time call "
            + "model.Predict, model.Fit or model.Forward with numbers.");
}
