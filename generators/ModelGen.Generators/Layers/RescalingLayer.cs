namespace ModelGen.Generators.Layers;

internal sealed class RescalingLayer : ArithmeticLayer
{
    public override EquatableArray<string> Attributes { get; } = new("Rescaling");

    protected override void Check(InferContext layer)
    {
        CheckFinite(layer, "scale", "1");
        CheckFinite(layer, "Offset", "0");
    }

    protected override string Formula(LayerSpec spec, string x)
    {
        double offset = spec.Double("Offset");
        return $"{x} x {Scale(spec)}" + (offset == 0 ? "" : $" {(offset < 0 ? "-" : "+")} {Text.Fraction(Math.Abs(offset))}");
    }

    protected override string Derivative(LayerSpec spec, string x, string dy) => $"{dy} x {Scale(spec)}";

    protected override string[] Types(LayerPlan layer)
    {
        LayerSpec spec = layer.Layer.Spec;
        string type = layer.AddStruct("Rescaling", "IRescaling", $"Layer {layer.Layer.Number}'s numbers.",
            new ShapeMember("int", "Size", Text.Literal(layer.Layer.Input.Size)),
            new ShapeMember("float", "Scale", Text.Literal((float)spec.Double("scale"))),
            new ShapeMember("float", "Offset", Text.Literal((float)spec.Double("Offset"))));
        return [type, $"Rescaled<{type}>"];
    }

    private static string Scale(LayerSpec spec) => Text.Fraction(spec.Double("scale"));
}
