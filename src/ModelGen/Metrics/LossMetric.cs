using ModelGen.Kernels;

namespace ModelGen;

/// <summary>A metric that is a loss's value, computed by the loss's own kernel without its gradient: the mean over the samples.</summary>
public abstract class LossMetric : Metric
{
    private readonly Loss _loss;

    private protected LossMetric(Loss loss, string? name, string defaultName) : base(name, defaultName) => _loss = loss;

    internal override bool? HigherIsBetter => false;

    internal override void Check(OutputLayout output) => Say(() => _loss.Check(output));

    internal override void Check(OutputLayout output, bool labelsAreClasses) => Say(() => _loss.Check(output, labelsAreClasses));

    internal override TargetDomain TargetsOf(OutputLayout output) => _loss.Targets;

    internal override TargetDomain TargetsAlone(OutputLayout output) => _loss.TargetsAlone;

    internal override int WorkPerSample(OutputLayout output) => _loss.WorkPerSample(output);

    internal override bool KernelWeighs => true;

    internal override void Compute(in Scoring s) => _loss.Compute(s);

    internal override void Fold(Span<double> state, ReadOnlySpan<float> values, double weight)
    {
        state[0] += values[0];
        state[1] += weight;
    }

    // The loss's message is about a loss; the user asked for a metric.
    private void Say(Action check)
    {
        try { check(); }
        catch (InvalidOperationException e) { throw new InvalidOperationException($"The metric {Name} watches a loss. {e.Message}", e); }
    }
}

/// <summary>A loss of the user's that is watched.</summary>
internal sealed class WatchedLoss : LossMetric
{
    private readonly Loss _loss;

    public WatchedLoss(Loss loss) : base(loss, name: null, loss.Name)
    {
        _loss = loss;
        if (loss.IgnoredLabel is { } ignored)
        {
            throw new ArgumentException(
                $"A loss that is watched as a metric is the mean over all rows, but this {loss.Name} ignores label {ignored}. Leave "
                    + "ignoreClass out, or watch the loss that is trained on.", nameof(loss));
        }
    }

    private protected override Activation SaidToBe =>
        _loss is BinaryCrossentropy { FromLogits: false } or BinaryFocalCrossentropy { FromLogits: false }
            or CategoricalCrossentropy { FromLogits: false }
            or CategoricalFocalCrossentropy { FromLogits: false } or SparseCategoricalCrossentropy { FromLogits: false }
            or ShapeCrossentropy
            ? Activation.Sigmoid : Activation.Linear;
}
