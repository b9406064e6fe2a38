using Microsoft.CodeAnalysis;
using ModelGen.Generators.Evaluate;
using ModelGen.Generators.Read;

namespace ModelGen.Generators;

/// <summary>The types that a project declares.</summary>
internal static class SourceTypes
{
    /// <summary>All of them, with the types within them.</summary>
    public static IEnumerable<INamedTypeSymbol> All(Compilation compilation)
    {
        var waiting = new Stack<INamespaceOrTypeSymbol>([compilation.Assembly.GlobalNamespace]);
        while (waiting.Count > 0)
        {
            INamespaceOrTypeSymbol next = waiting.Pop();
            if (next is INamedTypeSymbol type) { yield return type; }
            IEnumerable<INamespaceOrTypeSymbol> within = next is INamespaceSymbol names ? names.GetMembers() : next.GetTypeMembers();
            foreach (INamespaceOrTypeSymbol member in within) { waiting.Push(member); }
        }
    }

    /// <summary>The one that a generated file is for, or null.</summary>
    public static INamedTypeSymbol? Find(Compilation compilation, string hintName) =>
        All(compilation).FirstOrDefault(type => (ModelReader.LayerAttributes(type).Count > 0 || ForwardReader.Find(type) is not null)
            && Identifiers.HintName(type) == hintName);
}
