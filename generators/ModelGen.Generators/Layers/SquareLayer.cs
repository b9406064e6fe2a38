namespace ModelGen.Generators.Layers;

internal sealed class SquareLayer : ArithmeticLayer
{
    public override EquatableArray<string> Attributes { get; } = new("Square");

    protected override bool KeepsInput => true;

    protected override string Formula(LayerSpec spec, string x) => $"{x} {x}";

    protected override string Derivative(LayerSpec spec, string x, string dy) => $"2 {dy} {x}";

    protected override string[] Types(LayerPlan layer) =>
        [layer.AddStruct("Values", "ISize", $"Layer {layer.Layer.Number}'s values.", ("Size", layer.Layer.Input.Size)), "Squared"];
}
