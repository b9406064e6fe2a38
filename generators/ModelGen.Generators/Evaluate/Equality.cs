using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Evaluate;

/// <summary>When values are equal, and which are copied.</summary>
internal static class Equality
{
    /// <summary>As Equals has it: structs, tuples and records by what they hold, other objects by which they are.</summary>
    public static bool AreEqual(Value a, Value b) => (a.Data, b.Data) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (TupleValue x, TupleValue y) => AreEqual(x.Items, y.Items),
        (ObjectValue x, ObjectValue y) => ReferenceEquals(x, y) || AreEqual(x, y),
        (ListValue x, ListValue y) => ReferenceEquals(x, y),
        _ => a.Data.Equals(b.Data),
    };

    /// <summary>A copy of what C# copies in an assignment.</summary>
    public static Value Copy(Value value) => value.Data switch
    {
        TupleValue tuple => value with { Data = new TupleValue([.. tuple.Items.Select(item => new Variable(Copy(item.Value)))]) },
        ObjectValue { Type.IsValueType: true } record => value with { Data = record.Copy() },
        _ => value,
    };

    private static bool AreEqual(ObjectValue a, ObjectValue b) => HasOwnEquals(a.Type)
        ? throw new RefusedException($"the Equals of {a.Type.Name}", "Compare its parts, or make it a record")
        : (a.Type.IsValueType || a.Type.IsRecord || a.Type.IsAnonymousType) && SymbolEqualityComparer.Default.Equals(a.Type, b.Type)
            && a.Fields.All(field => AreEqual(field.Value.Value, b.Fields[field.Key].Value));

    private static bool HasOwnEquals(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? t = type; t is { SpecialType: SpecialType.None }; t = t.BaseType)
        {
            if (t.GetMembers("Equals").Any(m => !m.IsImplicitlyDeclared && m.DeclaringSyntaxReferences.Length > 0)) { return true; }
        }

        return false;
    }

    private static bool AreEqual(Variable[] a, Variable[] b) =>
        a.Length == b.Length && a.Zip(b, (x, y) => AreEqual(x.Value, y.Value)).All(equal => equal);
}
