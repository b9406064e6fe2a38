namespace ModelGen;

/// <summary>
/// What an <see cref="UpdateFunction"/> works on: one parameter in one step. Values lie as in Keras, in the program's memory.
/// </summary>
public readonly ref struct ParameterUpdate
{
    private readonly Span<float> _kept;
    private readonly string[] _slots;

    internal ParameterUpdate(
        string name, IReadOnlyList<int> shape, Span<float> weights, ReadOnlySpan<float> gradient, Span<float> kept, string[] slots,
        float rate, long step)
    {
        (Name, Shape, LearningRate, Step, _slots) = (name, shape, rate, step, slots);
        Weights = weights;
        Gradient = gradient;
        _kept = kept;
    }

    /// <summary>The parameter's name: <c>conv2d/kernel</c>.</summary>
    public string Name { get; }

    /// <summary>Its shape.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Its values, to be changed; after weight decay, where there is any.</summary>
    public Span<float> Weights { get; }

    /// <summary>Its gradient, clipped where that is asked for.</summary>
    public ReadOnlySpan<float> Gradient { get; }

    /// <summary>The learning rate of this step.</summary>
    public float LearningRate { get; }

    /// <summary>Which change of the parameters it is, from 1.</summary>
    public long Step { get; }

    /// <summary>Its name and shape: <c>dense/kernel (784, 10)</c>.</summary>
    public override string ToString() => $"{Name} ({string.Join(", ", Shape)})";

    /// <summary>A slot, as long as the parameter: what was written there in the last step, to be changed.</summary>
    /// <param name="slot">Its name.</param>
    /// <exception cref="ArgumentException">The optimizer has no slot of this name; the message lists them.</exception>
    public Span<float> this[string slot]
    {
        get
        {
            int place = Array.IndexOf(_slots, slot);
            if (place >= 0) { return _kept.Slice(place * Weights.Length, Weights.Length); }
            string has = _slots.Length == 0 ? "it has none: name them where it is made" : $"it has: {string.Join(", ", _slots)}";
            throw new ArgumentException($"The optimizer has no slot {slot}; {has}.", nameof(slot));
        }
    }
}
