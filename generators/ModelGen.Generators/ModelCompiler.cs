using ModelGen.Generators.Diagnostics;
using ModelGen.Generators.Emit;
using ModelGen.Generators.Infer;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Plan;

namespace ModelGen.Generators;

/// <summary>The way of a model after it was read: infer, plan, emit; or a stub where a finding stands in the way.</summary>
internal static class ModelCompiler
{
    public static GeneratedSource Compile(ModelSpec model, BuildOptions options)
    {
        if (ShapeInference.Infer(model, out EquatableArray<Finding> findings) is { } shaped)
        {
            string code = ModelEmitter.Emit(model, shaped, TrainingPlanner.Plan(shaped));
            return new GeneratedSource(model.HintName, code, options.PrintsSummary ? SummaryComments.Write(shaped) : null);
        }

        string[] problems = [.. findings.Where(Severities.IsError).Select(Rules.Describe)];
        if (problems.Length == 0) { problems = ["The compiler reports an error in its attributes."]; }
        return new GeneratedSource(model.HintName, StubEmitter.Emit(model, problems, options.AnalyzersAreOff && model.IsComplete), null);
    }
}
