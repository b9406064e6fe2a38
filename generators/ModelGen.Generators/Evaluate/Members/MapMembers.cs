namespace ModelGen.Generators.Evaluate;

/// <summary>Members of dictionaries.</summary>
internal static class MapMembers
{
    public static readonly Dictionary<string, Func<MemberCall, Value>> All = new()
    {
        ["new Dictionary"] = call => new(new MapValue(call.Method.ContainingType)),
        ["Dictionary.Count"] = call => new(call.Map.Entries.Count),
        ["Dictionary.this[]"] = Get,
        ["Dictionary.this[] set"] = call => ListMembers.Do(() => Set(call.Map, call.Arguments[0], call.Arguments[1])),
        ["Dictionary.Add"] = call => ListMembers.Do(() => Add(call.Map, call.Arguments[0], call.Arguments[1])),
        ["Dictionary.ContainsKey"] = call => new(call.Map.Find(call.Arguments[0]) is not null),
        ["Dictionary.TryGetValue"] = TryGet,
        ["Dictionary.GetValueOrDefault"] = call => call.Map.Find(call.Arguments[0])?.Value
            ?? (call.Count > 1 ? call.Arguments[1] : call.Evaluator.DefaultOf(call.Method.ReturnType)),
        ["CollectionExtensions.GetValueOrDefault"] = call => ((MapValue)call[0]!).Find(call.Arguments[1])?.Value
            ?? (call.Count > 2 ? call.Arguments[2] : call.Evaluator.DefaultOf(call.Method.ReturnType)),
        ["Dictionary.Remove"] = call => new(call.Map.Entries.RemoveAll(entry => Equality.AreEqual(entry.Key, call.Arguments[0])) > 0),
        ["Dictionary.Keys"] = call => SequenceMembers.Lazy(call.Map.Entries.Select(entry => entry.Key)),
        ["Dictionary.Values"] = call => SequenceMembers.Lazy(call.Map.Entries.Select(entry => entry.Value.Value)),
        ["KeyValuePair.Key"] = call => ((TupleValue)call.Receiver.Data!).Items[0].Value,
        ["KeyValuePair.Value"] = call => ((TupleValue)call.Receiver.Data!).Items[1].Value,
    };

    public static void Add(MapValue map, Value key, Value value)
    {
        if (map.Find(key) is not null)
        {
            throw new ThrownException($"ArgumentException: the key {OtherMembers.Words(key)} is there already");
        }
        map.Entries.Add((key, new Variable(value)));
    }

    public static Value Get(MemberCall call) => call.Map.Find(call.Arguments[0])?.Value
        ?? throw new ThrownException($"KeyNotFoundException: there is no key {OtherMembers.Words(call.Arguments[0])}");

    private static void Set(MapValue map, Value key, Value value)
    {
        if (map.Find(key) is { } variable) { variable.Value = value; } else { Add(map, key, value); }
    }

    private static Value TryGet(MemberCall call)
    {
        Variable? found = call.Map.Find(call.Arguments[0]);
        if (call.References[1] is { } result) { result.Value = found?.Value ?? call.Default(1); }
        return new(found is not null);
    }
}
