using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

internal sealed class MaxPoolLayer : PoolLayer
{
    public override EquatableArray<string> Attributes { get; } = new("MaxPool", "MaxPooling2D");

    public override string KerasClass(Shape input) => "MaxPooling2D";

    public override void PlanForward(LayerPlan layer)
    {
        Shape output = layer.Layer.Output;
        layer.AddValue(layer.Y, output.Size);
        layer.AddValue(layer.Named("I"), output.Size);
        layer.Call(layer.Neighbour,
            $"{layer.Y}{output.ToEquation()} = the largest of each {Size(layer.Layer)} of {layer.X}; {layer.Named("I")} keeps which",
            "MaxPool.Forward", [Struct(layer, layer.Layer)], Out("y", layer.Y), Out("argmax", layer.Named("I")), In("x", layer.X));
    }

    public override void PlanBackward(LayerPlan layer)
    {
        Contribution dx = layer.AddInputGradient();
        layer.Call(layer.Neighbour, $"{dx.Place}{layer.Layer.Input.ToEquation()} = {layer.DY} at the argmax, 0 elsewhere",
            "MaxPool.Backward", [Struct(layer, layer.Layer)], Out("dx", dx), In("argmax", layer.Named("I")), In("dy", layer.DY));
    }
}
