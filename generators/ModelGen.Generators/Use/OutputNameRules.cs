using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Use;

/// <summary>Names that stand for outputs.</summary>
internal static class OutputNameRules
{
    public static void Check(SyntaxNode place, string name, IReadOnlyList<OutputFacts> outputs, UseContext context)
    {
        if (outputs.Any(output => output.Name == name)) { return; }
        string[] names = [.. outputs.Select(output => output.Name)];
        string nearest = names.OrderBy(n => Words.Distance(n, name)).First();
        context.Report(RuleIds.UnknownOutput, place,
            [name, Text.List([.. names.Select(Text.Quote)]), names.Length == 1 ? "is" : "are", Text.Quote(nearest)],
            repairs: place is LiteralExpressionSyntax ? [new Repair($"Write {Text.Quote(nearest)}", Text.Quote(nearest))] : []);
    }
}
