namespace ModelGen.Generators.Layers;

/// <summary>Which findings stand in the way of a model.</summary>
internal static class Severities
{
    private static readonly HashSet<string> Warnings =
    [
        RuleIds.RowsDropped, RuleIds.FlattenImplied, RuleIds.SoftmaxInside, RuleIds.SoftmaxOfOne, RuleIds.DropoutLast,
        RuleIds.RegularizerOnNothing,
    ];

    public static bool IsError(string rule) => !Warnings.Contains(rule);

    public static bool IsError(Finding finding) => IsError(finding.Rule);

    /// <summary>
    /// Whether the generator reports it, always: the analyzer does not know of a failure of the generator, and is not heard where the
    /// compiler finds no class for an attribute.
    /// </summary>
    public static bool IsForGenerator(Finding finding) => finding.Rule is RuleIds.Fault or RuleIds.LayerNotYet;
}
