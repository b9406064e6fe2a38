using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Plan;

/// <summary>A layer with those after it whose work its calls do too: they are planned as one.</summary>
internal sealed record PlanUnit(ShapedLayer Layer, EquatableArray<ShapedLayer> Absorbed)
{
    public ShapedLayer Last => Absorbed.Count == 0 ? Layer : Absorbed[Absorbed.Count - 1];

    /// <summary>The layers of a model, with what each absorbs: only a value that nobody else reads need not be stored.</summary>
    public static IReadOnlyList<PlanUnit> Of(ShapedModel model, bool isPredicting)
    {
        int[] readers = new int[model.Layers.Count + 1];
        foreach (int read in model.Layers.SelectMany(layer => layer.Reads).Where(read => read > 0)) { readers[read]++; }
        foreach (ShapedOutput output in model.Outputs) { readers[output.Layer]++; }
        HashSet<int> shared = [.. model.Layers.Select(layer => layer.SharesWith)];

        var units = new List<PlanUnit>();
        for (int i = 0; i < model.Layers.Count; i++)
        {
            ShapedLayer layer = model.Layers[i];
            var absorbed = new List<ShapedLayer>();
            for (; i + 1 < model.Layers.Count; i++)
            {
                ShapedLayer last = model.Layers[i], next = model.Layers[i + 1];
                bool isOnly = readers[last.Number] == 1 && next.Reads.Contains(last.Number);
                var fusion = new Fusion(layer, absorbed, next, model.OutputOf(next.Number) >= 0, isPredicting,
                    layer.SharesWith != 0 || shared.Contains(layer.Number));
                if (!isOnly || !LayerCatalog.Of(layer).Absorbs(fusion)) { break; }
                absorbed.Add(next);
            }

            units.Add(new PlanUnit(layer, new EquatableArray<ShapedLayer>(absorbed)));
        }

        return units;
    }
}
