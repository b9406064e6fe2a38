using System.ComponentModel;

namespace ModelGen;

/// <summary>The outputs of a prediction in the memory they were computed in: the next call overwrites them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct OutputViews
{
    private readonly BatchRunner _runner;

    internal OutputViews(BatchRunner runner) => _runner = runner;

    /// <summary>How many outputs there are.</summary>
    public override string ToString() => _runner is null ? "no outputs" : $"{_runner.OutputCount} outputs of a prediction";

    /// <summary>One output, by its place.</summary>
    public ReadOnlySpan<float> this[int output] => _runner.Output(output);
}
