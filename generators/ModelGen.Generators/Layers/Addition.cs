using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

/// <summary>
/// A layer that adds another value to what it computes, and applies an activation to the sum, in the same pass: it absorbs [Add] and the
/// activation after it. The other value is there already, because it stands before.
/// </summary>
internal static class Addition
{
    /// <summary>Whether a layer without an activation or a regularizer on its outputs can do the next one too.</summary>
    public static bool Fits(Fusion fusion) => fusion.Absorbed.Count switch
    {
        0 => fusion.NextKind is AddLayer && fusion.Next.Reads.Count == 2 && fusion.Next.Reads.Distinct().Count() == 2
            && fusion.Next.Inputs.All(input => input.Equals(fusion.Next.Output))
            && Activations.Of(fusion.Layer).Name == "Linear" && !Regularizers.OnOutputs(fusion.Layer),
        1 => LayerCatalog.Of(fusion.Absorbed[0]) is AddLayer && fusion.IsActivation,
        _ => false,
    };

    /// <summary>How an equation writes it: " + Y1", or nothing.</summary>
    public static string Formula(LayerPlan layer) => Other(layer) is { } other ? $" + {layer.ValueOfLayer(other)}" : "";

    /// <summary>What a forward call reads.</summary>
    public static KernelArgument[] Inputs(LayerPlan layer) =>
        Other(layer) is { } other ? [In("plus", layer.ValueOfLayer(other))] : [];

    /// <summary>Says which layers are done together.</summary>
    public static void Note(LayerPlan layer, Division division)
    {
        if (Other(layer) is null) { return; }
        layer.NoteAbsorbed(layer.Absorbed[0], division,
            $"{string.Join(" and ", layer.Absorbed.Select(absorbed => LayerCatalog.Of(absorbed).Name))}: done together with layer "
                + $"{layer.Layer.Number}, whose own output is never stored");
    }

    /// <summary>The other value gets the gradient of the sum.</summary>
    public static void PlanBackward(LayerPlan layer, string dy)
    {
        if (Other(layer) is { } other) { layer.ContributeAsItStands(other, AddOf(layer)!.Number, layer.Layer.Output, dy); }
    }

    // The layer that is read beside this one.
    private static int? Other(LayerPlan layer) => AddOf(layer) is { } add
        ? add.Reads.First(read => read != layer.Layer.Number && layer.Absorbed.All(absorbed => absorbed.Number != read)) : null;

    private static ShapedLayer? AddOf(LayerPlan layer) => layer.Absorbed.FirstOrDefault(absorbed => LayerCatalog.Of(absorbed) is AddLayer);
}
