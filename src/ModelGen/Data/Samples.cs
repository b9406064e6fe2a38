using System.Numerics.Tensors;

namespace ModelGen.Data;

/// <summary>
/// Samples in memory: an array or a memory with one sample after the other, which is not copied, or a tensor whose first axis counts the
/// samples, which is copied and whose shape is checked. All of them convert to it.
/// </summary>
public readonly struct Samples
{
    private Samples(Tensor<float> tensor) => Tensor = tensor;

    /// <summary>Samples, one after the other, whose shape is known.</summary>
    /// <param name="values">The samples.</param>
    /// <param name="sampleShape">The shape of one: one to three positive sizes. Left out: that of the input.</param>
    public Samples(ReadOnlyMemory<float> values, params int[] sampleShape)
    {
        ArgumentNullException.ThrowIfNull(sampleShape);
        (Values, Shape) = (values, sampleShape.Length == 0 ? null : [.. sampleShape]);
    }

    /// <summary>The samples, where they are no tensor.</summary>
    internal ReadOnlyMemory<float> Values { get; }

    /// <summary>The shape of one sample, where it is said.</summary>
    internal int[]? Shape { get; }

    /// <summary>The samples, where they are a tensor.</summary>
    internal Tensor<float>? Tensor { get; }

    /// <summary>How many values there are, or the shape of the tensor.</summary>
    public override string ToString() =>
        Tensor is { } tensor ? $"a tensor of {string.Join(" x ", tensor.Lengths.ToArray())}" : $"{Values.Length:N0} values";

    /// <summary>Samples, one after the other.</summary>
    public static implicit operator Samples(float[] values) => new(values.AsMemory());

    /// <summary>Samples, one after the other.</summary>
    public static implicit operator Samples(Memory<float> values) => new(values);

    /// <summary>Samples, one after the other.</summary>
    public static implicit operator Samples(ReadOnlyMemory<float> values) => new(values, []);

    /// <summary>Samples, counted by the first axis.</summary>
    public static implicit operator Samples(Tensor<float> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(tensor: values);
    }
}
