namespace ModelGen;

/// <summary>
/// The outputs of <see cref="Model.Forward(ReadOnlySpan{float})"/>. A device is awaited only when they are looked at; the next forward pass
/// overwrites them.
/// </summary>
public readonly ref struct ModelOutput
{
    private readonly BatchRunner _runner;

    internal ModelOutput(BatchRunner runner) => _runner = runner;

    /// <summary>How many samples there are.</summary>
    public int Samples => _runner.Step.BatchSize;

    /// <summary>The outputs, one sample after the other.</summary>
    public ReadOnlySpan<float> Span => _runner.Outputs();

    /// <summary>The outputs of one sample.</summary>
    public ReadOnlySpan<float> this[int sample]
    {
        get
        {
            ReadOnlySpan<float> all = Span;
            int size = all.Length / Samples;
            ArgumentOutOfRangeException.ThrowIfNegative(sample);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, Samples);
            return all.Slice(sample * size, size);
        }
    }

    /// <summary>A copy of the outputs.</summary>
    public float[] ToArray() => Span.ToArray();

    /// <summary>The outputs, one sample after the other.</summary>
    public static implicit operator ReadOnlySpan<float>(ModelOutput output) => output.Span;
}
