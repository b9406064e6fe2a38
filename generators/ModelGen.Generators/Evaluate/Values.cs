using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Evaluate;

/// <summary>A value while a method is evaluated.</summary>
/// <param name="Data">
/// What it is: a number, a bool, a char or a string as itself; null; or one of the types of this file.
/// </param>
/// <param name="Origin">The constant expression that it came from unchanged, through variables and arguments; null where it was
/// computed.</param>
internal readonly record struct Value(object? Data, SyntaxNode? Origin = null);

/// <summary>What a layer or an input gives.</summary>
/// <param name="Node">The index of its node.</param>
internal sealed record TensorValue(int Node);

/// <summary>A tensor's shape.</summary>
internal sealed record ShapeValue(Shape Shape)
{
    public override string ToString() => Shape.ToString();
}

/// <summary>A member of an enum, or a number of its type.</summary>
internal sealed class EnumValue(INamedTypeSymbol type, long number) : IEquatable<EnumValue>
{
    public INamedTypeSymbol Type => type;

    public long Number => number;

    public bool Equals(EnumValue? other) => other is not null && other.Number == number && Same(other.Type, type);

    public override bool Equals(object? obj) => Equals(obj as EnumValue);

    public override int GetHashCode() => number.GetHashCode();

    /// <summary>The member's name, or the number where there is none.</summary>
    public override string ToString() => NameOf(number) ?? (IsFlags ? Flags() : null) ?? Text.Plain(number);

    private bool IsFlags => type.GetAttributes().Any(a => a.AttributeClass?.Name == "FlagsAttribute");

    private string? NameOf(long value) => type.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(field => field.HasConstantValue && Convert.ToInt64(field.ConstantValue) == value)?.Name;

    // A, C: the bits from the lowest; null where one has no name.
    private string? Flags()
    {
        string?[] names = [.. Enumerable.Range(0, 63).Select(bit => 1L << bit).Where(bit => (number & bit) != 0).Select(NameOf)];
        return number <= 0 || names.Contains(null) ? null : string.Join(", ", names);
    }

    private static bool Same(ITypeSymbol a, ITypeSymbol b) => SymbolEqualityComparer.Default.Equals(a, b);
}

/// <summary>A place that can be assigned to: a variable, an element.</summary>
internal sealed class Variable(Value value)
{
    public Value Value { get; set; } = value;
}

/// <summary>An array, a span of one, or one of the framework's lists. Several variables may hold the same one.</summary>
internal sealed class ListValue(List<Variable> items, ITypeSymbol? type) : IEnumerable<Value>
{
    /// <summary>Its elements; a span shares them with its array.</summary>
    public List<Variable> Items => items;

    public ITypeSymbol? Type => type;

    public int Count => items.Count;

    public static ListValue Of(IEnumerable<Value> values, ITypeSymbol? type) => new([.. values.Select(value => new Variable(value))], type);

    public IEnumerator<Value> GetEnumerator()
    {
        // As the framework's lists do: who changes one in a loop over it is told.
        int count = items.Count;
        for (int i = 0; i < items.Count; i++)
        {
            yield return items[i].Value;
            if (items.Count != count) { throw new ThrownException("InvalidOperationException: the list was changed in a loop over it"); }
        }
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A dictionary, in the order in which its keys came.</summary>
internal sealed class MapValue(ITypeSymbol? type)
{
    public ITypeSymbol? Type => type;

    public List<(Value Key, Variable Value)> Entries { get; } = [];

    public Variable? Find(Value key) => Entries.FirstOrDefault(entry => Equality.AreEqual(entry.Key, key)).Value;
}

/// <summary>A sequence that is computed as it is read, as the framework's Select is: each reading computes it again.</summary>
internal sealed class SequenceValue(IEnumerable<Value> items)
{
    public IEnumerable<Value> Items => items;
}

/// <summary>A tuple. It is copied where it is assigned.</summary>
internal sealed class TupleValue(Variable[] items)
{
    public Variable[] Items => items;

    public static TupleValue Of(params Value[] values) => new([.. values.Select(value => new Variable(value))]);
}

/// <summary>An object of a type that this project declares. One of a struct is copied where it is assigned.</summary>
internal sealed class ObjectValue(INamedTypeSymbol type)
{
    public INamedTypeSymbol Type => type;

    /// <summary>Fields, and properties that are stored.</summary>
    public Dictionary<ISymbol, Variable> Fields { get; } = new(SymbolEqualityComparer.Default);

    public ObjectValue Copy()
    {
        var copy = new ObjectValue(type);
        foreach (KeyValuePair<ISymbol, Variable> field in Fields)
        {
            copy.Fields.Add(field.Key, new Variable(Equality.Copy(field.Value.Value)));
        }
        return copy;
    }
}

/// <summary>A lambda, or a method that is passed on.</summary>
/// <param name="Method">The method.</param>
/// <param name="Body">A lambda's body; null where the method has a declaration.</param>
/// <param name="Receiver">The object whose method it is.</param>
/// <param name="Scope">The variables that it sees.</param>
internal sealed record FunctionValue(IMethodSymbol Method, IOperation? Body, Value Receiver, Frame? Scope);

/// <summary>^1.</summary>
internal sealed record IndexValue(int Number, bool IsFromEnd)
{
    public int In(int length) => IsFromEnd ? length - Number : Number;
}

/// <summary>1..^1.</summary>
internal sealed record RangeValue(IndexValue Start, IndexValue End);

/// <summary>A type itself.</summary>
internal sealed record TypeValue(ITypeSymbol Type);
