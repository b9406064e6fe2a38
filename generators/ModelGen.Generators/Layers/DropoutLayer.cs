using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

internal sealed class DropoutLayer : LayerKind
{
    public override EquatableArray<string> Attributes { get; } = new("Dropout");

    public override void Infer(InferContext layer)
    {
        layer.Give(layer.Input);
        double rate = layer.Spec.Double("rate");
        if (!(rate >= 0 && rate <= 1))
        {
            string fraction = rate is >= 2 and <= 100 ? Text.Fraction(rate / 100) : "0.5";
            layer.Report(RuleIds.RateOutOfRange, "rate", null, [new("rate", fraction)], Text.Fraction(rate), fraction);
        }
        else if (layer.IsLast) { layer.Report(RuleIds.DropoutLast, null); }
    }

    public override void PlanForward(LayerPlan layer)
    {
        if (layer.IsPredicting)
        {
            layer.Y = layer.X;
            layer.Note($"Dropout: nothing is dropped here; {layer.X} stays as it is");
            return;
        }

        layer.AddValue(layer.Y, layer.Layer.Output.Size);
        layer.Call(layer.Neighbour, $"{layer.Y}{layer.Layer.Output.ToEquation()} = {layer.X} with {Rate(layer)} dropped in training",
            "Dropout.Forward", [Struct(layer)], Out("y", layer.Y), In("x", layer.X));
    }

    public override void PlanBackward(LayerPlan layer)
    {
        Contribution dx = layer.AddInputGradient();
        layer.Call(layer.Neighbour, $"{dx.Place} = {layer.DY} through the same mask, drawn again",
            "Dropout.Backward", [Struct(layer)], Out("dx", dx), In("dy", layer.DY));
    }

    private static string Rate(LayerPlan layer) => Text.Fraction(layer.Layer.Spec.Double("rate"));

    private static string Struct(LayerPlan layer) =>
        layer.AddStruct("Dropout", "IDropout", $"Layer {layer.Layer.Number}: {Rate(layer)} of {layer.Layer.Input}.",
            new ShapeMember("int", "Size", Text.Literal(layer.Layer.Input.Size)),
            new ShapeMember("float", "Rate", Text.Literal((float)layer.Layer.Spec.Double("rate"))),
            new ShapeMember("int", "Stream", Text.Plain(layer.Layer.Number)));
}
