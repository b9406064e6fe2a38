using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.CodeFixes;

/// <summary>Makes a kernel or window as small as what arrives, or pads.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitWindowFix)), Shared]
public sealed class FitWindowFix : ModelCodeFix
{
    /// <inheritdoc/>
    protected override string[] Ids => [RuleIds.WindowTooLarge];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (LayerEdits.Attribute(node) is not { ArgumentList: { } list } attribute) { yield break; }
        string[] largest = [.. Value(finding, 4).Split('x').Select(size => size.Trim().Replace(",", ""))];
        if (largest.Length == 2 && node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } written)
        {
            AttributeArgumentSyntax[] sizes = [.. list.Arguments.Where(a => a.NameEquals is null)];
            bool isSquare = IsSquare(attribute, sizes.Length, Array.IndexOf(sizes, written));
            string size = isSquare ? Smaller(largest) : IsWidth(attribute, Array.IndexOf(sizes, written)) ? largest[1] : largest[0];
            yield return ($"Use {size}",
                () => root.ReplaceNode(written.Expression, SyntaxFactory.ParseExpression(size).WithTriviaFrom(written.Expression)));
        }

        yield return ("Write Padding = Padding.Same", () => LayerEdits.SetArgument(root, attribute, "Padding", "Padding.Same"));
    }

    private static string Smaller(string[] sizes) =>
        int.Parse(sizes[0], System.Globalization.CultureInfo.InvariantCulture) < int.Parse(sizes[1],
            System.Globalization.CultureInfo.InvariantCulture) ? sizes[0] : sizes[1];

    // [Conv2D(filters, size)] and [MaxPool(size)]; after filters come height and width.
    private static bool IsSquare(AttributeSyntax attribute, int written, int index) =>
        index == First(attribute)
            && !(written > index + 1 && attribute.ArgumentList!.Arguments[index + 1].Expression is LiteralExpressionSyntax);

    private static bool IsWidth(AttributeSyntax attribute, int index) => index == First(attribute) + 1;

    private static int First(AttributeSyntax attribute) => attribute.Name.ToString().Contains("Conv") ? 1 : 0;
}
