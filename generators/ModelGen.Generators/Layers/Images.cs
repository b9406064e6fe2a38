namespace ModelGen.Generators.Layers;

/// <summary>What layers that work on (height, width, channels) share.</summary>
internal static class Images
{
    /// <summary>
    /// What arrives as an image. If it is none, says what to write before the layer, and gives one of which nothing is known.
    /// </summary>
    public static Shape Read(InferContext layer)
    {
        if (layer.Input.Rank == 3) { return layer.Input; }
        if (layer.Input.Rank > 0)
        {
            layer.Report(RuleIds.WrongRank, null, "an image, (height, width, channels)", layer.Input.ToString(), layer.From,
                Advice(layer.Input));
        }

        return new Shape(Shape.Unknown, Shape.Unknown, Shape.Unknown);
    }

    /// <summary>The window of a layer whose shapes are known to be right.</summary>
    public static Window WindowOf(ShapedLayer layer, Func<InferContext, Shape, Window> read) =>
        read(new InferContext(layer.Spec, LayerCatalog.Of(layer), 0, layer.Number, layer.Input, "", -1, [], []), layer.Input);

    private static string Advice(Shape shape)
    {
        if (!shape.IsKnown) { return "Write [Reshape(height, width, channels)] before it"; }
        if (shape.Rank == 2) { return $"Write [Reshape({shape[0]}, {shape[1]}, 1)] before it"; }
        int side = (int)Math.Round(Math.Sqrt(shape[0]));
        return (long)side * side == shape[0]
            ? $"Write [Reshape({side}, {side}, 1)] before it"
            : "Write [Reshape(height, width, channels)] before it";
    }
}
