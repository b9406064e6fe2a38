using System.Collections;

namespace ModelGen;

/// <summary>
/// The shape of a <see cref="Tensor"/>, without the batch: (units), (steps, features) or (height, width, channels). It exists for the
/// compiler only, as tensors do: <c>x.Shape[0]</c>, <c>x.Shape[^1]</c>, <c>x.Shape is [var height, var width, _]</c>,
/// <c>x.Shape == y.Shape</c> and <c>$"{x.Shape}"</c> are constants while a model is compiled.
/// </summary>
public sealed class TensorShape : IReadOnlyList<int>, IEquatable<TensorShape>
{
    private TensorShape() { }

    /// <summary>How many axes there are: 1 to 3.</summary>
    public int Length => throw Tensor.Uncompiled();

    /// <inheritdoc cref="Length"/>
    public int Count => throw Tensor.Uncompiled();

    /// <summary>The size of an axis.</summary>
    /// <param name="axis">The axis, from 0, without the batch.</param>
    public int this[int axis] => throw Tensor.Uncompiled();

    /// <summary>Some of its sizes: <c>x.Shape[..2]</c>.</summary>
    /// <param name="start">The first axis.</param>
    /// <param name="length">How many.</param>
    public int[] Slice(int start, int length) => throw Tensor.Uncompiled();

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => throw Tensor.Uncompiled();

    IEnumerator IEnumerable.GetEnumerator() => throw Tensor.Uncompiled();

    /// <summary>Whether both have the same sizes.</summary>
    public bool Equals(TensorShape? other) => throw Tensor.Uncompiled();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => throw Tensor.Uncompiled();

    /// <inheritdoc/>
    public override int GetHashCode() => throw Tensor.Uncompiled();

    /// <summary>28 x 28 x 1.</summary>
    public override string ToString() => throw Tensor.Uncompiled();

    /// <inheritdoc cref="Equals(TensorShape)"/>
    public static bool operator ==(TensorShape? a, TensorShape? b) => throw Tensor.Uncompiled();

    /// <summary>Whether they differ in a size.</summary>
    public static bool operator !=(TensorShape? a, TensorShape? b) => throw Tensor.Uncompiled();
}
