using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generators.Read;

/// <summary>Names of types as code and as file names.</summary>
internal static class Identifiers
{
    /// <summary>A name as it must be written where it is a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name : name;

    /// <summary>The declarations around a type, outermost first.</summary>
    public static IEnumerable<string> Containers(INamedTypeSymbol type)
    {
        var containers = new List<string>();
        for (INamedTypeSymbol? t = type.ContainingType; t is not null; t = t.ContainingType)
        {
            string keyword = (t.IsRecord, t.TypeKind) switch
            {
                (true, TypeKind.Struct) => "record struct",
                (true, _) => "record",
                (_, TypeKind.Struct) => "struct",
                (_, TypeKind.Interface) => "interface",
                _ => "class",
            };
            containers.Insert(0, $"partial {keyword} {Escape(t.Name)}");
        }

        return containers;
    }

    /// <summary>The full name with a hash of it, because files whose names differ only in case are one file to many systems.</summary>
    public static string HintName(INamedTypeSymbol type)
    {
        string name = type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        uint hash = name.Aggregate(2166136261u, (h, c) => unchecked((h ^ c) * 16777619u));
        string safe = new([.. name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '-')]);
        return $"{safe}.{hash.ToString("x8", CultureInfo.InvariantCulture)}{ModelReader.FileSuffix}";
    }
}
