using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

internal sealed class GlobalAveragePoolLayer : LayerKind
{
    public override EquatableArray<string> Attributes { get; } = new("GlobalAveragePool", "GlobalAveragePooling2D");

    public override string KerasClass(Shape input) => input.Rank == 2 ? "GlobalAveragePooling1D" : "GlobalAveragePooling2D";

    public override bool WorksOnImages => true;

    public override void Infer(InferContext layer)
    {
        if (layer.Input.Rank == 1)
        {
            layer.Report(RuleIds.WrongRank, null, null, [new("", "")],
                "a sequence, (steps, channels), or an image, (height, width, channels)", layer.Input.ToString(), layer.From,
                "Leave it out");
            layer.Give(layer.Input);
            return;
        }

        int channels = layer.Input.Rank == 0 ? Shape.Unknown : layer.Input.Last;
        layer.Give(!layer.Spec.Bool("KeepDims") ? new Shape(channels) : layer.Input.Rank == 2
            ? new Shape(1, channels) : new Shape(1, 1, channels));
    }

    public override void PlanForward(LayerPlan layer)
    {
        layer.AddValue(layer.Y, layer.Layer.Output.Size);
        layer.Call(layer.Neighbour, $"{layer.Y}{layer.Layer.Output.ToEquation()} = the mean of {layer.X} over all positions",
            "GlobalAveragePool.Forward", [Struct(layer)], Out("y", layer.Y), In("x", layer.X));
    }

    public override void PlanBackward(LayerPlan layer)
    {
        Contribution dx = layer.AddInputGradient();
        layer.Call(layer.Neighbour, $"{dx.Place}{layer.Layer.Input.ToEquation()} = {layer.DY} shared equally among all positions",
            "GlobalAveragePool.Backward", [Struct(layer)], Out("dx", dx), In("dy", layer.DY));
    }

    private static string Struct(LayerPlan layer)
    {
        Shape input = layer.Layer.Input;
        return layer.AddStruct("Rows", "IRows", $"Layer {layer.Layer.Number}'s input as rows.", ("Rows", input.Size / input.Last),
            ("Columns", input.Last));
    }
}
