using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// What Keras's string "accuracy" stands for: binary accuracy for one output, else categorical accuracy, sparse for class indices.
/// </summary>
internal sealed class ShapedAccuracy(string name) : Metric(name, "accuracy")
{
    internal override bool? HigherIsBetter => true;

    internal override void CheckBeside(Loss loss, OutputLayout output)
    {
        if (output.Columns == 1) { MetricChecks.Threshold($"The metric {Name}", 0.5, "BinaryAccuracy(threshold: 0)", "", loss, output); }
    }

    internal override TargetDomain TargetsOf(OutputLayout output) => output.Columns == 1 ? TargetDomain.Bit : TargetDomain.Share;

    internal override void Compute(in Scoring s) => MetricKernels.Compute(
        s, new AccuracyRule(s.Layout.Columns == 1 ? AccuracyRule.Binary : AccuracyRule.Categorical, threshold: 0.5f));
}
