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
        if (context.Semantics.GetTypeInfo(attribute, context.Cancellation).Type is not INamedTypeSymbol found
            || !AttributeReader.IsOurs(found) || attribute.Parent?.Parent is not TypeDeclarationSyntax declaration
            || context.Semantics.GetDeclaredSymbol(declaration, context.Cancellation) is not INamedTypeSymbol type
            || attribute.ArgumentList is not { Arguments: var arguments }) { return; }
        OutputFacts[] outputs = context.ModelOf(type) is { } model ? [.. OutputFacts.Of(model, type, context.Cancellation)] : [];
        LossUse? loss = null;
        var metrics = new List<MetricUse>();
        foreach ((string argument, LiteralExpressionSyntax literal) in arguments.SelectMany(Strings))
        {
            string name = literal.Token.ValueText;
            if (!s_kinds.TryGetValue(argument, out string kind) || KnownNames.Of(kind) is not { } names) { continue; }
            if (names.ClassOf(name) is not { } known) { NameRules.Report(literal, name, names, context, literal); }
            else if (argument == "Loss") { loss = new LossUse(known, false, literal, name, IsText: true); }
            else if (argument == "Metrics") { metrics.Add(MetricUse.Named(known, literal, name, isText: true)); }
        }

        CheckRate(arguments.FirstOrDefault(argument => NameOf(argument) == "LearningRate"), context);
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
        Range range = Range.Of("Compile", "learningRate")!;
        if (rate is not { } given || range.Contains(given)) { return; }
        string? near = range.Near(given) is { } inside ? Text.Fraction(inside) : null;
        context.Report(RuleIds.ArgumentOutOfRange, argument.Expression,
            ["Compile: LearningRate", Text.Fraction(given), range.ToString(), near is null ? "Write another number" : $"Write {near}, say"],
            repairs: near is null ? [] : [new Repair($"Write {near}", near)]);
    }

    private static IEnumerable<(string Argument, LiteralExpressionSyntax Literal)> Strings(AttributeArgumentSyntax argument) =>
        NameOf(argument) is not { } name ? [] : argument.Expression.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>()
            .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression)).Select(literal => (name, literal));

    private static string? NameOf(AttributeArgumentSyntax argument) => argument.NameEquals?.Name.Identifier.ValueText;
}
