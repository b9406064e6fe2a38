using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>[Compile]: what a model is compiled with, said at its declaration.</summary>
internal static class SetupRules
{
    private static readonly Dictionary<string, string> s_kinds = new()
    {
        ["Optimizer"] = "Optimizer", ["Loss"] = "Loss", ["Metrics"] = "Metric",
    };

    /// <summary>Checks the attribute.</summary>
    public static void Check(AttributeSyntax attribute, UseContext context)
    {
        if (ClassAttribute.Find(attribute, context) is not { Type: var type } found) { return; }
        OutputFacts[] outputs = context.ModelOf(type) is { } model ? [.. OutputFacts.Of(model, type, context.Cancellation)] : [];
        LossUse? loss = null;
        var metrics = new List<MetricUse>();
        foreach ((string argument, LiteralExpressionSyntax literal) in found.Arguments.SelectMany(Strings))
        {
            string name = literal.Token.ValueText;
            if (!s_kinds.TryGetValue(argument, out string kind) || KnownNames.Of(kind) is not { } names) { continue; }
            if (names.ClassOf(name) is not { } known) { NameRules.Report(literal, name, names, context, literal); }
            else if (argument == "Loss") { loss = new LossUse(known, false, literal, name, IsText: true); }
            else if (argument == "Metrics") { metrics.Add(MetricUse.Named(known, literal, name, isText: true)); }
        }

        CheckRate(found["LearningRate"], context);
        foreach (OutputFacts output in outputs)
        {
            if (loss is not null) { LossRules.Check(loss, output, context); }
            foreach (MetricUse metric in metrics) { MetricRules.Check(metric, loss, output, context); }
        }
    }

    private static void CheckRate(AttributeArgumentSyntax? argument, UseContext context)
    {
        if (argument is null || RangeRules.CheckDivision(argument.Expression, "Compile: LearningRate", context)) { return; }
        double? rate = context.Semantics.GetConstantValue(argument.Expression, context.Cancellation).Value switch
        {
            double number => number,
            int number => number,
            _ => null,
        };
        if (rate is { } given)
        {
            RangeRules.CheckRange(argument.Expression, "Compile: LearningRate", given, Range.Of("Compile", "learningRate")!, context);
        }
    }

    private static IEnumerable<(string Argument, LiteralExpressionSyntax Literal)> Strings(
        (string Name, AttributeArgumentSyntax Written) one) =>
        one.Written.Expression.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>()
            .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression)).Select(literal => (one.Name, literal));
}
