using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Evaluate;

/// <summary>Members of arrays, spans, lists, stacks, queues and sets.</summary>
internal static class ListMembers
{
    public static readonly Dictionary<string, Func<MemberCall, Value>> All = new()
    {
        ["new List"] = New,
        ["new Stack"] = New,
        ["new Queue"] = New,
        ["new HashSet"] = call => new(ListValue.Of(call.Count > 0 && call[0] is not int ? SequenceMembers.Distinct(call.Items(0)) : [],
            call.Method.ContainingType)),
        ["List.Length"] = call => new(Count(call)),
        ["List.Count"] = call => new(Count(call)),
        ["List.IsEmpty"] = call => new(Count(call) == 0),
        ["List.this[]"] = call => call.Receiver.Data is MapValue ? MapMembers.Get(call)
            : call.Evaluator.At(call.Receiver, call.Int(0), Count(call)),
        ["List.Add"] = Add,
        ["List.AddRange"] = call => Do(() => call.List.Items.AddRange([.. call.Items(0).Select(item => new Variable(item))])),
        ["List.Insert"] = call => Do(() => call.List.Items.Insert(Within(call, call.Int(0), 1), new Variable(call.Arguments[1]))),
        ["List.RemoveAt"] = call => Do(() => call.List.Items.RemoveAt(Within(call, call.Int(0), 0))),
        ["List.Remove"] = call => new(call.List.Items.FindIndex(item => Equality.AreEqual(item.Value, call.Arguments[0])) is >= 0 and var i
            && Remove(call.List, i)),
        ["List.Clear"] = call => Do(() =>
        {
            if (call.Receiver.Data is MapValue map) { map.Entries.Clear(); } else { call.List.Items.Clear(); }
        }),
        ["List.Contains"] = call => new(call.List.Any(item => Equality.AreEqual(item, call.Arguments[0]))),
        ["List.IndexOf"] = call => new(call.List.Items.FindIndex(item => Equality.AreEqual(item.Value, call.Arguments[0]))),
        ["List.Reverse"] = call => Do(() => (call.Receiver.Data as ListValue ?? (ListValue)call[0]!).Items.Reverse()),
        ["List.Sort"] = call => Do(() => SequenceMembers.Sorted(() =>
        {
            call.List.Items.Sort((a, b) => SequenceMembers.Compare(a.Value.Data, b.Value.Data));
            return true;
        })),
        ["List.ToArray"] = call => new(ListValue.Of([.. call.List], call.Method.ReturnType)),
        ["List.Slice"] = call => call.Evaluator.Slice(call.Receiver, Within(call, call.Int(0), 1), call.Count > 1 ? call.Int(1)
            : Count(call) - call.Int(0)),
        ["List.Fill"] = call => Do(() =>
        {
            ListValue list = call.Receiver.Data as ListValue ?? (ListValue)call[0]!;
            foreach (Variable item in list.Items) { item.Value = call.Arguments[call.Count - 1]; }
        }),
        ["List.Empty"] = call => new(ListValue.Of([], call.Method.ReturnType)),
        ["Stack.Push"] = call => Do(() => call.List.Items.Add(new Variable(call.Arguments[0]))),
        ["Stack.Pop"] = call => Take(call.List, call.List.Count - 1),
        ["Stack.Peek"] = call => call.Evaluator.At(call.Receiver, call.List.Count - 1, call.List.Count),
        ["Stack.Count"] = call => new(call.List.Count),
        ["Stack.TryPop"] = call => TryTake(call, call.List.Count - 1),
        ["Queue.Enqueue"] = call => Do(() => call.List.Items.Add(new Variable(call.Arguments[0]))),
        ["Queue.Dequeue"] = call => Take(call.List, 0),
        ["Queue.Peek"] = call => call.Evaluator.At(call.Receiver, 0, call.List.Count),
        ["Queue.Count"] = call => new(call.List.Count),
        ["Queue.TryDequeue"] = call => TryTake(call, 0),
    };

    public static Value Do(Action action)
    {
        action();
        return default;
    }

    private static int Count(MemberCall call) => call.Receiver.Data switch
    {
        ListValue list => list.Count,
        MapValue map => map.Entries.Count,
        ShapeValue { Shape.Rank: > 0 and var rank } => rank,
        ShapeValue => throw new KnownException(isCompilers: false),
        _ => throw MemberCall.Null(),
    };

    // The framework's stacks are gone through from their top.
    private static Value New(MemberCall call)
    {
        IEnumerable<Value> items = call.Count > 0 && call[0] is not int ? call.Items(0) : [];
        return new(ListValue.Of([.. items], call.Method.ContainingType));
    }

    private static Value Add(MemberCall call)
    {
        if (call.Receiver.Data is MapValue map)
        {
            MapMembers.Add(map, call.Arguments[0], call.Arguments[1]);
            return default;
        }

        bool isSet = call.List.Type?.Name == "HashSet";
        bool isNew = !isSet || !call.List.Any(item => Equality.AreEqual(item, call.Arguments[0]));
        if (isNew) { call.List.Items.Add(new Variable(call.Arguments[0])); }
        return new(isNew);
    }

    private static int Within(MemberCall call, int index, int beyond) => index >= 0 && index < Count(call) + beyond ? index
        : throw ThrownException.NoElement(index, Count(call));

    private static bool Remove(ListValue list, int index)
    {
        list.Items.RemoveAt(index);
        return true;
    }

    private static Value Take(ListValue list, int index)
    {
        if (list.Count == 0)
        {
            throw new ThrownException($"InvalidOperationException: the {list.Type?.Name.ToLowerInvariant() ?? "list"} is empty");
        }
        Value value = list.Items[index].Value;
        list.Items.RemoveAt(index);
        return value;
    }

    private static Value TryTake(MemberCall call, int index)
    {
        bool isThere = call.List.Count > 0;
        if (call.References[0] is { } variable) { variable.Value = isThere ? Take(call.List, index) : call.Default(0); }
        return new(isThere);
    }
}
