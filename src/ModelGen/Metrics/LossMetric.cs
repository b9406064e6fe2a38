using ModelGen.Kernels;

namespace ModelGen;

/// <summary>A loss's value, computed by the loss's own kernel without its gradient.</summary>
internal class LossMetric(Loss loss, string? name, string defaultName) : Metric(name, defaultName)
{
    internal override bool? HigherIsBetter => false;

    internal override void Check(OutputLayout output) => Say(() => loss.Check(output));

    internal override void Check(OutputLayout output, bool labelsAreClasses) => Say(() => loss.Check(output, labelsAreClasses));

    internal override void Compute(in Scoring s) => loss.Compute(s);

    // The loss's message is about a loss; the user asked for a metric.
    private void Say(Action check)
    {
        try { check(); }
        catch (InvalidOperationException e) { throw new InvalidOperationException($"The metric {Name} is this loss, watched. {e.Message}", e); }
    }
}
