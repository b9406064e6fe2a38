using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Infer;

/// <summary>Whether an image was declared with its channels first, as some other libraries have them.</summary>
internal static class ChannelOrder
{
    // Nobody's images are so small, and few images have more channels than this has rows.
    private const int SmallestSquare = 8;
    private const int SmallestSide = 16;

    /// <summary>
    /// Whether a shape that was written for an image seems to begin with its channels: 3 x 224 x 224. A sequence, 1 x steps x features, may
    /// look so.
    /// </summary>
    public static bool SeemsFirst(Shape shape, LayerSpec layer)
    {
        if (shape.Rank != 3 || shape[0] is not (1 or 3 or 4)) { return false; }
        bool isSequence = shape[0] == 1 && layer.Int("kernelHeight", layer.Int("poolHeight", layer.Int("kernelSize"))) == 1;
        return !isSequence && (shape[1] == shape[2] ? shape[1] >= SmallestSquare : Math.Min(shape[1], shape[2]) >= SmallestSide);
    }

    /// <summary>The shape with its channels last.</summary>
    public static Shape Turn(Shape shape) => new(shape[1], shape[2], shape[0]);

    /// <summary>What there is to say about it.</summary>
    /// <param name="written">The attribute that says the shape.</param>
    /// <param name="index">Its index.</param>
    /// <param name="title">What messages call it.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="isError">Whether the layers do not fit the shape as it stands.</param>
    public static Finding Report(LayerSpec written, int index, string title, Shape shape, bool isError)
    {
        string sizes = Turn(shape).ToSizes();
        string argument = written.Attribute == "Input" ? "shape" : "targetShape";
        return new(isError ? RuleIds.ChannelsFirst : RuleIds.SeemsChannelsFirst, index, argument, new EquatableArray<string>(
            title, shape.ToString(), Text.Number(shape[0]), Text.Number(shape[1]), Text.Number(shape[2]),
            $"[{written.Attribute}({sizes})]"))
        {
            Suggestions = new EquatableArray<Suggestion>(new Suggestion(argument, sizes)),
        };
    }
}
