namespace ModelGen;

/// <summary>
/// The outputs of <see cref="Model.Forward(ReadOnlySpan{float})"/>. A device is awaited only when they are looked at; the next forward pass
/// overwrites them.
/// </summary>
public readonly ref struct ModelOutput
{
    private readonly Model _model;
    private readonly BatchRunner _runner;
    private readonly int _output;
    private readonly long _stamp;

    internal ModelOutput(Model model, BatchRunner runner, int output) =>
        (_model, _runner, _output, _stamp, Samples) = (model, runner, output, runner.Stamp, runner.Step.BatchSize);

    /// <summary>How many samples there are.</summary>
    public int Samples { get; }

    /// <summary>The outputs, one sample after the other, in the model's own memory.</summary>
    /// <exception cref="InvalidOperationException">A later batch has overwritten them.</exception>
    public ReadOnlySpan<float> Span
    {
        get
        {
            using CallGuard.Entry call = _model.Guard.EnterOrJoin("Reading the outputs");
            return _runner.Stamp == _stamp
                ? _runner.Output(_output)
                : throw new InvalidOperationException(
                    "A later batch has overwritten these outputs. Copy them with ToArray() before the next Forward.");
        }
    }

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

    /// <summary>The outputs, a sample a line. Of many the first and the last are shown.</summary>
    public override string ToString()
    {
        float[] all = ToArray();
        int size = all.Length / Samples;
        return TextTable.Of(Samples, size, (sample, i) => ProgressText.Value(all[(sample * size) + i]));
    }

    /// <summary>A copy of the outputs.</summary>
    public float[] ToArray() => Span.ToArray();

    /// <summary>The outputs, one sample after the other.</summary>
    public static implicit operator ReadOnlySpan<float>(ModelOutput output) => output.Span;
}
