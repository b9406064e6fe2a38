namespace ModelGen.Generators.Layers;

/// <summary>What layers that work on (height, width, channels) share.</summary>
internal static class Images
{
    /// <summary>Whether an image arrives; if not, says what to write before the layer.</summary>
    public static bool IsImage(InferContext layer)
    {
        if (layer.Input.Rank == 3) { return true; }
        layer.Report(RuleIds.WrongRank, null, "an image, (height, width, channels)", layer.Input.ToString(), layer.From,
            Advice(layer.Input));
        return false;
    }

    /// <summary>The window of a layer whose shapes are known to be right.</summary>
    public static Window WindowOf(ShapedLayer layer, Func<InferContext, Window?> read) =>
        read(new InferContext(layer.Spec, LayerCatalog.Of(layer), 0, layer.Number, layer.Input, "", -1, isLast: false, []))
        ?? throw new InvalidOperationException($"{layer.Name} has no window.");

    private static string Advice(Shape shape)
    {
        if (shape.Rank == 2) { return $"Write [Reshape({shape[0]}, {shape[1]}, 1)] before it"; }
        int side = (int)Math.Round(Math.Sqrt(shape[0]));
        return (long)side * side == shape[0]
            ? $"Write [Reshape({side}, {side}, 1)] before it"
            : "Write [Reshape(height, width, channels)] before it";
    }
}
