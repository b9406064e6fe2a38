using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

internal sealed class AveragePoolLayer : PoolLayer
{
    public override EquatableArray<string> Attributes { get; } = new("AveragePool", "AveragePooling2D");

    public override string KerasClass(Shape input) => "AveragePooling2D";

    public override void PlanForward(LayerPlan layer)
    {
        layer.AddValue(layer.Y, layer.Layer.Output.Size);
        layer.Call(layer.Neighbour, $"{layer.Y}{layer.Layer.Output.ToEquation()} = the mean of each {Size(layer.Layer)} of {layer.X}",
            "AveragePool.Forward", [Struct(layer, layer.Layer)], Out("y", layer.Y), In("x", layer.X));
    }

    public override void PlanBackward(LayerPlan layer)
    {
        Contribution dx = layer.AddInputGradient();
        layer.Call(layer.Neighbour, $"{dx.Place}{layer.Layer.Input.ToEquation()} = {layer.DY} shared equally in each {Size(layer.Layer)}",
            "AveragePool.Backward", [Struct(layer, layer.Layer)], Out("dx", dx), In("dy", layer.DY));
    }
}
