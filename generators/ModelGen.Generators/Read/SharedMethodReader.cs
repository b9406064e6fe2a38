using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Read;

/// <summary>From methods with layers as attributes to their other halves: <c>[Dense(64)] static partial Tensor Embed(Tensor
/// x);</c></summary>
internal static class SharedMethodReader
{
    private static readonly SymbolDisplayFormat s_type = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Whether a node may be such a method.</summary>
    public static bool MayBe(SyntaxNode node) => node is MethodDeclarationSyntax
        { AttributeLists.Count: > 0, Body: null, ExpressionBody: null } method && method.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>What its other half needs to know; null where it is no such method, or a finding says what is wrong with it.</summary>
    public static SharedMethod? Read(ISymbol? symbol)
    {
        // A half without an accessibility is the compiler's affair: it wants one of a method that returns something.
        bool isOne = symbol is IMethodSymbol { PartialImplementationPart: null } found && HasLayers(found) && Problem(found) is null
            && WritesAccessibility(found) && IsFirst(found);
        if (!isOne || symbol is not IMethodSymbol method) { return null; }
        string parameters = string.Join(", ", method.Parameters.Select(Parameter));
        string written = SyntaxFacts.GetText(method.DeclaredAccessibility);
        string hint = Identifiers.HintName(method.ContainingType, $"{method.Name}{method.Parameters.Length}");
        return new SharedMethod(
            string.Join(".", Identifiers.Namespaces(method.ContainingType).Select(Identifiers.Escape)),
            new EquatableArray<string>(Identifiers.Containers(method.ContainingType)
                .Append(Identifiers.Declaration(method.ContainingType))),
            $"{written} static partial {method.ReturnType.ToDisplayString(s_type)} {Identifiers.Escape(method.Name)}({parameters})", hint);
    }

    /// <summary>Whether layers stand on a method.</summary>
    public static bool HasLayers(IMethodSymbol method) => method.GetAttributes().Any(AttributeReader.IsLayer);

    /// <summary>Why layers cannot declare a method, or null.</summary>
    public static string? Problem(IMethodSymbol method) =>
        !method.IsPartialDefinition && method.PartialDefinitionPart is null ? "it is not partial, and has a body of its own"
            : method.PartialImplementationPart is { } other
                && !other.DeclaringSyntaxReferences.All(r => ModelReader.IsGenerated(r.SyntaxTree)) ? "it has a body of its own"
            : !method.IsStatic ? "it is not static"
            : method.IsGenericMethod ? "it is generic"
            : !AttributeReader.IsTensor(method.ReturnType) ? "it does not return a Tensor"
            : method.Parameters.Length == 0 || !method.Parameters.All(p => AttributeReader.IsTensor(p.Type) && p.RefKind == RefKind.None)
                ? "what it takes is no Tensor"
            : null;

    private static string Parameter(IParameterSymbol parameter) =>
        $"{(IsExtended(parameter) ? "this " : "")}{parameter.Type.ToDisplayString(s_type)} {Identifiers.Escape(parameter.Name)}";

    private static bool IsExtended(IParameterSymbol parameter) =>
        parameter.Ordinal == 0 && parameter.ContainingSymbol is IMethodSymbol { IsExtensionMethod: true };

    // Two of one signature are the compiler's affair, and would be one file.
    private static bool IsFirst(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(method,
        method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().First(other =>
            HasLayers(other) && other.Parameters.Length == method.Parameters.Length));

    // Both halves must say the same, or nothing.
    private static bool WritesAccessibility(IMethodSymbol method) => method.DeclaringSyntaxReferences[0]
        .GetSyntax() is MethodDeclarationSyntax syntax
        && syntax.Modifiers.Any(m => m.IsKind(SyntaxKind.PrivateKeyword) || m.IsKind(SyntaxKind.PublicKeyword)
            || m.IsKind(SyntaxKind.InternalKeyword) || m.IsKind(SyntaxKind.ProtectedKeyword));
}
