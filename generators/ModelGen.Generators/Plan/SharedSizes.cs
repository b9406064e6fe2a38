using System.Text.RegularExpressions;

namespace ModelGen.Generators.Plan;

/// <summary>
/// Layers of the same sizes share one struct of them. Kernels are generic over such structs, and whoever compiles them when the program
/// runs, for the CPU or for a GPU, does it once for each.
/// </summary>
internal static class SharedSizes
{
    public static TrainingPlan Share(TrainingPlan plan)
    {
        var firsts = new Dictionary<(string Interface, EquatableArray<ShapeMember> Members), ShapeStruct>();
        var others = new Dictionary<string, string>();
        foreach (ShapeStruct shape in plan.Structs)
        {
            var sizes = (shape.Interface, shape.Members);
            if (firsts.TryGetValue(sizes, out ShapeStruct first)) { others.Add(shape.Name, first.Name); }
            else { firsts.Add(sizes, shape); }
        }

        if (others.Count == 0) { return plan; }
        ILookup<string, int> same = plan.Structs.Where(shape => others.ContainsKey(shape.Name))
            .ToLookup(shape => others[shape.Name], shape => shape.Layer);
        return plan with
        {
            Structs = new(plan.Structs.Where(shape => !others.ContainsKey(shape.Name)).Select(shape => Describe(shape, same[shape.Name]))),
            Forward = Renamed(plan.Forward, others),
            Backward = Renamed(plan.Backward, others),
            Reveals = Renamed(plan.Reveals, others),
            StateUpdates = Renamed(plan.StateUpdates, others),
            Predicting = plan.Predicting is { } predicting ? predicting with { Forward = Renamed(predicting.Forward, others) } : null,
        };
    }

    private static ShapeStruct Describe(ShapeStruct shape, IEnumerable<int> same)
    {
        string[] layers = [.. same.Where(layer => layer != shape.Layer).Distinct().Select(layer => Text.Plain(layer))];
        return layers.Length == 0 ? shape : shape with
        {
            Description = $"{shape.Description} {(layers.Length == 1 ? "Layer" : "Layers")} {Text.List(layers)} "
                + $"{(layers.Length == 1 ? "has" : "have")} the same sizes.",
        };
    }

    private static EquatableArray<KernelCall> Renamed(EquatableArray<KernelCall> calls, Dictionary<string, string> others) =>
        new(calls.Select(call => call with { Types = new(call.Types.Select(type => Renamed(type, others))) }));

    // A struct may stand within another type: ByNumber<Number5, Times>.
    private static string Renamed(string type, Dictionary<string, string> others) => type.IndexOf('<') < 0
        ? others.TryGetValue(type, out string first) ? first : type
        : Regex.Replace(type, @"\w+", name => Renamed(name.Value, others));
}
