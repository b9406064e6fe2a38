using Microsoft.CodeAnalysis;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Evaluate;

/// <summary>
/// The framework's members that are evaluated: those whose result depends on nothing but their arguments. They are called by the names of
/// their type and their own, whatever the overload.
/// </summary>
internal static class KnownMembers
{
    private static readonly Dictionary<string, Func<MemberCall, Value>> s_all = new Dictionary<string, Func<MemberCall, Value>>[]
    {
        MathMembers.All, StringMembers.All, SequenceMembers.All, ListMembers.All, MapMembers.All, OtherMembers.All,
    }.SelectMany(members => members).ToDictionary(member => member.Key, member => member.Value);

    private static readonly HashSet<string> s_namespaces =
        ["System", "Linq", "Generic", "Immutable", "Numerics", "Collections", "ObjectModel"];

    /// <summary>The names of all, Type.Member, in their order.</summary>
    public static IEnumerable<string> Names => s_all.Keys.OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>A member, or null.</summary>
    public static Func<MemberCall, Value>? Find(IMethodSymbol method)
    {
        string name = method.AssociatedSymbol is { } property ? property.Name : method.Name;
        if (method.MethodKind == MethodKind.PropertySet) { name += " set"; }
        return TypesOf(method).Select(type => s_all.TryGetValue($"{type}.{name}", out Func<MemberCall, Value>? found) ? found : null)
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>What makes an object of a type, or null.</summary>
    public static Func<MemberCall, Value>? New(INamedTypeSymbol type) =>
        s_all.TryGetValue($"new {NameOf(type)}", out Func<MemberCall, Value>? found) ? found : null;

    /// <summary>What a constant field or property of the framework is, or null.</summary>
    public static object? Constant(ISymbol member) => (NameOf(member.ContainingType), member.Name) switch
    {
        ("String", "Empty") => "",
        _ => null,
    };

    private static IEnumerable<string> TypesOf(IMethodSymbol method)
    {
        if (method.ContainingType is not { } type || !IsFrameworks(type)) { yield break; }
        yield return NameOf(type);

        // Lists have what sequences have, by whichever interface it is called.
        if (type.TypeKind == TypeKind.Interface || type.Name is "ReadOnlySpan" or "Span" or "ImmutableArray" or "Array" or "HashSet"
            or "ImmutableList"
            or "TensorShape" or "Collection") { yield return "List"; }
        if (type.TypeKind == TypeKind.Interface) { yield return "Dictionary"; }
        yield return "Object";
    }

    private static string NameOf(INamedTypeSymbol? type) => type?.Name ?? "";

    /// <summary>Whether a type is one of the framework's whose members may be known: one of the same name elsewhere is another.</summary>
    public static bool IsFrameworks(INamedTypeSymbol type)
    {
        if (AttributeReader.IsTensor(type) || (type.Name == "TensorShape" && type.ContainingNamespace?.Name == "ModelGen")) { return true; }
        INamespaceSymbol? inner = type.ContainingNamespace;
        for (INamespaceSymbol? outer = inner; outer is { IsGlobalNamespace: false }; outer = outer.ContainingNamespace)
        {
            if (outer.ContainingNamespace.IsGlobalNamespace) { return outer.Name == "System" && s_namespaces.Contains(inner!.Name); }
        }

        return false;
    }
}
