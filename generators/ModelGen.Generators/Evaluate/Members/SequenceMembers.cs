using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generators.Evaluate;

/// <summary>LINQ's members. Those that give sequences are computed when they are read, as there.</summary>
internal static class SequenceMembers
{
    public static readonly Dictionary<string, Func<MemberCall, Value>> All = new Dictionary<string, Func<MemberCall, Value>>
    {
        ["Range"] = call => Lazy(Enumerable.Range(call.Int(0), NotNegative(call.Int(1))).Select(i => new Value(i))),
        ["Repeat"] = call => Lazy(Enumerable.Repeat(call.Arguments[0], NotNegative(call.Int(1)))),
        ["Empty"] = _ => Lazy([]),
        ["Select"] = call => Lazy(call.Items(0).Select((item, i) => call.Invoke(1, item, new(i)))),
        ["SelectMany"] = call => Lazy(call.Items(0).SelectMany((item, i) => call.Evaluator.Items(call.Invoke(1, item, new(i)), null)
            .Select(inner => call.Count > 2 ? call.Invoke(2, item, inner) : inner))),
        ["Where"] = call => Lazy(call.Items(0).Where((item, i) => call.Invoke(1, item, new(i)).Data is true)),
        ["Zip"] = call => Lazy(Zip(call)),
        ["Index"] = call => Lazy(call.Items(0).Select((item, i) => new Value(TupleValue.Of(new(i), item)))),
        ["Concat"] = call => Lazy(call.Items(0).Concat(call.Items(1))),
        ["Append"] = call => Lazy(call.Items(0).Concat([call.Arguments[1]])),
        ["Prepend"] = call => Lazy(((Value[])[call.Arguments[1]]).Concat(call.Items(0))),
        ["Reverse"] = call => Lazy(call.Items(0).Reverse()),
        ["Skip"] = call => Lazy(call.Items(0).Skip(call.Int(1))),
        ["Take"] = call => Lazy(Take(call)),
        ["SkipLast"] = call => Lazy(call.Items(0).Reverse().Skip(call.Int(1)).Reverse()),
        ["TakeLast"] = call => Lazy(call.Items(0).Reverse().Take(call.Int(1)).Reverse()),
        ["SkipWhile"] = call => Lazy(call.Items(0).SkipWhile(item => call.Asks(1, item))),
        ["TakeWhile"] = call => Lazy(call.Items(0).TakeWhile(item => call.Asks(1, item))),
        ["Distinct"] = call => Lazy(Distinct(call.Items(0))),
        ["OrderBy"] = call => Lazy(Order(call.Items(0), item => call.Invoke(1, item), 1)),
        ["OrderByDescending"] = call => Lazy(Order(call.Items(0), item => call.Invoke(1, item), -1)),
        ["Order"] = call => Lazy(Order(call.Items(0), item => item, 1)),
        ["OrderDescending"] = call => Lazy(Order(call.Items(0), item => item, -1)),
        ["Chunk"] = call => Lazy(Chunk(call)),
        ["Cast"] = call => Lazy(call.Items(0)),
        ["AsEnumerable"] = call => call.Arguments[0],
        ["ToArray"] = call => new(ListValue.Of([.. call.Items(0)], call.Method.ReturnType)),
        ["ToList"] = call => new(ListValue.Of([.. call.Items(0)], call.Method.ReturnType)),
        ["ToHashSet"] = call => new(ListValue.Of([.. Distinct(call.Items(0))], call.Method.ReturnType)),
        ["ToDictionary"] = ToDictionary,
        ["Aggregate"] = Aggregate,
        ["Count"] = call => new(Filtered(call).Count()),
        ["Any"] = call => new(Filtered(call).Any()),
        ["All"] = call => new(call.Items(0).All(item => call.Asks(1, item))),
        ["Contains"] = call => new(call.Items(0).Any(item => Equality.AreEqual(item, call.Arguments[1]))),
        ["SequenceEqual"] = call => new(AreEqual([.. call.Items(0)], [.. call.Items(1)])),
        ["First"] = call => One(Filtered(call).Take(1), call, isNeeded: true),
        ["FirstOrDefault"] = call => One(Filtered(call).Take(1), call, isNeeded: false),
        ["Last"] = call => One(Filtered(call).Reverse().Take(1), call, isNeeded: true),
        ["LastOrDefault"] = call => One(Filtered(call).Reverse().Take(1), call, isNeeded: false),
        ["Single"] = call => One(Filtered(call), call, isNeeded: true),
        ["SingleOrDefault"] = call => One(Filtered(call), call, isNeeded: false),
        ["ElementAt"] = call => One(call.Items(0).Skip(call.Int(1)).Take(1), call, isNeeded: true),
        ["Sum"] = call => Selected(call).Aggregate(call.Result(0), (sum, item) => new(Numbers.Binary(BinaryOperatorKind.Add, sum.Data,
            item.Data, true))),
        ["Max"] = call => Extreme(Selected(call), item => item, 1),
        ["Min"] = call => Extreme(Selected(call), item => item, -1),
        ["MaxBy"] = call => Extreme(call.Items(0), item => call.Invoke(1, item), 1),
        ["MinBy"] = call => Extreme(call.Items(0), item => call.Invoke(1, item), -1),
        ["Average"] = call => call.Result(Selected(call).Select(item => (double)Numbers.Convert(item.Data, SpecialType.System_Double,
            false)!)
            .DefaultIfEmpty(double.NaN).Average()),
    }.ToDictionary(member => "Enumerable." + member.Key, member => member.Value);

    public static Value Lazy(IEnumerable<Value> items) => new(new SequenceValue(items));

    public static IEnumerable<Value> Distinct(IEnumerable<Value> items)
    {
        var seen = new List<Value>();
        foreach (Value item in items)
        {
            if (seen.Any(other => Equality.AreEqual(item, other))) { continue; }
            seen.Add(item);
            yield return item;
        }
    }

    private static int NotNegative(int count) =>
        count >= 0 ? count : throw new ThrownException($"ArgumentOutOfRangeException: a count of {Text.Plain(count)}");

    private static IEnumerable<Value> Filtered(MemberCall call) =>
        call.Count > 1 && call[1] is FunctionValue ? call.Items(0).Where(item => call.Asks(1, item)) : call.Items(0);

    private static IEnumerable<Value> Selected(MemberCall call) => call.Count > 1 ? call.Items(0).Select(item => call.Invoke(1, item))
        : call.Items(0);

    private static IEnumerable<Value> Take(MemberCall call)
    {
        if (call[1] is not RangeValue range) { return call.Items(0).Take(call.Int(1)); }
        Value[] items = [.. call.Items(0)];
        int start = range.Start.In(items.Length);
        return items.Skip(start).Take(range.End.In(items.Length) - start);
    }

    private static IEnumerable<Value> Zip(MemberCall call)
    {
        IEnumerable<Value> pairs = call.Items(0).Zip(call.Items(1), (a, b) => new Value(TupleValue.Of(a, b)));
        if (call.Count < 3) { return pairs; }
        return call[2] is FunctionValue ? call.Items(0).Zip(call.Items(1), (a, b) => call.Invoke(2, a, b))
            : pairs.Zip(call.Items(2), (pair, c) => new Value(new TupleValue([.. ((TupleValue)pair.Data!).Items, new Variable(c)])));
    }

    private static Value Aggregate(MemberCall call)
    {
        if (call.Count == 2)
        {
            using IEnumerator<Value> items = call.Items(0).GetEnumerator();
            if (!items.MoveNext()) { throw Nothing(); }
            Value first = items.Current;
            while (items.MoveNext()) { first = call.Invoke(1, first, items.Current); }
            return first;
        }

        Value sum = call.Items(0).Aggregate(call.Arguments[1], (so, item) => call.Invoke(2, so, item));
        return call.Count > 3 ? call.Invoke(3, sum) : sum;
    }

    private static Value ToDictionary(MemberCall call)
    {
        var map = new MapValue(call.Method.ReturnType);
        foreach (Value item in call.Items(0))
        {
            bool isPair = call[1] is not FunctionValue && item.Data is TupleValue;
            Value key = isPair ? ((TupleValue)item.Data!).Items[0].Value : call.Invoke(1, item);
            Value value = isPair ? ((TupleValue)item.Data!).Items[1].Value
                : call.Count > 2 && call[2] is FunctionValue ? call.Invoke(2, item)
                : item;
            MapMembers.Add(map, key, value);
        }

        return new(map);
    }

    private static IEnumerable<Value> Order(IEnumerable<Value> items, Func<Value, Value> key, int sign)
    {
        var keyed = items.Select(item => (item, key: key(item).Data)).ToArray();
        foreach (var (item, _) in Sorted(() => keyed.OrderBy(pair => pair.key,
            Comparer<object?>.Create((a, b) => sign * Compare(a, b))).ToArray())) { yield return item; }
    }

    /// <summary>Which of two values comes first.</summary>
    internal static int Compare(object? a, object? b) =>
        Numbers.Compare(a, b) ?? throw new ThrownException("InvalidOperationException: they cannot be compared");

    /// <summary>Sorts. The framework hides what a comparison throws within an exception of its own.</summary>
    internal static T Sorted<T>(Func<T> sort)
    {
        try
        {
            return sort();
        }
        catch (InvalidOperationException e) when (e.InnerException is ThrownException thrown)
        {
            throw new ThrownException(thrown.What);
        }
    }

    private static IEnumerable<Value> Chunk(MemberCall call)
    {
        ITypeSymbol? type = (call.Method.ReturnType as INamedTypeSymbol)?.TypeArguments[0];
        Value[] items = [.. call.Items(0)];
        for (int i = 0; i < items.Length; i += Math.Max(1, call.Int(1)))
        {
            yield return new(ListValue.Of(items.Skip(i).Take(call.Int(1)), type));
        }
    }

    private static Value One(IEnumerable<Value> items, MemberCall call, bool isNeeded)
    {
        Value[] found = [.. items.Take(2)];
        return found.Length == 1 ? found[0]
            : found.Length > 1 ? throw new ThrownException("InvalidOperationException: the sequence has more than one such element")
            : isNeeded ? throw Nothing()
            : call.Evaluator.DefaultOf(call.Method.ReturnType);
    }

    private static Value Extreme(IEnumerable<Value> items, Func<Value, Value> key, int sign)
    {
        (Value Item, object? Key)[] all = [.. items.Select(item => (item, key(item).Data))];
        if (all.Length == 0) { throw Nothing(); }
        return all.Aggregate((best, next) => Numbers.Compare(next.Key, best.Key) * sign > 0 ? next : best).Item;
    }

    private static bool AreEqual(Value[] a, Value[] b) => a.Length == b.Length && a.Zip(b, Equality.AreEqual).All(equal => equal);

    private static ThrownException Nothing() => new("InvalidOperationException: the sequence has no such element");
}
