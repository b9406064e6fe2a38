using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Evaluate;

/// <summary>Arrays, lists, ranges.</summary>
internal sealed partial class Evaluator
{
    private const int MostItems = 1_000_000;

    /// <summary>The elements of a value that can be gone through.</summary>
    public IEnumerable<Value> Items(Value value, IOperation? operation) => value.Data switch
    {
        ListValue { Type.Name: "Stack" } stack => stack.Reverse(),
        IEnumerable<Value> items => items,
        SequenceValue sequence => sequence.Items,
        ShapeValue { Shape: var shape } => shape.Dimensions.Select(size => new Value(Known(size))),
        MapValue map => map.Entries.Select(entry => new Value(TupleValue.Of(entry.Key, entry.Value.Value))),
        string text => text.Select(c => new Value(c)),
        null => throw new ThrownException("NullReferenceException: it is null"),
        _ => throw (operation is null ? new ThrownException("InvalidOperationException: it has no elements")
            : Refuse(operation, "a loop over such a value", "Use an array, a list or a sequence of the framework's")),
    };

    // A size that an error stands before is not known; what follows from it cannot be said.
    private int Known(int size) => size != Shape.Unknown ? size : throw new KnownException(isCompilers: false);

    private Value Create(IArrayCreationOperation array)
    {
        if (array.DimensionSizes.Length != 1) { throw Refuse(array, "an array of several dimensions", "Use an array of arrays"); }
        if (array.Initializer is { } initializer) { return new(ListValue.Of(Evaluate(initializer.ElementValues), array.Type)); }
        int count = (int)Evaluate(array.DimensionSizes[0]).Data!;
        if (count < 0) { throw new ThrownException($"OverflowException: an array of {Text.Plain(count)} elements"); }
        if (count > MostItems) { throw Stop(RuleIds.TooLong, array.Syntax, $"{Text.Number(MostItems)} elements", "Use fewer"); }
        ITypeSymbol element = ((IArrayTypeSymbol)array.Type!).ElementType;
        return new(ListValue.Of(Enumerable.Range(0, count).Select(_ => DefaultOf(element)), array.Type));
    }

    private Value Create(ICollectionExpressionOperation collection)
    {
        var values = new List<Value>();
        foreach (IOperation element in collection.Elements)
        {
            if (element is ISpreadOperation spread)
            {
                foreach (Value item in Items(Evaluate(spread.Operand), spread)) { Add(item); }
            }
            else { Add(Evaluate(element)); }
        }

        return new(ListValue.Of(values, Resolve(collection.Type)));

        void Add(Value value)
        {
            Step(collection.Syntax);
            values.Add(Equality.Copy(value));
        }
    }

    private Value Indexer(IImplicitIndexerReferenceOperation indexer)
    {
        Value collection = Evaluate(indexer.Instance), argument = Evaluate(indexer.Argument);
        if (argument.Data is RangeValue range) { return Slice(collection, range, indexer); }
        int length = Length(collection, indexer);
        return At(collection, ((IndexValue)argument.Data!).In(length), length);
    }

    private Value Slice(Value collection, RangeValue range, IOperation operation)
    {
        int length = Length(collection, operation), start = range.Start.In(length), end = range.End.In(length);
        return start < 0 || end > length || start > end
            ? throw new ThrownException($"ArgumentOutOfRangeException: {start}..{end} of {length} elements")
            : Slice(collection, start, end - start);
    }

    private int Length(Value collection, IOperation operation) => collection.Data switch
    {
        ListValue list => list.Count,
        ShapeValue { Shape.Rank: var rank } => rank > 0 ? rank : throw new KnownException(isCompilers: false),
        string text => text.Length,
        null => throw new ThrownException("NullReferenceException: it is null"),
        _ => throw Refused(operation),
    };

    /// <summary>One element.</summary>
    public Value At(Value collection, int index, int length)
    {
        if (index < 0 || index >= length)
        {
            throw ThrownException.NoElement(index, length);
        }

        return collection.Data switch
        {
            ListValue list => list.Items[index].Value,
            ShapeValue { Shape: var shape } => new(Known(shape[index])),
            string text => new(text[index]),
            _ => throw new ThrownException("InvalidOperationException: it has no elements"),
        };
    }

    /// <summary>Some elements: of a span the same ones, of an array copies.</summary>
    public Value Slice(Value collection, int start, int count) => collection.Data switch
    {
        string text => new(text.Substring(start, count)),
        ShapeValue { Shape: var shape } => new(ListValue.Of(shape.Dimensions.Skip(start).Take(count).Select(size =>
            new Value(Known(size))), null)),
        ListValue { Type: IArrayTypeSymbol } list => new(ListValue.Of(list.Skip(start).Take(count), list.Type)),
        ListValue list => new(new ListValue(list.Items.GetRange(start, count), list.Type)),
        _ => throw new ThrownException("InvalidOperationException: it has no parts"),
    };
}
