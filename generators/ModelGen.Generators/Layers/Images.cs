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
            string? image = Suggest(layer.Input);
            layer.Report(RuleIds.WrongRank, null, null, image is null ? [] : [new("Reshape", image)],
                "an image, (height, width, channels)", layer.Input.ToString(), layer.From,
                $"Write [Reshape({image ?? "height, width, channels"})] before it");
        }

        return new Shape(Shape.Unknown, Shape.Unknown, Shape.Unknown);
    }

    /// <summary>The window of a layer whose shapes are known to be right.</summary>
    public static Window WindowOf(ShapedLayer layer, Func<InferContext, Shape, Window> read) =>
        read(new InferContext(layer.Spec, "", 0, [new Arriving(layer.Input, "", -1)], [], []), layer.Input);

    // The image that such a shape may be meant for: a square, or a sequence as an image of one channel.
    private static string? Suggest(Shape shape)
    {
        if (!shape.IsKnown) { return null; }
        if (shape.Rank == 2) { return $"{Text.Plain(shape[0])}, {Text.Plain(shape[1])}, 1"; }
        int side = (int)Math.Round(Math.Sqrt(shape[0]));
        return (long)side * side == shape[0] ? $"{Text.Plain(side)}, {Text.Plain(side)}, 1" : null;
    }
}
