using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// What Keras's <c>"crossentropy"</c> stands for, chosen by shapes: the binary one for outputs of one value, else the sparse one for class
/// indices and the categorical one for dense targets.
/// </summary>
internal sealed class ShapeCrossentropy(string name) : Loss(name)
{
    internal override TargetDomain Targets => TargetDomain.Probability;

    private protected override void CheckOutput(OutputLayout output) => Of(output).Check(output);

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        Of(output).CheckLabelsAlone(output, labelsAreClasses);

    internal override int? ClassesOf(OutputLayout output) => Of(output).ClassesOf(output);

    internal override bool TakesLogits(OutputLayout output) => Of(output).TakesLogits(output);

    internal override void Compute(in Scoring scoring) => Of(scoring.Layout).Compute(scoring);

    private protected override unsafe float[] ValuesOf(float* targets, float* outputs, bool targetsAreClasses, int[] shape) =>
        DirectCall.Values(shape[^1] == 1 ? BinaryCrossentropy : CategoricalCrossentropy, targets, outputs, targetsAreClasses, shape);

    // The categorical one takes class indices too.
    private static Loss Of(OutputLayout output) => output.Columns == 1 ? BinaryCrossentropy : CategoricalCrossentropy;
}
