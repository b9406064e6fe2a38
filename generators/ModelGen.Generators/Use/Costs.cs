using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Use;

/// <summary>What a model costs.</summary>
internal static class Costs
{
    /// <summary>
    /// The multiplications, each with an addition, of one sample's way forward through a layer: a kernel's weights once for each place of
    /// the output; of a product of two values its sums.
    /// </summary>
    public static long MultiplyAdds(ShapedLayer layer) =>
        layer.Parameters.FirstOrDefault(parameter => parameter.Name == "kernel") is { } kernel
            ? (long)kernel.Shape.Size * (layer.Output.Size / layer.Output.Last)
        : LayerCatalog.Of(layer) is DotLayer ? (long)layer.Output.Size * Summed(layer) : 0;

    // Each product of a value of one side with one of the other is in one sum: left x right = output x summed^2.
    private static long Summed(ShapedLayer layer) =>
        (long)Math.Sqrt((double)layer.Inputs[0].Size * layer.Inputs[1].Size / layer.Output.Size);
}
