using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Diagnostics;
using ModelGen.Generators.Infer;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Plan;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>[Budget]: what a model may cost, what it costs, and which number would fit.</summary>
internal static class BudgetRules
{
    /// <summary>The attribute's name.</summary>
    public const string Attribute = "Budget";

    private const string Batch = "Batch";
    private static readonly string[] s_sizes = ["units", "filters"];

    private static readonly Limit[] s_limits =
    [
        new("MaxParameters", "parameters", (model, _) => model.ParameterCount, layer => layer.ParameterCount),
        new("MaxMultiplyAdds", "multiply-adds", (model, _) => model.Layers.Sum(LayerCatalog.MultiplyAdds), LayerCatalog.MultiplyAdds),
        new("MaxActivationBytes", "bytes of activations", (model, batch) => Bytes(TrainingPlanner.Plan(model).TrainingValues, batch),
            layer => layer.Output.Size),
    ];

    /// <summary>Checks a budget.</summary>
    public static void Check(AttributeSyntax attribute, UseContext context)
    {
        if (ClassAttribute.Find(attribute, context) is not { Type: var type } found) { return; }
        long batch = ValueOf(found[Batch], context) ?? 32;
        foreach ((string name, AttributeArgumentSyntax argument) in found.Arguments)
        {
            if (ValueOf(argument, context) is not { } most) { continue; }
            if (most < 1)
            {
                context.Report(RuleIds.ArgumentOutOfRange, argument.Expression,
                    [$"Budget: {name}", Text.Plain(most), "at least 1", "Write how much it may take"]);
            }
            else if (batch >= 1 && s_limits.FirstOrDefault(limit => limit.Argument == name) is { } limit
                && context.ModelOf(type) is { } model && limit.Of(model, batch) is var cost && cost > most)
            {
                Report(argument, type, model, limit, most, batch, cost, context);
            }
        }
    }

    private static void Report(AttributeArgumentSyntax argument, INamedTypeSymbol type, ShapedModel model, Limit limit, long most,
        long batch, long cost, UseContext context)
    {
        ShapedLayer first = model.Layers.OrderByDescending(limit.OfLayer).First();
        string advice = "Make it smaller, or the budget larger";
        Location[] others = [];
        Repair[] repairs = [];
        if (context.SpecOf(type) is { } spec && Fitting(spec, model, limit, most, batch, context.Cancellation) is var (node, name, size))
        {
            string units = size == 1 ? name.TrimEnd('s') : name;
            advice = $"With {Text.Plain(size)} {units} in place of {Text.Plain(spec.Nodes[node].Layer.Int(name))} in "
                + $"layer {Text.Plain(NumberOf(spec, node))} ({LayerCatalog.NameOf(spec.Nodes[node].Layer)}) it fits";
            if (Written(spec, node, name, type, context) is { } place)
            {
                others = [place];
                repairs = [new Repair($"Write {Text.Plain(size)} {name}", Text.Plain(size), Place: 0, Key: "Budget")];
            }
        }

        context.Report(RuleIds.OverBudget, argument,
            [type.Name, Text.Number(new System.Numerics.BigInteger(cost)), limit.What, Text.Number(new System.Numerics.BigInteger(most)),
                $"layer {Text.Plain(first.Number)} ({LayerCatalog.NameOf(first.Spec)})",
                limit.OfLayer(first) * 100 / Math.Max(1, model.Layers.Sum(limit.OfLayer)) + " %", advice],
            others, repairs);
    }

    // The largest number of one layer with which the model fits: of that which costs most, and may be made smaller.
    private static (int Node, string Name, int Size)? Fitting(ModelSpec spec, ShapedModel model, Limit limit, long most, long batch,
        CancellationToken cancellation)
    {
        HashSet<int> given = [.. spec.Outputs.Select(output => output.Node)];
        IEnumerable<(int Node, string Name)> candidates = Enumerable.Range(0, spec.Nodes.Count).Where(node => !given.Contains(node))
            .Select(node => (node, s_sizes.FirstOrDefault(spec.Nodes[node].Layer.Has))).Where(found => found.Item2 is not null)!;
        foreach ((int node, string name) in candidates.OrderByDescending(found => CostOf(spec, model, found.Node, limit)))
        {
            int low = 0, high = spec.Nodes[node].Layer.Int(name);
            while (high - low > 1)
            {
                cancellation.ThrowIfCancellationRequested();
                int middle = (low + high) / 2;
                bool fits = ShapeInference.Infer(With(spec, node, name, middle), out _) is { } smaller && limit.Of(smaller, batch) <= most;
                (low, high) = fits ? (middle, high) : (low, middle);
            }

            if (low > 0) { return (node, name, low); }
        }

        return null;
    }

    private static long CostOf(ModelSpec spec, ShapedModel model, int node, Limit limit) =>
        model.Layers.Where(layer => ReferenceEquals(layer.Spec, spec.Nodes[node].Layer)).Sum(limit.OfLayer);

    private static ModelSpec With(ModelSpec spec, int node, string name, int size)
    {
        NodeSpec[] nodes = [.. spec.Nodes];
        LayerSpec layer = nodes[node].Layer;
        nodes[node] = nodes[node] with
        {
            Layer = layer with
            {
                Arguments = new EquatableArray<Argument>(layer.Arguments.Select(a => a.Name == name ? a with { Value = size } : a)),
            },
        };
        return spec with { Nodes = new EquatableArray<NodeSpec>(nodes) };
    }

    private static int NumberOf(ModelSpec spec, int node) => spec.Nodes.Take(node + 1).Count(other => !other.IsInput);

    private static Location? Written(ModelSpec spec, int node, string name, INamedTypeSymbol type, UseContext context) =>
        spec.Method is null && ModelReader.LayerAttributes(type).ElementAtOrDefault(spec.Nodes[node].Attribute) is { } attribute
            && attribute.ApplicationSyntaxReference?.GetSyntax(context.Cancellation) is AttributeSyntax syntax
            && WrittenArgument.Find(syntax, attribute.AttributeConstructor, name) is { } expression ? expression.GetLocation() : null;

    private static long Bytes(long values, long batch) => sizeof(float) * values * batch;

    private static long? ValueOf(AttributeArgumentSyntax? argument, UseContext context) => argument is null ? null
        : context.Semantics.GetConstantValue(argument.Expression, context.Cancellation).Value switch
        {
            int number => number,
            long number => number,
            _ => null,
        };

    /// <summary>One kind of limit.</summary>
    /// <param name="Argument">What the attribute calls it.</param>
    /// <param name="What">What is counted.</param>
    /// <param name="Of">How much a model takes, in batches of so many samples.</param>
    /// <param name="OfLayer">What a layer takes of it, in any unit.</param>
    private sealed record Limit(string Argument, string What, Func<ShapedModel, long, long> Of, Func<ShapedLayer, long> OfLayer);
}
