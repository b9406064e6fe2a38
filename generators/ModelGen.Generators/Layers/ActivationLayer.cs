namespace ModelGen.Generators.Layers;

internal class ActivationLayer : LayerKind
{
    public override EquatableArray<string> Attributes { get; } = new("Activation");

    public override void Infer(InferContext layer)
    {
        ActivationSteps.Check(layer, "activation", layer.Input.Rank == 0 ? Shape.Unknown : layer.Input.Last);
        layer.Give(layer.Input);
    }

    public override void PlanForward(LayerPlan layer)
    {
        layer.AddValue(layer.Y, layer.Layer.Output.Size);
        ActivationSteps.PlanForward(layer, Activations.Of(layer.Layer), layer.Neighbour, layer.X);
    }

    public override void PlanBackward(LayerPlan layer) =>
        ActivationSteps.PlanBackward(
            layer, Activations.Of(layer.Layer), layer.Neighbour, LayerPlan.Out("dx", layer.AddInputGradient()), layer.X);
}

/// <summary>The same with a name of its own, as Keras has it.</summary>
internal sealed class ReLULayer : ActivationLayer
{
    public override EquatableArray<string> Attributes { get; } = new("ReLU");

    public override string ActivationOf(LayerSpec spec) => "ReLU";

    public override void Infer(InferContext layer) => layer.Give(layer.Input);
}
