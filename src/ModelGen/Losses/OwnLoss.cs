using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// A loss of somebody's own. Its gradient is compared with differences of its values, once, in the first batch that it is trained on.
/// </summary>
public abstract class OwnLoss : Loss
{
    private bool _isChecked;

    private protected OwnLoss(string name, Reduction reduction, bool checkGradient) : base(name, reduction)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (_isChecked, Called) = (!checkGradient, $"The loss {name}");
    }

    internal sealed override string Called { get; }

    internal sealed override void Compute(in Scoring scoring)
    {
        if (!_isChecked && !scoring.Gradient.IsEmpty) { CheckGradient(scoring); }
        ComputeAll(scoring);
    }

    /// <summary>Computes a batch.</summary>
    private protected abstract void ComputeAll(in Scoring scoring);

    /// <summary>The loss of one sample and its gradient, by themselves.</summary>
    private protected abstract double OfSample(
        ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, Span<float> gradient, OutputLayout layout);

    // Not in a step's own method: what a lambda captures is allocated at the start of it.
    private void CheckGradient(in Scoring scoring)
    {
        OutputLayout layout = scoring.Layout;
        GradientCheck.Check(this, (y, p, gradient) => OfSample(y, p, gradient, layout), new HostBatch(scoring, valuesPerSample: 1));
        _isChecked = true;
    }
}
