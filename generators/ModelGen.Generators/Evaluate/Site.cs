using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Generators.Evaluate;

/// <summary>Where a layer, or an input, was made: what findings about it point to.</summary>
/// <param name="node">The call, the operation or the attribute.</param>
/// <param name="name">What is underlined where no argument is meant.</param>
/// <param name="call">The call of the helper around it; null in Forward itself.</param>
internal sealed class Site(SyntaxNode node, SyntaxNodeOrToken name, CallPlace? call)
{
    private readonly Dictionary<string, (SyntaxNode Written, SyntaxNode? Origin)> _arguments = [];

    public SyntaxNode Node => node;

    public SyntaxNodeOrToken Name => name;

    public CallPlace? Call => call;

    /// <summary>The attribute, of a layer that one declares.</summary>
    public AttributeSyntax? Attribute { get; init; }

    /// <summary>Its constructor.</summary>
    public IMethodSymbol? Constructor { get; init; }

    public void Add(string argument, SyntaxNode written, SyntaxNode? origin) => _arguments[argument] = (written, origin);

    /// <summary>What was written for an argument, and the constant that its value came from, if that stands elsewhere.</summary>
    public (SyntaxNode Written, SyntaxNode? Origin)? Find(string argument) =>
        _arguments.TryGetValue(argument, out (SyntaxNode Written, SyntaxNode? Origin) found)
            ? (found.Written, found.Origin is { } origin && !Contains(found.Written, origin) ? origin : null) : null;

    private static bool Contains(SyntaxNode outer, SyntaxNode inner) => outer.SyntaxTree == inner.SyntaxTree
        && outer.Span.Contains(inner.Span);
}
