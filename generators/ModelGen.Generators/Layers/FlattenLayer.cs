namespace ModelGen.Generators.Layers;

internal sealed class FlattenLayer : LayerKind
{
    public override EquatableArray<string> Attributes { get; } = new("Flatten");

    public override void Infer(InferContext layer) => layer.Give(new Shape(layer.Input.IsKnown ? layer.Input.Size : Shape.Unknown));

    public override void PlanForward(LayerPlan layer)
    {
        layer.Y = layer.X;
        layer.Note($"Flatten: from here {layer.X} is read as {layer.Layer.Output.ToEquation()}; nothing moves");
    }

    public override void PlanBackward(LayerPlan layer) { }
}
