using ModelGen.Generators.Diagnostics;
using ModelGen.Generators.Emit;
using ModelGen.Generators.Infer;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Plan;

namespace ModelGen.Generators;

/// <summary>The way of a model after it was read: infer, plan, emit; or a stub where a finding stands in the way.</summary>
internal static class ModelCompiler
{
    /// <summary>What the stub says of a model whose attributes the compiler reports itself.</summary>
    public const string Incomplete = "The compiler reports an error in its attributes.";

    public static GeneratedSource Compile(ModelSpec model, BuildOptions options, CancellationToken cancellation)
    {
        if (ShapeInference.Infer(model, out EquatableArray<Finding> findings, out LayerGraph? graph, cancellation) is not { } shaped)
        {
            return Stub(model, findings, EndsOf(model, graph), Unfinished(model, findings, graph));
        }

        string code = ModelEmitter.Emit(model, shaped, TrainingPlanner.Plan(shaped, cancellation), cancellation);
        return new GeneratedSource(model.HintName, code, options.PrintsSummary ? SummaryComments.Write(shaped) : null,
            ForGenerator(findings))
        {
            Method = MethodEmitter.Emit(model),
        };
    }

    private static UnfinishedModel? Unfinished(ModelSpec model, EquatableArray<Finding> findings, LayerGraph? graph)
    {
        if (graph is null) { return null; }
        int fault = findings.Where(finding => Severities.IsError(finding) && finding.Layer >= 0).Select(finding => finding.Layer)
            .DefaultIfEmpty(int.MaxValue).Min();
        return new UnfinishedModel(ShapeInference.NameOf(model), graph.Inputs, graph.Layers, graph.Outputs,
            graph.Layers.Count(layer => graph.Written(layer).Attribute <= fault));
    }

    // What a model has that cannot be compiled, as far as it is known.
    private static EndNames? EndsOf(ModelSpec model, LayerGraph? graph)
    {
        bool isKnown = graph is { Outputs.Count: > 0 } && graph.Outputs.Count == model.Outputs.Count;
        if (model.Method is not null && !isKnown) { return EndsOfSignature(model); }
        return graph is not { Inputs.Count: > 0, Outputs.Count: > 0 } ? null : EndNames.Of(
            graph.Inputs.Select(input => (input.Name, input.Shape)), graph.Outputs.Select(output => (output.Name, default(Shape))));
    }

    // A method's inputs and outputs are known whatever its body is like.
    private static EndNames? EndsOfSignature(ModelSpec model)
    {
        NodeSpec[] inputs = [.. model.Nodes.Where(node => node.IsInput)];
        return inputs.Length == 0 || model.Outputs.Count == 0 ? null : EndNames.Of(
            inputs.Select(input => (input.Layer.Text("Name", "input_layer"), default(Shape))),
            model.Outputs.Select((output, i) => (output.Name ?? $"output_{Text.Plain(i + 1)}", default(Shape))));
    }

    /// <summary>What stands for a model that cannot be compiled.</summary>
    public static GeneratedSource Stub(ModelSpec model, IReadOnlyList<Finding> findings, EndNames? ends = null,
        UnfinishedModel? unfinished = null)
    {
        string[] problems = [.. findings.Where(Severities.IsError).Select(finding => Rules.Describe(finding, model.Method is not null))];
        if (problems.Length == 0) { problems = [Incomplete]; }
        return new GeneratedSource(
            model.HintName, model.CanDerive ? StubEmitter.Emit(model, ends, unfinished, problems) : null, null, ForGenerator(findings))
        {
            Method = model.CanDerive ? MethodEmitter.Emit(model) : null,
        };
    }

    private static EquatableArray<Finding> ForGenerator(IEnumerable<Finding> findings) => new(findings.Where(Severities.IsForGenerator));
}
