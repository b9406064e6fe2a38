using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.CodeFixes;

/// <summary>
/// A finding in a method: about the call of a layer, or about the constant that it was given from elsewhere.
/// </summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Invocation">The layer's call; null where the constant stands outside of it.</param>
internal sealed record LayerCall(Place Place, InvocationExpressionSyntax? Invocation)
{
    /// <summary>The finding's call; null where it is about a declaration.</summary>
    public static LayerCall? Find(Place place)
    {
        if (place.Node.FirstAncestorOrSelf<AttributeSyntax>() is not null) { return null; }
        bool isInBody = place.Node.AncestorsAndSelf().Any(node => node is ExpressionSyntax or ArgumentSyntax)
            && place.Node.AncestorsAndSelf().Any(node => node is BaseMethodDeclarationSyntax or EqualsValueClauseSyntax);
        return isInBody ? new LayerCall(place, place.Node.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(IsLayer))
            : null;

        bool IsLayer(InvocationExpressionSyntax call) =>
            place.Model.GetSymbolInfo(call).Symbol is IMethodSymbol method && AttributeReader.IsTensor(method.ContainingType);
    }

    /// <summary>What the finding underlines, where that is a constant that can be written otherwise.</summary>
    public ExpressionSyntax? Constant => (Place.Node is ArgumentSyntax { Expression: var inner } ? inner
        : Place.Node) is ExpressionSyntax written
        && IsWritten(written) ? written : null;

    /// <summary>The arguments between the call's brackets.</summary>
    public TextSpan? Arguments => Invocation?.ArgumentList is { Arguments: { Count: > 0 } arguments } ? arguments.Span : null;

    /// <summary>Offers to write other code for the constant, where the finding suggests one.</summary>
    public IEnumerable<Offer> Write(string key)
    {
        string[] codes = [.. Place.Suggestions.Select(suggestion => suggestion.Code).Distinct()];
        if (Constant is not { } constant || codes.Length != 1) { yield break; }
        string[] member = char.IsLetter(codes[0][0]) ? codes[0].Split('.') : [];
        yield return new($"Write {codes[0]}", key,
            edits => edits.Replace(constant, member.Length == 2 ? Place.SpellMember(member[0], member[1], constant) : codes[0]));
    }

    /// <summary>Offers to give the call an argument.</summary>
    public IEnumerable<Offer> Set(string name, string code, string key)
    {
        if (Invocation is not { ArgumentList: var list }) { yield break; }
        yield return new($"Write {name}: {code}", key, edits =>
        {
            if (list.Arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == name) is { } written)
            {
                edits.Replace(written.Expression, code);
            }
            else { edits.Insert(list.CloseParenToken.SpanStart, list.Arguments.Count == 0 ? $"{name}: {code}" : $", {name}: {code}"); }
        });
    }

    /// <summary>Offers to pad.</summary>
    public IEnumerable<Offer> Pad(string key = "Pad") => Set("padding", Place.SpellMember("Padding", "Same"), key);

    /// <summary>Offers to call another layer before.</summary>
    public IEnumerable<Offer> CallBefore(string layer, string arguments, string key)
    {
        if (Invocation?.Expression is not MemberAccessExpressionSyntax { OperatorToken: var dot }) { yield break; }
        yield return new($"Write .{layer}({arguments}) before it", key, edits => edits.Insert(dot.SpanStart, $".{layer}({arguments})"));
    }

    /// <summary>Offers to leave the call out.</summary>
    public IEnumerable<Offer> Remove(string key)
    {
        if (Invocation?.Expression is not MemberAccessExpressionSyntax { Expression: var receiver }) { yield break; }
        yield return new("Remove this layer", key,
            edits => edits.Replace(TextSpan.FromBounds(receiver.Span.End, Invocation.Span.End), ""));
    }

    /// <summary>Offers to leave a named argument out.</summary>
    public IEnumerable<Offer> Leave(string name, string key)
    {
        string parameter = char.ToLowerInvariant(name[0]) + name.Substring(1);
        if (Invocation?.ArgumentList.Arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter) is { } written)
        {
            yield return new($"Leave {parameter} out", key, edits => edits.Remove(written));
        }
    }

    private static bool IsWritten(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax or InterpolatedStringExpressionSyntax => true,
        PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax } => true,
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax } => true,
        _ => false,
    };
}
