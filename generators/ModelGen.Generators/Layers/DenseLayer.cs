using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

internal sealed class DenseLayer : LayerKind
{
    public override EquatableArray<string> Attributes { get; } = new("Dense");

    public override bool ImpliesFlatten(LayerSpec spec, Shape input) => input.Rank == 3 && !spec.Bool("PerPosition");

    public override void Infer(InferContext layer)
    {
        LayerSpec spec = layer.Spec;
        if (!layer.IsPositive("units")) { return; }
        int units = spec.Int("units");
        int inputs = layer.Input.Last;
        ActivationSteps.Check(layer, "activation", units);
        Penalties.Check(layer);
        var kernel = new Shape(inputs, units);
        var bias = new Shape(units);
        if (!layer.AddParameter("kernel", kernel, Initializers.Read(layer, "kernel", kernel, "GlorotUniform"), inputs, units)) { return; }
        if (spec.Bool("UseBias", true)) { layer.AddParameter("bias", bias, Initializers.Read(layer, "bias", bias, "Zeros"), units, units); }
        layer.Give(new Shape([.. layer.Input.Dimensions.Take(layer.Input.Rank - 1), units]));
    }

    public override void PlanForward(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        string target = ActivationSteps.Target(layer);
        foreach (ParameterSpec parameter in shaped.Parameters) { layer.AddWeight(parameter.Name == "kernel" ? "W" : "B", parameter, hasLanes: false); }
        Penalties.PlanParameters(layer);
        Penalties.PlanOutputs(layer);
        layer.AddValue(target, shaped.Output.Size);
        if (target != layer.Y) { layer.AddValue(layer.Y, shaped.Output.Size); }

        string formula = $"{layer.X}{shaped.Input.ToEquation()} {layer.Named("W")}{shaped.Parameters[0].Shape.ToEquation()}";
        KernelArgument[] arguments = [Out("y", target), In("x", layer.X), Weight("w", layer.Named("W"))];
        if (HasBias(shaped)) { (formula, arguments) = ($"{formula} + {layer.Named("B")}", [.. arguments, Weight("b", layer.Named("B"))]); }
        layer.Call(Division.Batch, $"{target}{shaped.Output.ToEquation()} = {ActivationSteps.Wrap(layer, formula)}",
            "Dense.Forward", [Struct(layer), ActivationSteps.Fused(layer)], arguments);
        ActivationSteps.PlanForward(layer, Division.Batch);
    }

    public override void PlanBackward(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        string dy = ActivationSteps.PlanBackward(layer, Division.Batch);
        string w = layer.Named("W");
        string gradients = $"D{w} = {layer.X}' {dy}";
        KernelArgument[] arguments = [Gradient("dw", w, hasLanes: false), In("x", layer.X), In("dy", dy)];
        if (HasBias(shaped))
        {
            gradients += $", D{layer.Named("B")} = sum of {dy}";
            arguments = [.. arguments, Gradient("db", layer.Named("B"), hasLanes: false)];
        }

        // The input's gradient first: the kernel may be updated together with its gradient.
        if (layer.NeedsInputGradient)
        {
            string dx = layer.AddInputGradient();
            layer.Call(Division.Batch, $"{dx}{shaped.Input.ToEquation()} = {dy} {w}'", "Dense.BackwardInput", [Struct(layer)], Out("dx", dx), Weight("w", w), In("dy", dy));
        }

        string note = layer.NeedsInputGradient ? "" : $"; {layer.DX} is not computed, nobody needs it";
        layer.Call(Division.Batch, gradients + note, "Dense.BackwardKernel", [Struct(layer)], arguments);
    }

    private static bool HasBias(ShapedLayer layer) => layer.Parameters.Count == 2;

    private static string Struct(LayerPlan layer)
    {
        Shape kernel = layer.Layer.Parameters[0].Shape;
        return layer.AddStruct("Dense", "IDense", $"Layer {layer.Layer.Number}: {Text.Number(kernel[0])} to {Text.Number(kernel[1])}.",
            ("Rows", layer.Layer.Input.Size / kernel[0]), ("Inputs", kernel[0]), ("Units", kernel[1]));
    }
}
