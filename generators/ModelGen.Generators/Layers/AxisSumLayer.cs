using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

/// <summary>What layers share that put the values along an axis together, or all values of a sample.</summary>
/// <param name="name">The attribute, and Keras's class.</param>
/// <param name="isMean">Whether sums are divided by how many values they are of.</param>
internal abstract class AxisSumLayer(string name, bool isMean) : LayerKind
{
    private const string AxisArgument = "axis";

    public override EquatableArray<string> Attributes { get; } = new(name);

    public override void Infer(InferContext layer)
    {
        Shape input = layer.Input;
        bool keeps = layer.Spec.Bool("KeepDims");
        if (!layer.Spec.Has(AxisArgument))
        {
            layer.Give(new Shape([.. Enumerable.Repeat(1, keeps ? input.Rank : 1)]));
            return;
        }

        if (input.Rank == 0) { return; }
        if (MergeShapes.Axis(layer, AxisArgument, layer.Spec.Int(AxisArgument), layer.Inputs[0]) is not { } axis) { return; }
        int[] sizes = keeps ? [.. input.Dimensions.Select((size, i) => i == axis ? 1 : size)]
            : [.. input.Dimensions.Where((_, i) => i != axis)];
        layer.Give(sizes.Length == 0 ? new Shape(1) : new Shape(sizes));
    }

    public override void PlanForward(LayerPlan layer)
    {
        Shape output = layer.Layer.Output;
        layer.AddValue(layer.Y, output.Size);
        layer.Call(layer.Neighbour,
            $"{layer.Y}{output.ToEquation()} = the {(isMean ? "mean" : "sum")} of {layer.X}{Along(layer)}", "AxisSum.Forward",
            [Struct(layer)], Out("y", layer.Y), In("x", layer.X));
    }

    public override void PlanBackward(LayerPlan layer)
    {
        Contribution dx = layer.ContributeInputGradient();
        string divided = isMean ? $" / {Text.Plain(Length(layer))}" : "";
        layer.Call(layer.Neighbour,
            $"{dx.Place}{layer.Layer.Input.ToEquation()} {dx.Sign} {layer.DY}{divided}, repeated{Along(layer)}",
            "AxisSum.Backward", [Struct(layer)], Out("dx", dx), In("dy", layer.DY));
    }

    private static string Along(LayerPlan layer) =>
        AxisOf(layer) is { } axis ? $" along axis {Text.Plain(axis + 1)}" : " over all places";

    private static int? AxisOf(LayerPlan layer) => layer.Layer.Spec.Has(AxisArgument)
        ? MergeShapes.AxisOf(layer.Layer.Spec.Int(AxisArgument), layer.Layer.Input.Rank) : null;

    private static int Length(LayerPlan layer) => AxisOf(layer) is { } axis ? layer.Layer.Input[axis] : layer.Layer.Input.Size;

    private string Struct(LayerPlan layer)
    {
        Shape input = layer.Layer.Input;
        (int outer, int inner) = AxisOf(layer) is { } axis ? (MergeShapes.Outer(input, axis), MergeShapes.Inner(input, axis)) : (1, 1);
        return layer.AddStruct("Axis", "IAxisSum", $"Layer {layer.Layer.Number}: {input}{Along(layer)}.",
            ("Outer", outer), ("Length", Length(layer)), ("Inner", inner), ("Divisor", isMean ? Length(layer) : 1));
    }
}

internal sealed class SumLayer() : AxisSumLayer("Sum", isMean: false);

internal sealed class MeanLayer() : AxisSumLayer("Mean", isMean: true);
