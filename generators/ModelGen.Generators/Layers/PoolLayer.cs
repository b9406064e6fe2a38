namespace ModelGen.Generators.Layers;

/// <summary>What max and average pooling share.</summary>
internal abstract class PoolLayer : LayerKind
{
    public override bool WorksOnImages => true;

    public override void Infer(InferContext layer)
    {
        Shape image = Images.Read(layer);
        Window window = Read(layer, image);
        layer.Give(new Shape(window.OutputHeight, window.OutputWidth, image.Last));
    }

    /// <summary>The struct of the sizes of a pooling layer: the planned one, or the one it absorbs.</summary>
    public static string Struct(LayerPlan layer, ShapedLayer shaped)
    {
        Window window = WindowOf(shaped);
        return layer.AddStruct(shaped, "Pool", "IPool2D",
            $"Layer {shaped.Number}: {window.Height} x {window.Width} windows over {shaped.Input}.",
            ("InputHeight", shaped.Input[0]), ("InputWidth", shaped.Input[1]), ("Channels", shaped.Input[2]),
            ("PoolHeight", window.Height), ("PoolWidth", window.Width),
            ("StrideHeight", window.StrideHeight), ("StrideWidth", window.StrideWidth),
            ("PadTop", window.PadTop), ("PadLeft", window.PadLeft),
            ("OutputHeight", window.OutputHeight), ("OutputWidth", window.OutputWidth));
    }

    /// <summary>The window's size as equations write it: 2 x 2.</summary>
    public static string Size(ShapedLayer shaped)
    {
        Window window = WindowOf(shaped);
        return $"{window.Height} x {window.Width}";
    }

    /// <summary>How many values a window has.</summary>
    public static long Places(ShapedLayer shaped)
    {
        Window window = WindowOf(shaped);
        return (long)window.Height * window.Width;
    }

    /// <summary>Whether the window has this size.</summary>
    public static bool HasWindow(ShapedLayer shaped, int height, int width) =>
        WindowOf(shaped) is { } window && window.Height == height && window.Width == width;

    /// <summary>Whether windows lie side by side on the image, with neither gaps between them nor padding.</summary>
    public static bool Tiles(ShapedLayer shaped)
    {
        Window window = WindowOf(shaped);
        return window.StrideHeight == window.Height && window.StrideWidth == window.Width
            && (long)window.OutputHeight * window.Height <= shaped.Input[0] && (long)window.OutputWidth * window.Width <= shaped.Input[1];
    }

    /// <summary>The window of a layer whose shapes are known to be right.</summary>
    public static Window WindowOf(ShapedLayer shaped) => Images.WindowOf(shaped, Read);

    private static Window Read(InferContext layer, Shape image) => layer.Spec.Has("poolSize")
        ? Window.Infer(layer, image, "window", "poolSize", "poolSize", null)
        : Window.Infer(layer, image, "window", "poolHeight", "poolWidth", null);
}
