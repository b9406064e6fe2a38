namespace ModelGen.Generators.Layers;

/// <summary>Shapes of values that are merged place by place, as in Keras: axes of size 1 are repeated, leading ones are put in.</summary>
internal static class MergeShapes
{
    private const int Axes = 3;

    /// <summary>Whether there are as many values as a layer merges; if not, says so.</summary>
    public static bool CheckCount(InferContext layer, string name, int most)
    {
        int count = layer.Inputs.Count;
        if (count < 2)
        {
            layer.Report(RuleIds.MergeOfOne, null, name, layer.From, layer.IsCode ? "Give it two or more"
                : $"Name another: [{name}(\"trunk\")], with Name = \"trunk\" on the layer that is meant");
            layer.Give(layer.Input);
            return false;
        }

        if (count <= most) { return true; }
        layer.Report(RuleIds.MergeOfMany, GraphAttributes.Names, name, Text.Number(most), Text.Number(count),
            layer.IsCode ? "Give it those" : "Name one");
        return false;
    }

    /// <summary>The shape of both together, with what is not known of either; null where they do not fit.</summary>
    public static Shape? Broadcast(Shape a, Shape b)
    {
        if (a.Rank == 0 || b.Rank == 0) { return default(Shape); }
        int rank = Math.Max(a.Rank, b.Rank);
        int[] sizes = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            int x = Axis(a, rank, i), y = Axis(b, rank, i);
            if (x != y && x > 1 && y > 1) { return null; }
            bool isKnown = Math.Min(x, y) > Shape.Unknown || Math.Max(x, y) > 1;
            sizes[i] = isKnown ? Math.Max(x, y) : Shape.Unknown;
        }

        return new Shape(sizes);
    }

    /// <summary>Says which two values do not fit, and what to write.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="second">Which of its inputs does not fit.</param>
    /// <param name="before">The shape of those before it.</param>
    /// <param name="advice">What to write; null for what most people mean who merge place by place.</param>
    public static void Report(InferContext layer, int second, Shape before, string? advice = null)
    {
        Arriving a = layer.Inputs[0], b = layer.Inputs[second];
        Shape first = before, other = b.Shape;
        EquatableArray<string> names = layer.Spec.Texts(GraphAttributes.Names);
        int named = Math.Max(0, second - (layer.Inputs.Count - names.Count));
        if (!layer.IsCode && LayerCatalog.Find(layer.Spec.Attribute)!.ReadsNamesFirst && names.Count < layer.Inputs.Count)
        {
            // Messages begin with what stands before the layer, which is read last.
            bool isHere = second == names.Count;
            named = isHere ? 0 : second;
            if (isHere) { (a, b, first, other) = (b, a, b.Shape, before); }
        }

        string argument = layer.IsCode ? $"inputs[{Text.Plain(second)}]" : $"{GraphAttributes.Names}[{Text.Plain(named)}]";
        layer.ReportBoth(RuleIds.MergeShapes, argument, [a.Source, b.Source], first.ToString(), a.From, other.ToString(), b.From,
            advice ?? Advice(layer, first, other, layer.IsCode ? "" : names[named]));
    }

    /// <summary>Adds the struct of a merge's sizes.</summary>
    public static string Struct(LayerPlan layer, string name, Shape output, Shape first, Shape second) =>
        layer.AddStruct(name, "IBroadcast", $"Layer {layer.Layer.Number}: {first} and {second} as {output}.",
            [.. Members("", output), .. Members("First", first), .. Members("Second", second)]);

    private static IEnumerable<ShapeMember> Members(string prefix, Shape shape) =>
        ((string[])["Depth", "Height", "Width"])
            .Select((axis, i) => new ShapeMember("int", prefix + axis, Text.Literal(Axis(shape, Axes, i))));

    // What most people mean: the one way is made like the other. A layer on the other way comes after [From], and what stood here before
    // is then the one to be named.
    private static string Advice(InferContext layer, Shape a, Shape b, string name)
    {
        string merge = layer.Spec.Attribute;
        if (a.Rank != b.Rank)
        {
            (Shape low, Shape high) = a.Rank < b.Rank ? (a, b) : (b, a);
            return low.IsKnown && high.IsKnown && low.Count == high.Count ? Write($"[Reshape({high.ToSizes()})]", low.Equals(a))
                : low.Rank == 1 && merge == "Concatenate" ? Write("[Flatten]", high.Equals(a))
                : low.Rank == 1 ? Write($"[Dense({Text.Plain(high.Last)})]", low.Equals(a))
                : "Give both the same axes, with [Flatten] or [Reshape] on one of the ways";
        }

        if (a.Rank == 1)
        {
            string concatenate = layer.IsCode ? "Tensor.Concatenate" : "[Concatenate]";
            return $"{Write($"[Dense({Text.Plain(b.Last)})]", isHere: true)}, or {concatenate} in its place";
        }
        if (a.Rank != Axes) { return "Make both ways alike"; }
        if (IsLike(a[0], b[0]) && IsLike(a[1], b[1])) { return Write($"[Conv2D({Text.Plain(a.Last)}, 1)]", isHere: false); }
        (Shape small, Shape large) = b[0] >= a[0] ? (a, b) : (b, a);
        int strides = small[0] > 0 ? (large[0] + small[0] - 1) / small[0] : 0;
        bool fits = strides > 1 && Halved(large[0], strides) == small[0] && Halved(large[1], strides) == small[1];
        return fits
            ? Write($"[Conv2D({Text.Plain(small.Last)}, 1, Strides = {Text.Plain(strides)}, Padding = Padding.Same)]", large.Equals(a))
            : "Padding = Padding.Same in the layers of one way keeps its height and width";

        string Write(string what, bool isHere) => layer.IsCode ? $"Write {what} on the {(isHere ? "first" : "second")} of them" : isHere
            ? $"Write {what} before it"
            : $"Name what stands before it \"block\", say, and write [From(\"{name}\")] {what} [{merge}(\"block\")]";
    }

    private static bool IsLike(int a, int b) => a == b || a == Shape.Unknown || b == Shape.Unknown;

    private static int Halved(int size, int strides) => (size + strides - 1) / strides;

    /// <summary>
    /// An axis as Keras counts it, 1 the first after the batch and -1 the last, from 0; where there is none, says so and gives null.
    /// </summary>
    public static int? Axis(InferContext layer, string argument, int axis, Arriving value)
    {
        int rank = value.Shape.Rank, found = AxisOf(axis, rank);
        if (axis != 0 && found >= 0 && found < rank) { return found; }
        string advice = axis == 0 ? "Axis 0 is the batch; use" : "Use";
        layer.Report(RuleIds.AxisOutOfRange, argument, null, [new(argument, "-1")], Text.Plain(axis), value.Shape.ToString(), value.From,
            advice + (rank == 1 ? " 1 or -1" : $" 1 to {Text.Plain(rank)}, or -1 for the last"));
        return null;
    }

    /// <summary>The same of an axis that is known to be one.</summary>
    public static int AxisOf(int axis, int rank) => axis > 0 ? axis - 1 : rank + axis;

    /// <summary>How many places a shape has before an axis.</summary>
    public static int Outer(Shape shape, int axis) => Product(shape.Dimensions.Take(axis));

    /// <summary>How many it has after it.</summary>
    public static int Inner(Shape shape, int axis) => Product(shape.Dimensions.Skip(axis + 1));

    /// <summary>Of the first value a, of the second b and so on; after z come two letters.</summary>
    public static string Letter(int i) => i <= 26 ? ((char)('a' + i - 1)).ToString() : Letter((i - 1) / 26) + Letter(((i - 1) % 26) + 1);

    private static int Product(IEnumerable<int> sizes) => sizes.Aggregate(1, (product, size) => product * size);

    private static int Axis(Shape shape, int rank, int axis) => axis < rank - shape.Rank ? 1 : shape[axis - (rank - shape.Rank)];
}
