using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

internal sealed class DotLayer : LayerKind
{
    private const int MostAxes = 3;

    public override EquatableArray<string> Attributes { get; } = new("Dot");

    public override bool Merges => true;

    public override void Infer(InferContext layer)
    {
        if (!MergeShapes.CheckCount(layer, Name, 2)) { return; }
        Arriving a = layer.Inputs[0], b = layer.Inputs[1];
        if (a.Shape.Rank == 0 || b.Shape.Rank == 0) { return; }
        if (Axis(layer, "FirstAxis", a) is not { } first || Axis(layer, "SecondAxis", b) is not { } second) { return; }
        if (a.Shape[first] != b.Shape[second] && a.Shape[first] != Shape.Unknown && b.Shape[second] != Shape.Unknown)
        {
            MergeShapes.Report(layer, 1, a.Shape,
                $"The axes along which products are summed have {Text.Number(a.Shape[first])} and {Text.Number(b.Shape[second])} values: "
                    + "make them equal, or choose others with FirstAxis and SecondAxis");
            return;
        }

        int[] sizes = [.. Others(a.Shape, first), .. Others(b.Shape, second)];
        if (sizes.Length > MostAxes)
        {
            MergeShapes.Report(layer, 1, a.Shape, $"Their products have {Text.Number(sizes.Length)} axes, and a value has at most three: "
                + "write [Reshape] or [Flatten] on one of the ways");
            return;
        }

        layer.Give(sizes.Length == 0 ? new Shape(1) : new Shape(sizes));
    }

    /// <summary>Each value of the output is a sum of products along the axis.</summary>
    public override long MultiplyAdds(ShapedLayer layer) => (long)layer.Output.Size * layer.Input[AxisOf(layer, 0)];

    public override void PlanForward(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        string[] sides = [.. Enumerable.Range(0, 2).Select(i => Side(layer, i))];
        for (int i = 0; i < 2 && Normalizes(layer); i++)
        {
            layer.AddValue(sides[i], shaped.Inputs[i].Size);
            layer.Call(layer.Neighbour, $"{sides[i]} = {layer.ValueOf(i)} / its length along axis {Text.Plain(AxisOf(shaped, i) + 1)}",
                "UnitLength.Forward", [AxisStruct(layer, i)], Out("y", sides[i]), In("x", layer.ValueOf(i)));
        }

        layer.AddValue(layer.Y, shaped.Output.Size);
        layer.Call(layer.Neighbour, $"{layer.Y}{shaped.Output.ToEquation()} = the sums of products of {sides[0]} along axis "
            + $"{Text.Plain(AxisOf(shaped, 0) + 1)} and {sides[1]} along axis {Text.Plain(AxisOf(shaped, 1) + 1)}",
            "Dot.Forward", [Struct(layer)], Out("y", layer.Y), In("a", sides[0]), In("b", sides[1]));
    }

    public override void PlanBackward(LayerPlan layer)
    {
        string dy = layer.DY;
        for (int i = 0; i < 2; i++)
        {
            string other = Side(layer, 1 - i), kernel = i == 0 ? "Dot.BackwardFirst" : "Dot.BackwardSecond", read = i == 0 ? "b" : "a";
            string formula = $"the sums of products of {dy} and {other}";
            if (!Normalizes(layer))
            {
                Contribution dx = layer.ContributeInputGradient(i);
                layer.Call(layer.Neighbour, $"{dx.Place} {dx.Sign} {formula}", kernel, [Struct(layer)], Out("dx", dx), In(read, other),
                    In("dy", dy));
                continue;
            }

            string side = layer.AddGradient(Side(layer, i), layer.Layer.Inputs[i].Size), value = layer.ValueOf(i);
            layer.Call(layer.Neighbour, $"{side} = {formula}", kernel, [Struct(layer)], Out("dx", side), In(read, other), In("dy", dy));
            Contribution sum = layer.ContributeInputGradient(i);
            layer.Call(layer.Neighbour, $"{sum.Place} {sum.Sign} {side} less its part along {value}, / the length of {value}",
                "UnitLength.Backward", [AxisStruct(layer, i)], Out("dx", sum), In("x", value), In("dy", side));
        }
    }

    private static bool Normalizes(LayerPlan layer) => layer.Layer.Spec.Bool("Normalize");

    // What is multiplied: what is read, or, where that is normalized, a value of its own.
    private static string Side(LayerPlan layer, int input) =>
        Normalizes(layer) ? layer.Named("N" + MergeShapes.Letter(input + 1)) : layer.ValueOf(input);

    private static int? Axis(InferContext layer, string argument, Arriving value)
    {
        string written = layer.Spec.Has(argument) ? argument : "Axes";
        return MergeShapes.Axis(layer, written, layer.Spec.Int(written, -1), value);
    }

    private static int AxisOf(ShapedLayer layer, int input)
    {
        string argument = input == 0 ? "FirstAxis" : "SecondAxis";
        return MergeShapes.AxisOf(layer.Spec.Int(layer.Spec.Has(argument) ? argument : "Axes", -1), layer.Inputs[input].Rank);
    }

    private static IEnumerable<int> Others(Shape shape, int axis) => shape.Dimensions.Where((_, i) => i != axis);

    private static int Outer(ShapedLayer layer, int input) => MergeShapes.Outer(layer.Inputs[input], AxisOf(layer, input));

    private static int Inner(ShapedLayer layer, int input) => MergeShapes.Inner(layer.Inputs[input], AxisOf(layer, input));

    private static int Length(ShapedLayer layer, int input) => layer.Inputs[input][AxisOf(layer, input)];

    private static string Struct(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        return layer.AddStruct("Dot", "IDot", $"Layer {shaped.Number}: {shaped.Inputs[0]} with {shaped.Inputs[1]}.",
            ("Terms", Length(shaped, 0)), ("FirstOuter", Outer(shaped, 0)), ("FirstInner", Inner(shaped, 0)),
            ("SecondOuter", Outer(shaped, 1)), ("SecondInner", Inner(shaped, 1)));
    }

    private static string AxisStruct(LayerPlan layer, int input) =>
        layer.AddStruct("Axis" + MergeShapes.Letter(input + 1), "IAxis", $"Layer {layer.Layer.Number}: the axis of {layer.ValueOf(input)}.",
            ("Outer", Outer(layer.Layer, input)), ("Length", Length(layer.Layer, input)), ("Inner", Inner(layer.Layer, input)));
}
