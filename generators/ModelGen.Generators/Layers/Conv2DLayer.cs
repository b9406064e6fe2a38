using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

internal sealed class Conv2DLayer : LayerKind
{
    public override EquatableArray<string> Attributes { get; } = new("Conv2D");

    public override void Infer(InferContext layer)
    {
        if (!Images.IsImage(layer)) { return; }
        LayerSpec spec = layer.Spec;
        if (!layer.IsPositive("filters") || Read(layer) is not { } window) { return; }

        int filters = spec.Int("filters");
        int channels = layer.Input.Last;
        var output = new Shape(window.OutputHeight, window.OutputWidth, filters);
        long receptive = (long)window.Height * window.Width;
        ActivationSteps.Check(layer, "activation", filters);
        if (!layer.AddParameter("kernel", new Shape(window.Height, window.Width, channels, filters),
            Initializers.Read(layer, "KernelInitializer", "GlorotUniform"), receptive * channels, receptive * filters)) { return; }
        if (spec.Bool("UseBias", true)) { layer.AddParameter("bias", new Shape(filters), Initializers.Read(layer, "BiasInitializer", "Zeros"), filters, filters); }
        layer.Give(output);
    }

    public override void PlanForward(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        string activation = shaped.Spec.Text("activation", "Linear");
        string target = ActivationSteps.Target(layer, activation);
        bool lanes = SumsInLanes(shaped.Output);
        foreach (ParameterSpec parameter in shaped.Parameters) { layer.AddWeight(parameter.Name == "kernel" ? "W" : "B", parameter, lanes); }
        layer.AddValue(target, shaped.Output.Size);
        if (target != layer.Y) { layer.AddValue(layer.Y, shaped.Output.Size); }

        string formula = $"{layer.X}{shaped.Input.ToEquation()} conv {layer.Named("W")}{shaped.Parameters[0].Shape.ToEquation()}";
        KernelArgument[] arguments = [Out("y", target), In("x", layer.X), Weight("w", layer.Named("W"))];
        if (HasBias(shaped)) { (formula, arguments) = ($"{formula} + {layer.Named("B")}", [.. arguments, Weight("b", layer.Named("B"))]); }
        layer.Call(Division.Slices, $"{target}{shaped.Output.ToEquation()} = {ActivationSteps.Wrap(activation, formula)}",
            "Conv2D.Forward", [Struct(layer), ActivationSteps.Fused(activation)], arguments);
        ActivationSteps.PlanForward(layer, activation, Division.Slices);
    }

    public override void PlanBackward(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        string dy = ActivationSteps.PlanBackward(layer, shaped.Spec.Text("activation", "Linear"), Division.Slices);
        bool lanes = SumsInLanes(shaped.Output);
        string w = layer.Named("W");
        string gradients = $"D{w} = {layer.X} conv {dy}";
        KernelArgument[] arguments = [Gradient("dw", w, lanes), In("x", layer.X), In("dy", dy)];
        if (HasBias(shaped))
        {
            gradients += $", D{layer.Named("B")} = sum of {dy}";
            arguments = [.. arguments, Gradient("db", layer.Named("B"), lanes)];
        }

        string note = layer.NeedsInputGradient ? "" : $"; {layer.DX} is not computed, nobody needs it";
        layer.Call(lanes ? Division.Slices : Division.Batch, (lanes ? "this slice's part of " : "") + gradients + note,
            "Conv2D.BackwardKernel", [Struct(layer)], arguments);
        if (layer.NeedsInputGradient)
        {
            string dx = layer.AddInputGradient();
            layer.Call(Division.Slices, $"{dx}{shaped.Input.ToEquation()} = {dy} conv {w} turned by 180 degrees",
                "Conv2D.BackwardInput", [Struct(layer)], Out("dx", dx), Weight("w", w), In("dy", dy));
        }
    }

    /// <summary>
    /// Adding 16 lanes costs 32 operations a weight, the gradient 2 x pixels x samples: under 1 % of it from 50 pixels on,
    /// for batches of 32. Below that it is one product over the batch.
    /// </summary>
    private static bool SumsInLanes(Shape output) => (long)output[0] * output[1] >= 50;

    private static bool HasBias(ShapedLayer layer) => layer.Parameters.Count == 2;

    private static Window? Read(InferContext layer)
    {
        LayerSpec spec = layer.Spec;
        return spec.Has("kernelSize")
            ? Window.Infer(layer, "kernel", ("kernelSize", spec.Int("kernelSize")), ("kernelSize", spec.Int("kernelSize")), 1)
            : Window.Infer(layer, "kernel", ("kernelHeight", spec.Int("kernelHeight")), ("kernelWidth", spec.Int("kernelWidth")), 1);
    }

    private static string Struct(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        Window window = Images.WindowOf(shaped, Read);
        Shape kernel = shaped.Parameters[0].Shape;
        return layer.AddStruct("Conv", "IConv2D",
            $"Layer {shaped.Number}: {Text.Number(kernel[3])} filters of {kernel[0]} x {kernel[1]} x {kernel[2]} over {shaped.Input}.",
            ("InputHeight", shaped.Input[0]), ("InputWidth", shaped.Input[1]), ("Channels", shaped.Input[2]),
            ("KernelHeight", window.Height), ("KernelWidth", window.Width),
            ("StrideHeight", window.StrideHeight), ("StrideWidth", window.StrideWidth),
            ("PadTop", window.PadTop), ("PadLeft", window.PadLeft),
            ("OutputHeight", window.OutputHeight), ("OutputWidth", window.OutputWidth), ("Filters", kernel[3]));
    }
}
