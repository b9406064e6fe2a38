namespace ModelGen.Generators.Emit;

/// <summary>
/// The order in which Keras lists the layers of a graph: by depth, which is the longest way to the output, the deepest first; those of one
/// depth as a walk back from the output, each layer before what it reads, first meets them.
/// </summary>
internal static class KerasOrder
{
    /// <summary>The numbers of the layers, of which 0 is the input.</summary>
    public static IEnumerable<int> Of(ShapedModel model)
    {
        int[] depth = new int[model.Layers.Count + 1];
        for (int number = model.Layers.Count; number > 0; number--)
        {
            foreach (int read in model.Layers[number - 1].Reads) { depth[read] = Math.Max(depth[read], depth[number] + 1); }
        }

        return Met(model).OrderByDescending(number => depth[number]);
    }

    /// <summary>Parameters in the order of their layers.</summary>
    public static IEnumerable<PlannedWeight> Of(ShapedModel model, EquatableArray<PlannedWeight> weights)
    {
        if (model.IsChain) { return weights; }
        int[] layers = [.. Of(model)];
        Dictionary<string, int> place = layers.Select((number, i) => (number, i)).Where(layer => layer.number > 0)
            .ToDictionary(layer => model.Layers[layer.number - 1].Name, layer => layer.i);
        return weights.OrderBy(weight => place[weight.ParameterName.Substring(0, weight.ParameterName.IndexOf('/'))]);
    }

    // Without recursion: a model may have thousands of layers.
    private static List<int> Met(ShapedModel model)
    {
        var met = new List<int>();
        var seen = new HashSet<int>();
        var waiting = new Stack<int>([model.OutputLayer]);
        while (waiting.Count > 0)
        {
            int number = waiting.Pop();
            if (!seen.Add(number)) { continue; }
            met.Add(number);
            if (number == 0) { continue; }
            foreach (int read in model.Layers[number - 1].Reads.Reverse()) { waiting.Push(read); }
        }

        return met;
    }
}
