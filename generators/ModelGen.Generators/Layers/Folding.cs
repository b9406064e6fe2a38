using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

/// <summary>
/// A normalization folded into the layer before it, where a model predicts: a kernel times a factor for each of its channels, and a bias,
/// do what both layers do. They are made when parameters have changed.
/// </summary>
internal static class Folding
{
    /// <summary>Whether a layer with a kernel, whose outputs nobody looks at as they are, can take the next one into it.</summary>
    public static bool Fits(Fusion fusion) =>
        fusion.IsPredicting && fusion.Absorbed.Count == 0 && !fusion.IsShared && fusion.NextKind is BatchNormalizationLayer
        && BatchNormalizationLayer.IsOfLastAxis(fusion.Next) && Activations.Of(fusion.Layer).Name == "Linear"
        && !Regularizers.OnOutputs(fusion.Layer);

    /// <summary>What may come after it: what the layer takes without a normalization too, and an activation.</summary>
    public static Fusion? After(Fusion fusion) => fusion.Absorbed.Count > 0 && IsNormalization(fusion.Absorbed[0])
        ? fusion with { Absorbed = [.. fusion.Absorbed.Skip(1)] } : null;

    /// <summary>What a forward call reads: the kernel and the bias with the normalization in them, or as they are.</summary>
    public static KernelArgument[] Inputs(LayerPlan layer, bool isMatrix)
    {
        string w = layer.NamedWeight("W"), b = layer.NamedWeight("B");
        bool hasBias = layer.Layer.Parameters.Count == 2;
        if (NormalizationOf(layer) is not { } normalization)
        {
            return [Weight("w", w), .. hasBias ? [Weight("b", b)] : (KernelArgument[])[]];
        }

        string kernel = layer.AddBatchValue(layer.Named("F"), layer.Layer.Parameters[0].Shape.Size),
            bias = layer.AddBatchValue(layer.Named("H"), layer.Layer.Output.Last);
        layer.BeforeForward($"{kernel} and {bias} = {w}{(hasBias ? $" and {b}" : "")} with layer {normalization.Number}, "
            + $"{LayerCatalog.Of(normalization).Name}, folded in",
            isMatrix ? "BatchNormalization.FoldMatrix" : "BatchNormalization.FoldKernel",
            [BatchNormalizationLayer.Struct(layer, normalization)],
            [Out("w", kernel), Out("b", bias), Weight("kernel", w), .. BatchNormalizationLayer.Moving(layer, normalization),
                .. hasBias ? [Weight("bias", b)] : (KernelArgument[])[], .. BatchNormalizationLayer.Learned(layer, normalization)]);
        return [In("w", kernel), In("b", bias)];
    }

    /// <summary>How equations write the kernel, and " + B1" where there is a bias.</summary>
    public static (string Kernel, string Bias) Names(LayerPlan layer) => NormalizationOf(layer) is not null
        ? (layer.Named("F"), $" + {layer.Named("H")}")
        : (layer.NamedWeight("W"), layer.Layer.Parameters.Count == 2 ? $" + {layer.NamedWeight("B")}" : "");

    /// <summary>Says which layers are done together.</summary>
    public static void Note(LayerPlan layer, Division division)
    {
        if (NormalizationOf(layer) is not { } normalization) { return; }
        layer.NoteAbsorbed(normalization, division,
            $"{Text.List([.. layer.Absorbed.Select(absorbed => LayerCatalog.Of(absorbed).Name)])}: done together with layer "
                + $"{layer.Layer.Number}");
    }

    /// <summary>The normalization that is folded into a layer, or null.</summary>
    public static ShapedLayer? NormalizationOf(LayerPlan layer) =>
        layer.Absorbed.Count > 0 && IsNormalization(layer.Absorbed[0]) ? layer.Absorbed[0] : null;

    private static bool IsNormalization(ShapedLayer layer) => LayerCatalog.Of(layer) is BatchNormalizationLayer;
}
