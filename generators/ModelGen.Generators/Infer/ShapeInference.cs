using System.Runtime.CompilerServices;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Infer;

/// <summary>From what was written to what it means.</summary>
internal static class ShapeInference
{
    // Of models that an editor asks for again and again, as long as they are kept elsewhere.
    private static readonly ConditionalWeakTable<ModelSpec, Inferred> s_remembered = new();

    /// <summary>The same, worked out once for each object.</summary>
    public static ShapedModel? InferOnce(ModelSpec model, out EquatableArray<Finding> findings)
    {
        Inferred found = s_remembered.GetValue(model, static model =>
        {
            ShapedModel? shaped = Infer(model, out EquatableArray<Finding> findings);
            return new Inferred(shaped, findings);
        });
        findings = found.Findings;
        return found.Shaped;
    }

    private sealed record Inferred(ShapedModel? Shaped, EquatableArray<Finding> Findings);

    /// <inheritdoc cref="Infer(ModelSpec, out EquatableArray{Finding}, out LayerGraph?, CancellationToken)"/>
    public static ShapedModel? Infer(ModelSpec model, out EquatableArray<Finding> findings) => Infer(model, out findings, out _);

    /// <summary>The model's shapes, or null where a finding stands in the way. Findings of reading come first.</summary>
    public static ShapedModel? Infer(ModelSpec model, out EquatableArray<Finding> findings, out LayerGraph? graph,
        CancellationToken cancellation = default)
    {
        var found = new List<Finding>(model.Findings);
        graph = null;
        if (model.IsComplete && model.Nodes.Count > 0 && HasOrder(model))
        {
            var unknown = new HashSet<int>(model.Findings.Where(finding => finding.Rule is RuleIds.UnknownLayer or RuleIds.LayerNotYet)
                .Select(finding => finding.Layer));
            Declaration.Check(model, unknown, found);
            graph = Follow(model, unknown, found, cancellation);
        }

        bool isWrong = graph is null || !model.IsRead || found.Any(Severities.IsError);
        if (!isWrong) { new Advice(graph!, found).Add(); }
        findings = new EquatableArray<Finding>(found);
        return isWrong
            ? null
            : new ShapedModel(NameOf(model), graph!.Inputs, graph.Layers, graph.Outputs);
    }

    /// <summary>A model's name in the summary: the one that was written, or that of its class as Keras writes it.</summary>
    public static string NameOf(ModelSpec model) => model.ModelName ?? KerasNames.SnakeCase(model.DisplayName);

    // Layers of several declarations have none.
    private static bool HasOrder(ModelSpec model) => model.Findings.All(finding => finding.Rule != RuleIds.SpreadDeclaration);

    private static LayerGraph Follow(ModelSpec model, HashSet<int> unknown, List<Finding> findings,
        CancellationToken cancellation)
    {
        var graph = new LayerGraph(model, unknown, turnsChannels: false, cancellation);

        // One mistake, which every layer after it would report in its own way.
        if (Has(graph, RuleIds.SeemsChannelsFirst) && Has(graph, RuleIds.WindowTooLarge))
        {
            graph = new LayerGraph(model, unknown, turnsChannels: true, cancellation);
        }
        findings.AddRange(graph.Findings);
        return graph;
    }

    private static bool Has(LayerGraph graph, string rule) => graph.Findings.Any(finding => finding.Rule == rule);
}
