using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

internal sealed class ConcatenateLayer : LayerKind
{
    public override EquatableArray<string> Attributes { get; } = new("Concatenate");

    public override bool Merges => true;

    public override bool ReadsNamesFirst => true;

    public override void Infer(InferContext layer)
    {
        if (!MergeShapes.CheckCount(layer, Name, int.MaxValue)) { return; }
        Shape first = layer.Input;
        if (first.Rank == 0 || MergeShapes.Axis(layer, "Axis", layer.Spec.Int("Axis", -1), layer.Inputs[0]) is not { } axis) { return; }
        int[] sizes = [.. first.Dimensions];
        for (int i = 1; i < layer.Inputs.Count; i++)
        {
            Shape next = layer.Inputs[i].Shape;
            if (next.Rank == 0) { return; }
            if (!Fits(first, next, axis))
            {
                MergeShapes.Report(layer, i, first);
                return;
            }

            bool isKnown = sizes[axis] != Shape.Unknown && next[axis] != Shape.Unknown;
            sizes[axis] = isKnown ? (int)Math.Min(int.MaxValue, (long)sizes[axis] + next[axis]) : Shape.Unknown;
        }

        layer.Give(new Shape(sizes));
    }

    public override void PlanForward(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        layer.AddValue(layer.Y, shaped.Output.Size);
        int start = 0;
        for (int i = 0; i < shaped.Reads.Count; i++)
        {
            string part = Part(layer, i, ref start, out string range);
            layer.Call(layer.Neighbour, $"{layer.Y}{shaped.Output.ToEquation()}, {range} = {layer.ValueOf(i)}", "Concatenate.Forward",
                [part], Out("y", layer.Y), In("x", layer.ValueOf(i)));
        }
    }

    public override void PlanBackward(LayerPlan layer)
    {
        string dy = layer.DY;
        int start = 0;
        for (int i = 0; i < layer.Layer.Reads.Count; i++)
        {
            string part = Part(layer, i, ref start, out string range);
            Contribution dx = layer.ContributeInputGradient(i);
            layer.Call(layer.Neighbour, $"{dx.Place} {dx.Sign} {dy}, {range}", "Concatenate.Backward", [part], Out("dx", dx), In("dy", dy));
        }
    }

    // The struct of the place of one input along the axis.
    private static string Part(LayerPlan layer, int input, ref int start, out string range)
    {
        ShapedLayer shaped = layer.Layer;
        int axis = MergeShapes.AxisOf(layer.Layer.Spec.Int("Axis", -1), shaped.Output.Rank);
        int inner = MergeShapes.Inner(shaped.Output, axis);
        int size = shaped.Inputs[input][axis], outer = MergeShapes.Outer(shaped.Output, axis);
        range = $"{Text.Plain(start)} to {Text.Plain(start + size - 1)} along axis {Text.Plain(axis + 1)}";
        string part = layer.AddStruct("Part" + MergeShapes.Letter(input + 1), "IPart",
            $"Layer {shaped.Number}: where {layer.ValueOf(input)} goes.",
            ("Rows", outer), ("Columns", size * inner), ("Start", start * inner), ("Stride", shaped.Output[axis] * inner));
        start += size;
        return part;
    }

    private static bool Fits(Shape a, Shape b, int axis) => a.Rank == b.Rank && Enumerable.Range(0, a.Rank)
        .All(i => i == axis || a[i] == b[i] || a[i] == Shape.Unknown || b[i] == Shape.Unknown);
}
