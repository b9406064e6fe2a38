namespace ModelGen;

/// <summary>
/// Declares the shape of one sample, without the batch: <c>[Input(784)]</c> a vector, <c>[Input(100, 8)]</c> a sequence of
/// (steps, features), <c>[Input(28, 28, 1)]</c> an image of (height, width, channels). A class that carries it is compiled into a
/// <see cref="Model"/>. On a parameter of a <c>Forward</c> method it is that input's shape.
/// </summary>
/// <param name="shape">One to three positive sizes.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Parameter,
    AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>The shape of one sample.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;
}
