namespace ModelGen.Generators.Layers;

/// <summary>How much each rule's findings matter, where they are not errors.</summary>
internal static class Severities
{
    private static readonly Dictionary<string, FindingSeverity> s_advice = new()
    {
        [RuleIds.RowsDropped] = FindingSeverity.Info,
        [RuleIds.FlattenImplied] = FindingSeverity.Warning,
        [RuleIds.SoftmaxInside] = FindingSeverity.Warning,
        [RuleIds.SoftmaxOfOne] = FindingSeverity.Warning,
        [RuleIds.DropoutLast] = FindingSeverity.Warning,
        [RuleIds.ArgumentOnNothing] = FindingSeverity.Warning,
        [RuleIds.SeemsChannelsFirst] = FindingSeverity.Warning,
        [RuleIds.SeemsTorchMomentum] = FindingSeverity.Info,
        [RuleIds.ForwardNotPrivate] = FindingSeverity.Warning,
        [RuleIds.DoesNothing] = FindingSeverity.Warning,
        [RuleIds.PixelsSkipped] = FindingSeverity.Warning,
        [RuleIds.OneDirection] = FindingSeverity.Info,
        [RuleIds.EqualKernel] = FindingSeverity.Warning,
        [RuleIds.NoActivationBetween] = FindingSeverity.Info,
        [RuleIds.ReLULast] = FindingSeverity.Info,
        [RuleIds.LargeKernel] = FindingSeverity.Warning,
        [RuleIds.NamesAlike] = FindingSeverity.Warning,
        [RuleIds.DropoutTooMuch] = FindingSeverity.Warning,
        [RuleIds.LossAdvice] = FindingSeverity.Warning,
        [RuleIds.MetricAdvice] = FindingSeverity.Warning,
        [RuleIds.FitAdvice] = FindingSeverity.Warning,
        [RuleIds.CallMissing] = FindingSeverity.Warning,
        [RuleIds.UsedAfterDispose] = FindingSeverity.Warning,
        [RuleIds.NotDisposed] = FindingSeverity.Info,
        [RuleIds.WholeDivision] = FindingSeverity.Warning,
        [RuleIds.StaleShape] = FindingSeverity.Warning,
        [RuleIds.ShapeHere] = FindingSeverity.Info,
    };

    /// <summary>A rule's severity.</summary>
    public static FindingSeverity Of(string rule) =>
        s_advice.TryGetValue(rule, out FindingSeverity severity) ? severity : FindingSeverity.Error;

    /// <summary>A finding's severity.</summary>
    public static FindingSeverity Of(Finding finding) => finding.Severity ?? Of(finding.Rule);

    /// <summary>Whether a finding stands in the way of the model.</summary>
    public static bool IsError(Finding finding) => Of(finding) == FindingSeverity.Error;

    /// <summary>
    /// Whether the generator reports it, always: the analyzer does not know of a failure of the generator, and is not heard where the
    /// compiler finds no class for an attribute.
    /// </summary>
    public static bool IsForGenerator(Finding finding) => finding.Rule is RuleIds.Fault or RuleIds.LayerNotYet;
}
