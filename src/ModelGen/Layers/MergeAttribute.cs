namespace ModelGen;

/// <summary>
/// The base of layers that read several values. They read what the layer before gives, and then the named ones; only
/// <see cref="ConcatenateAttribute"/> begins with those. Where that layer is itself among two names or more, the names say all, in their
/// order.
/// </summary>
/// <param name="names">The names of other layers, or inputs, that stand before; at least one.</param>
public abstract class MergeAttribute(string[] names) : LayerAttribute
{
    /// <summary>The names of the other values.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}

/// <summary>
/// The sum of what the layer before gives and of named values: <c>[Add("trunk")]</c>. Axes of size 1 are repeated, and leading axes that
/// one of them lacks are added to it, as in Keras and NumPy.
/// </summary>
/// <param name="names">The names of the other values.</param>
public sealed class AddAttribute(params string[] names) : MergeAttribute(names);

/// <summary>
/// What the layer before gives minus a named value: <c>[Subtract("trunk")]</c>. As a method, the first minus the second. Shapes as in
/// <see cref="AddAttribute"/>.
/// </summary>
/// <param name="names">The name of the other value.</param>
public sealed class SubtractAttribute(params string[] names) : MergeAttribute(names);

/// <summary>The product of what the layer before gives and of named values. Shapes as in <see cref="AddAttribute"/>.</summary>
/// <param name="names">The names of the other values.</param>
public sealed class MultiplyAttribute(params string[] names) : MergeAttribute(names);

/// <summary>
/// What the layer before gives divided by a named value, place by place; dividing by 0 gives an infinity or NaN. Shapes as in
/// <see cref="AddAttribute"/>.
/// </summary>
/// <param name="names">The name of the other value.</param>
public sealed class DivideAttribute(params string[] names) : MergeAttribute(names);

/// <summary>The mean of what the layer before gives and of named values. Shapes as in <see cref="AddAttribute"/>.</summary>
/// <param name="names">The names of the other values.</param>
public sealed class AverageAttribute(params string[] names) : MergeAttribute(names);

/// <summary>
/// At each place the largest of what the layer before gives and of named values; where two are equal, each gets half of the gradient.
/// Shapes as in <see cref="AddAttribute"/>.
/// </summary>
/// <param name="names">The names of the other values.</param>
public sealed class MaximumAttribute(params string[] names) : MergeAttribute(names);

/// <summary>The smallest, as <see cref="MaximumAttribute"/> gives the largest.</summary>
/// <param name="names">The names of the other values.</param>
public sealed class MinimumAttribute(params string[] names) : MergeAttribute(names);
