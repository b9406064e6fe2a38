using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generators.Read;

/// <summary>Names of types as code and as file names.</summary>
internal static class Identifiers
{
    /// <summary>
    /// A name as it must be written where it is a keyword, or may become one: the compiler warns of names of small letters alone, unless
    /// they are marked.
    /// </summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            || name.All(c => c is >= 'a' and <= 'z') ? "@" + name : name;

    /// <summary>Whether a type, and all that it lies in, has a name; one that is being typed may have none.</summary>
    public static bool AreWritten(INamedTypeSymbol type) =>
        Outwards(type).All(t => SyntaxFacts.IsValidIdentifier(t.Name)) && Namespaces(type).All(SyntaxFacts.IsValidIdentifier);

    /// <summary>A type, and the types that it lies in, innermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> Outwards(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? t = type; t is not null; t = t.ContainingType) { yield return t; }
    }

    /// <summary>The namespaces around a type, outermost first.</summary>
    public static IEnumerable<string> Namespaces(INamedTypeSymbol type)
    {
        var names = new List<string>();
        for (INamespaceSymbol n = type.ContainingNamespace; !n.IsGlobalNamespace; n = n.ContainingNamespace) { names.Insert(0, n.Name); }
        return names;
    }

    /// <summary>The declarations around a type, outermost first.</summary>
    public static IEnumerable<string> Containers(INamedTypeSymbol type) =>
        Outwards(type).Skip(1).Reverse().Select(Declaration);

    /// <summary>The declaration of a type: <c>partial class Outer</c>.</summary>
    public static string Declaration(INamedTypeSymbol type) => $"partial {Keyword(type)} {Escape(type.Name)}";

    /// <summary>
    /// The full name with a hash of it and of what the types are, because files whose names differ only in case are one file to many
    /// systems, and a class and a record of one name, which the compiler refuses, are two types until then.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="member">What in it the file is for, if not for the type.</param>
    public static string HintName(INamedTypeSymbol type, string member = "")
    {
        const int longest = 100;
        string name = type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        string safe = new([.. name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '-').Take(longest)]);
        string identity = $"{name} {string.Join(" ", Containers(type))} {Keyword(type)}{member}";
        uint hash = identity.Aggregate(2166136261u, (h, c) => unchecked((h ^ c) * 16777619u));
        return $"{safe}.{hash.ToString("x8", CultureInfo.InvariantCulture)}{(member == "" ? "" : $".{member}")}{ModelReader.FileSuffix}";
    }

    private static string Keyword(INamedTypeSymbol type) => (type.IsRecord, type.TypeKind) switch
    {
        (true, TypeKind.Struct) => "record struct",
        (true, _) => "record",
        (_, TypeKind.Struct) => "struct",
        (_, TypeKind.Interface) => "interface",
        _ => "class",
    };
}
