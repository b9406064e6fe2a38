using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

internal sealed class ActivationLayer : LayerKind
{
    public override EquatableArray<string> Attributes { get; } = new("Activation");

    public override void Infer(InferContext layer)
    {
        ActivationSteps.Check(layer, "activation", layer.Input.Last);
        layer.Give(layer.Input);
    }

    public override void PlanForward(LayerPlan layer)
    {
        string activation = layer.Layer.Spec.Text("activation", "Linear");
        Shape shape = layer.Layer.Output;
        layer.AddValue(layer.Y, shape.Size);
        string equation = $"{layer.Y}{shape.ToEquation()} = {(activation == "Linear" ? layer.X : $"{activation}({layer.X})")}";
        if (activation != ActivationSteps.Softmax)
        {
            layer.Call(layer.Neighbour, equation, "Elementwise.Forward", [Size(layer), activation], Out("y", layer.Y), In("x", layer.X));
            return;
        }

        layer.Call(layer.Neighbour, equation, "Softmax.Forward", [ActivationSteps.Rows(layer)], Out("y", layer.Y), In("x", layer.X));
        if (layer.IsLast) { layer.OfferLogits(activation, layer.X); }
    }

    public override void PlanBackward(LayerPlan layer)
    {
        string activation = layer.Layer.Spec.Text("activation", "Linear");
        string dx = layer.AddInputGradient();
        if (activation == ActivationSteps.Softmax)
        {
            ActivationSteps.PlanSoftmaxBackward(layer, dx, layer.Neighbour);
            return;
        }

        layer.Call(layer.Neighbour, $"{dx} = {layer.DY} {ActivationSteps.Derivative(activation, layer.Y)}".TrimEnd(), "Elementwise.Backward", [Size(layer), activation],
            Out("dx", dx), In("y", layer.Y), In("dy", layer.DY));
    }

    private static string Size(LayerPlan layer) =>
        layer.AddStruct("Size", "ISize", $"Layer {layer.Layer.Number}'s output.", ("Size", layer.Layer.Output.Size));
}
