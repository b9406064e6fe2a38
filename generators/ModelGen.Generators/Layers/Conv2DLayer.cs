using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

internal sealed class Conv2DLayer : LayerKind
{
    public override EquatableArray<string> Attributes { get; } = new("Conv2D");

    public override bool WorksOnImages => true;

    public override void Infer(InferContext layer)
    {
        Shape image = Images.Read(layer);
        int filters = layer.Size("filters"), channels = image.Last;
        Window window = Read(layer, image);
        long receptive = (long)window.Height * window.Width;
        ActivationSteps.Check(layer, "activation", filters);
        Regularizers.Check(layer);
        var kernel = new Shape(window.Height, window.Width, channels, filters);
        layer.AddParameter("kernel", kernel, Initializers.Read(layer, "kernel", kernel, "GlorotUniform"),
            receptive * channels, receptive * filters);
        layer.AddBias(filters);
        layer.Give(new Shape(window.OutputHeight, window.OutputWidth, filters));
    }

    public override bool Absorbs(Fusion fusion) => Conv2DMaxPoolPlan.Fits(fusion) || Addition.Fits(fusion) || Folding.Fits(fusion)
        || (Folding.After(fusion) is { } after && (Conv2DMaxPoolPlan.FitsAfter(after) || Addition.Fits(after) || after.IsFirstActivation));

    public override void PlanForward(LayerPlan layer)
    {
        if (Conv2DMaxPoolPlan.PoolOf(layer) is { } pool)
        {
            Conv2DMaxPoolPlan.PlanForward(layer, pool);
            return;
        }

        ShapedLayer shaped = layer.Layer;
        string target = ActivationSteps.Target(layer);
        AddWeights(layer);
        Regularizers.PlanOutputs(layer);
        layer.AddValue(target, shaped.Output.Size);
        if (target != layer.Y) { layer.AddValue(layer.Y, shaped.Output.Size); }

        string formula = ActivationSteps.Wrap(layer, Formula(layer) + Addition.Formula(layer));
        layer.Call(Division.Slices, $"{target}{shaped.Output.ToEquation()} = {formula}",
            "Conv2D.Forward", [Struct(layer), ActivationSteps.Fused(layer)],
            [Out("y", target), .. Inputs(layer), .. Addition.Inputs(layer)]);
        Note(layer);
        ActivationSteps.PlanForward(layer, Division.Slices);
    }

    public override void PlanBackward(LayerPlan layer)
    {
        if (Conv2DMaxPoolPlan.PoolOf(layer) is { } pool)
        {
            Conv2DMaxPoolPlan.PlanBackward(layer, pool);
            return;
        }

        ShapedLayer shaped = layer.Layer;
        string dy = ActivationSteps.PlanBackward(layer, Division.Slices);
        bool lanes = HasLanes(layer);
        string w = layer.NamedWeight("W");
        KernelArgument dw = layer.Gradient("dw", "W", lanes);
        string sign = dw.IsSum ? "+=" : "=", gradients = $"D{w} {sign} {layer.X} conv {dy}";
        KernelArgument[] arguments = [dw, In("x", layer.X), In("dy", dy)];
        if (HasBias(shaped))
        {
            gradients += $", D{layer.NamedWeight("B")} {sign} sum of {dy}";
            arguments = [.. arguments, layer.Gradient("db", "B", lanes)];
        }

        layer.Call(lanes ? Division.Slices : Division.Batch, (lanes ? "this slice's part of " : "") + gradients,
            "Conv2D.BackwardKernel", [Struct(layer)], arguments);
        Contribution dx = layer.ContributeInputGradient();
        layer.Pack("Conv2D.PackKernel", [Struct(layer)], w, $"laid out anew, once a step, for {dx.Place}");
        layer.Call(Division.Slices, $"{dx.Place}{shaped.Input.ToEquation()} {dx.Sign} {dy} conv {w} turned by 180 degrees",
            "Conv2D.BackwardInput", [Struct(layer)], Out("dx", dx), Weight("w", w), Packed("packed", w), In("dy", dy));
        Addition.PlanBackward(layer, dy);
    }

    /// <summary>Adds the kernel and the bias, with their regularizers.</summary>
    public static void AddWeights(LayerPlan layer)
    {
        bool lanes = HasLanes(layer);
        foreach (ParameterSpec parameter in layer.Layer.Parameters)
        {
            bool isKernel = parameter.Name == "kernel";
            layer.AddWeight(isKernel ? "W" : "B", parameter, lanes, isPacked: isKernel);
        }

        Regularizers.PlanParameters(layer);
    }

    /// <summary>X0[28,28,1] conv W1[5,5,1,32] + B1.</summary>
    public static string Formula(LayerPlan layer) =>
        $"{layer.X}{layer.Layer.Input.ToEquation()} conv "
            + $"{Folding.Names(layer).Kernel}{layer.Layer.Parameters[0].Shape.ToEquation()}{Folding.Names(layer).Bias}";

    /// <summary>What a forward call reads.</summary>
    public static KernelArgument[] Inputs(LayerPlan layer)
    {
        KernelArgument[] weights = Folding.Inputs(layer, isMatrix: false);
        List<KernelArgument> inputs = [In("x", layer.X), .. weights];
        if (TransformedSize(layer.Layer, Conv2DMaxPoolPlan.PoolOf(layer)) is { } size)
        {
            inputs.Add(
                Transformed("u",
                    layer.Transform("Conv2D.TransformKernel", [Struct(layer)], weights[0], size,
                        "at the points of Winograd's method")));
        }

        return [.. inputs];
    }

    private static void Note(LayerPlan layer)
    {
        if (Folding.NormalizationOf(layer) is not null) { Folding.Note(layer, Division.Slices); }
        else { Addition.Note(layer, Division.Slices); }
    }

    // By Winograd's method 2 x 2 outputs take (kernel + 1) x (kernel + 1) products a channel. It pays where channels are many. A pooling
    // that is done on the way must have windows of 2 x 2.
    private static int? TransformedSize(ShapedLayer layer, ShapedLayer? pool)
    {
        const int fewestChannels = 32, narrowestVector = 4;
        Window window = WindowOf(layer);
        Shape kernel = layer.Parameters[0].Shape;
        bool pays = window.Height == window.Width && window.Height is 3 or 5 && window.StrideHeight == 1 && window.StrideWidth == 1
            && kernel[2] >= fewestChannels && kernel[3] >= fewestChannels
            && kernel[2] % narrowestVector == 0 && kernel[3] % narrowestVector == 0
            && window.OutputHeight >= 4 && window.OutputWidth >= 4
            && (pool is null || PoolLayer.HasWindow(pool, 2, 2));
        long size = (long)(window.Height + 1) * (window.Width + 1) * kernel[2] * kernel[3];
        return pays && size <= int.MaxValue ? (int)size : null;
    }

    /// <summary>
    /// Adding 16 lanes costs 32 operations a weight, the gradient 2 x pixels x samples: under 1 % of it from 50 pixels on,
    /// for batches of 32. Below that it is one product over the batch.
    /// </summary>
    public static bool SumsInLanes(Shape output) => (long)output[0] * output[1] >= 50;

    /// <summary>The same of a layer; one with another's parameters does as that one does.</summary>
    private static bool HasLanes(LayerPlan layer) => layer.IsShared ? layer.HasSharedLanes("W") : SumsInLanes(layer.Layer.Output);

    public static bool HasBias(ShapedLayer layer) => layer.Parameters.Count == 2;

    /// <summary>The window of a layer whose shapes are known to be right.</summary>
    public static Window WindowOf(ShapedLayer shaped) => Images.WindowOf(shaped, Read);

    private static Window Read(InferContext layer, Shape image) => layer.Spec.Has("kernelSize")
        ? Window.Infer(layer, image, "kernel", "kernelSize", "kernelSize", 1)
        : Window.Infer(layer, image, "kernel", "kernelHeight", "kernelWidth", 1);

    /// <summary>The struct of the convolution's sizes.</summary>
    public static string Struct(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        Window window = WindowOf(shaped);
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
