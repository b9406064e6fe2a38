using ModelGen.Kernels;

namespace ModelGen;

/// <summary>A loss of a formula of somebody's own.</summary>
internal sealed class FormulaLoss<L>(L formula, string? name, Reduction reduction, bool checkGradient)
    : OwnLoss(name ?? FormulaText.NameOf<L>(), reduction, checkGradient) where L : unmanaged, IElementwiseLoss
{
    private readonly L _formula = FormulaText.Checked(formula);

    /// <summary>To be compared with that of a checkpoint.</summary>
    public string Formula => FormulaText.Of(_formula);

    private protected override void CheckOutput(OutputLayout output) { }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets(this, output, labelsAreClasses);

    private protected override void ComputeAll(in Scoring scoring) => ElementwiseLoss.Compute(this, scoring, _formula);

    private protected override double OfSample(
        ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, Span<float> gradient, OutputLayout layout) =>
        ElementwiseLoss.OfSample(yTrue, yPred, gradient, _formula);
}

/// <summary>The same of groups of outputs.</summary>
internal sealed class GroupFormulaLoss<L>(L formula, string? name, Reduction reduction, bool checkGradient, int[]? axis)
    : OwnLoss(name ?? FormulaText.NameOf<L>(), reduction, checkGradient) where L : unmanaged, IGroupLoss
{
    private readonly L _formula = FormulaText.Checked(formula);
    private readonly int[] _axis = axis is null or [] ? [-1] : [.. axis];

    /// <summary>To be compared with that of a checkpoint.</summary>
    public string Formula => FormulaText.Of(_formula);

    /// <summary>The axes along which groups go.</summary>
    public IReadOnlyList<int> Axis => _axis;

    private protected override void CheckOutput(OutputLayout output) => Groups(output);

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets(this, output, labelsAreClasses);

    internal override int WorkPerSample(OutputLayout output) => GroupLoss.WorkPerSample(Groups(output));

    private protected override void ComputeAll(in Scoring scoring) => GroupLoss.Compute(this, scoring, Groups(scoring.Layout), _formula);

    // The formula of a whole batch is checked on samples by themselves.
    private protected override double OfSample(
        ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, Span<float> gradient, OutputLayout layout) =>
        GroupLoss.OfSample(yTrue, yPred, gradient, Groups(layout) with { AcrossSamples = 0 }, _formula);

    private protected override unsafe float[] ValuesOf(float* targets, float* outputs, bool targetsAreClasses, int[] shape) =>
        GroupLoss.Values(targets, outputs, shape[0], OutputGroups.Of(Called, _axis, shape[1..], "y"), _formula);

    private OutputGroups Groups(OutputLayout output) => OutputGroups.Of(Called, _axis, output.Shape, output.LastLayer);
}
