using System.Numerics.Tensors;

namespace ModelGen.Data;

/// <summary>
/// What a model should have said: class indices, one for each row of the output, or dense targets (one-hot, soft, or values), as many as
/// the output has. Arrays, memories and tensors convert to it.
/// </summary>
public readonly struct Labels
{
    /// <summary>Class indices, from 0.</summary>
    public Labels(ReadOnlyMemory<int> classes) => (Classes, IsClasses) = (classes, true);

    /// <summary>Dense targets.</summary>
    public Labels(ReadOnlyMemory<float> values) => Values = values;

    /// <summary>Whether these are class indices.</summary>
    public bool IsClasses { get; }

    /// <summary>The class indices; empty where there are targets.</summary>
    public ReadOnlyMemory<int> Classes { get; }

    /// <summary>The targets; empty where there are class indices.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>How many indices or values there are.</summary>
    public int Length => IsClasses ? Classes.Length : Values.Length;

    /// <summary>How many there are, and the first of them: <c>60,000 class indices: 5, 0, 4, 1, 9, ...</c></summary>
    public override string ToString() => IsClasses ? FirstOf(Classes, Kind) : FirstOf(Values, Kind);

    /// <summary>What messages call them.</summary>
    internal string Kind => IsClasses ? "class indices" : "target values";

    /// <summary>Class indices.</summary>
    public static implicit operator Labels(int[] classes) => new(classes.AsMemory());

    /// <summary>Dense targets.</summary>
    public static implicit operator Labels(float[] values) => new(values.AsMemory());

    /// <summary>Class indices.</summary>
    public static implicit operator Labels(ReadOnlyMemory<int> classes) => new(classes);

    /// <summary>Dense targets.</summary>
    public static implicit operator Labels(ReadOnlyMemory<float> values) => new(values);

    /// <summary>Class indices.</summary>
    public static implicit operator Labels(Memory<int> classes) => new(classes);

    /// <summary>Dense targets.</summary>
    public static implicit operator Labels(Memory<float> values) => new(values);

    /// <summary>Dense targets, copied: the first axis counts the samples, the others are the shape of the output.</summary>
    public static implicit operator Labels(Tensor<float> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var copy = new float[checked((int)values.FlattenedLength)];
        values.FlattenTo(copy);
        return new Labels(copy) { Lengths = [.. values.Lengths.ToArray().Select(n => checked((int)n))] };
    }

    /// <summary>Dense targets whose shape is known: <c>new Samples(masks, 28, 28, 1)</c>.</summary>
    /// <exception cref="ArgumentException">They are not a whole number of samples of that shape.</exception>
    public static implicit operator Labels(Samples values)
    {
        if (values.Tensor is { } tensor) { return tensor; }
        if (values.Shape is not { } shape) { return new(values.Values); }
        int count = Dataset.CountOf(values.Values.Length, shape, "target values");
        return new(values.Values) { Lengths = [count, .. shape] };
    }

    /// <summary>The lengths of the tensor's axes where they were one; it can then be checked.</summary>
    internal int[]? Lengths { get; private init; }

    private static string FirstOf<T>(ReadOnlyMemory<T> all, string kind)
    {
        const int most = 10;
        string[] first = [.. all[..Math.Min(all.Length, most)].ToArray().Select(value => $"{value}")];
        string[] more = all.Length > most ? ["..."] : [];
        return all.Length == 0 ? $"0 {kind}" : $"{all.Length:N0} {kind}: {string.Join(", ", [.. first, .. more])}";
    }

    /// <summary>Those of some samples.</summary>
    /// <param name="samples">The numbers of the samples.</param>
    /// <param name="size">How many a sample has.</param>
    internal Labels Select(int[] samples, int size) =>
        IsClasses ? new(Select(Classes.Span, samples, size)) : new(Select(Values.Span, samples, size));

    /// <summary>What some samples have of values of which each has so many.</summary>
    internal static T[] Select<T>(ReadOnlySpan<T> all, int[] samples, int size)
    {
        var selected = new T[samples.Length * size];
        for (int i = 0; i < samples.Length; i++) { all.Slice(samples[i] * size, size).CopyTo(selected.AsSpan(i * size)); }
        return selected;
    }

    /// <summary>These and, after them, others of their kind.</summary>
    internal Labels Concat(Labels other) => IsClasses
        ? new(Classes.ToArray().Concat(other.Classes.ToArray()).ToArray())
        : new(Values.ToArray().Concat(other.Values.ToArray()).ToArray());

    /// <summary>A part of them.</summary>
    internal Labels Slice(int first, int count) => IsClasses ? new(Classes.Slice(first, count)) : new(Values.Slice(first, count));
}
