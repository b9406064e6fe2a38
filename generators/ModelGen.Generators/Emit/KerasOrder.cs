namespace ModelGen.Generators.Emit;

/// <summary>
/// The order in which Keras lists the layers of a graph: by depth, which is the longest way to an output, the deepest first; those of one
/// depth as a walk back from the outputs, in their order, each layer before what it reads, first meets them. A layer that is called several
/// times stands once, by the longest way of its calls.
/// </summary>
internal static class KerasOrder
{
    /// <summary>The numbers of the layers, and those of the inputs: 0, -1, ...</summary>
    public static IEnumerable<int> Of(ShapedModel model)
    {
        Func<int, int> depth = Depth(model);
        return Met(model).OrderByDescending(depth);
    }

    /// <summary>
    /// Whether one layer follows the other, each at a depth of its own and none a merge: Keras then does not say what they are connected
    /// to.
    /// </summary>
    public static bool IsLine(ShapedModel model) => model.Layers.All(layer => layer.Reads.Count == 1 && layer.SharesWith == 0)
        && Of(model).Select(Depth(model)).Distinct().Count() == model.Inputs.Count + model.Layers.Count;

    private static Func<int, int> Depth(ShapedModel model)
    {
        int inputs = model.Inputs.Count;
        int[] depth = new int[inputs + model.Layers.Count], ofOwner = new int[depth.Length];
        for (int number = model.Layers.Count; number > 0; number--)
        {
            ShapedLayer layer = model.Layer(number);
            int own = ofOwner[Place(layer.Owner)] = Math.Max(depth[Place(number)], ofOwner[Place(layer.Owner)]);
            foreach (int read in layer.Reads) { depth[Place(read)] = Math.Max(depth[Place(read)], own + 1); }
        }

        return number => number <= 0 ? depth[Place(number)] : ofOwner[Place(number)];

        int Place(int number) => number + inputs - 1;
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
        HashSet<int> seen = [], owners = [];
        var waiting = new Stack<int>(model.Outputs.Select(output => output.Layer).Reverse());
        while (waiting.Count > 0)
        {
            int number = waiting.Pop();
            if (!seen.Add(number)) { continue; }
            if (owners.Add(model.OwnerOf(number))) { met.Add(model.OwnerOf(number)); }
            if (number <= 0) { continue; }
            foreach (int read in model.Layer(number).Reads.Reverse()) { waiting.Push(read); }
        }

        return met;
    }
}
