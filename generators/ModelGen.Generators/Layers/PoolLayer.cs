namespace ModelGen.Generators.Layers;

/// <summary>What max and average pooling share.</summary>
internal abstract class PoolLayer : LayerKind
{
    public override void Infer(InferContext layer)
    {
        if (!Images.IsImage(layer) || Read(layer) is not { } window) { return; }
        layer.Give(new Shape(window.OutputHeight, window.OutputWidth, layer.Input.Last));
    }

    protected static string Struct(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        Window window = Images.WindowOf(shaped, Read);
        return layer.AddStruct("Pool", "IPool2D", $"Layer {shaped.Number}: {window.Height} x {window.Width} windows over {shaped.Input}.",
            ("InputHeight", shaped.Input[0]), ("InputWidth", shaped.Input[1]), ("Channels", shaped.Input[2]),
            ("PoolHeight", window.Height), ("PoolWidth", window.Width),
            ("StrideHeight", window.StrideHeight), ("StrideWidth", window.StrideWidth),
            ("PadTop", window.PadTop), ("PadLeft", window.PadLeft),
            ("OutputHeight", window.OutputHeight), ("OutputWidth", window.OutputWidth));
    }

    /// <summary>The window's size as equations write it: 2 x 2.</summary>
    protected static string Size(LayerPlan layer)
    {
        Window window = Images.WindowOf(layer.Layer, Read);
        return $"{window.Height} x {window.Width}";
    }

    private static Window? Read(InferContext layer)
    {
        LayerSpec spec = layer.Spec;
        return spec.Has("poolSize")
            ? Window.Infer(layer, "window", ("poolSize", spec.Int("poolSize")), ("poolSize", spec.Int("poolSize")), null)
            : Window.Infer(layer, "window", ("poolHeight", spec.Int("poolHeight")), ("poolWidth", spec.Int("poolWidth")), null);
    }
}
