namespace ModelGen.Generators.Layers;

/// <summary>
/// A window that moves over an image: what convolution and pooling share. Formulas: Keras's output lengths, with odd padding after.
/// </summary>
internal sealed record Window(int Height, int Width, int StrideHeight, int StrideWidth, int PadTop, int PadLeft, int OutputHeight,
    int OutputWidth)
{
    /// <summary>Reads strides and padding of a layer whose window's arguments are given; null where a finding stands in the way.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="noun">What messages call the window: kernel or window.</param>
    /// <param name="height">The argument for its height, and its value.</param>
    /// <param name="width">The argument for its width, and its value.</param>
    /// <param name="defaultStrides">The strides where none are written: 1 for a convolution, null for the window's own size.</param>
    public static Window? Infer(InferContext layer, string noun, (string Argument, int Value) height, (string Argument, int Value) width,
        int? defaultStrides)
    {
        LayerSpec spec = layer.Spec;
        if (!layer.IsPositive(height.Argument) || (width.Argument != height.Argument && !layer.IsPositive(width.Argument))) { return null; }
        foreach (string name in new[] { "Strides", "StrideHeight", "StrideWidth" }.Where(spec.Has))
        {
            if (!layer.IsPositive(name)) { return null; }
            if (name != "Strides" && spec.Has("Strides"))
            {
                layer.Report(RuleIds.StridesTwice, name, name);
                return null;
            }
        }

        string padding = spec.Text("Padding", "Valid");
        if (padding is not ("Valid" or "Same"))
        {
            layer.Report(RuleIds.UnknownMember, "Padding", padding, "Padding", "Valid or Same");
            return null;
        }

        int strideHeight = spec.Int("StrideHeight", spec.Int("Strides", defaultStrides ?? height.Value));
        int strideWidth = spec.Int("StrideWidth", spec.Int("Strides", defaultStrides ?? width.Value));
        (int inputHeight, int inputWidth) = (layer.Input[0], layer.Input[1]);
        if (padding == "Same")
        {
            (int outHeight, int top) = Same(inputHeight, height.Value, strideHeight);
            (int outWidth, int left) = Same(inputWidth, width.Value, strideWidth);
            return new Window(height.Value, width.Value, strideHeight, strideWidth, top, left, outHeight, outWidth);
        }

        if (height.Value > inputHeight || width.Value > inputWidth)
        {
            layer.Report(RuleIds.WindowTooLarge, height.Value > inputHeight ? height.Argument : width.Argument,
                $"{Text.Number(height.Value)} x {Text.Number(width.Value)} {noun}", layer.Input.ToString(), layer.From,
                $"{Text.Number(Math.Min(height.Value, inputHeight))} x {Text.Number(Math.Min(width.Value, inputWidth))}");
            return null;
        }

        var window = new Window(height.Value, width.Value, strideHeight, strideWidth, 0, 0,
            ((inputHeight - height.Value) / strideHeight) + 1, ((inputWidth - width.Value) / strideWidth) + 1);
        if (!spec.Bool("Truncate")) { window.CheckEdges(layer, noun, height.Argument, width.Argument); }
        return window;
    }

    private static (int Output, int Before) Same(int input, int window, int stride)
    {
        int output = ((input - 1) / stride) + 1;
        long total = Math.Max(((long)(output - 1) * stride) + window - input, 0);
        return (output, (int)(total / 2));
    }

    private void CheckEdges(InferContext layer, string noun, string heightArgument, string widthArgument)
    {
        (int inputHeight, int inputWidth) = (layer.Input[0], layer.Input[1]);
        int rows = (inputHeight - Height) % StrideHeight;
        int columns = (inputWidth - Width) % StrideWidth;
        if (rows == 0 && columns == 0) { return; }

        bool tiles = StrideHeight == Height && StrideWidth == Width;
        string size = $"{Text.Number(inputHeight)} x {Text.Number(inputWidth)}";
        string cause = tiles
            ? $"{size} is not a multiple of {(Height == Width ? Text.Number(Height) : $"{Text.Number(Height)} x {Text.Number(Width)}")}"
            : $"a {Text.Number(Height)} x {Text.Number(Width)} {noun} with strides of {Strides()} does not end at the edge of {size}";
        string argument = new[] { rows > 0 ? "StrideHeight" : "StrideWidth", "Strides" }.FirstOrDefault(layer.Spec.Has)
            ?? (rows > 0 ? heightArgument : widthArgument);
        layer.Report(RuleIds.RowsDropped, argument, cause, Dropped(rows, columns),
            $"{Text.Number(OutputHeight)} x {Text.Number(OutputWidth)}");
    }

    private string Strides() =>
        StrideHeight == StrideWidth ? Text.Number(StrideHeight) : $"{Text.Number(StrideHeight)} x {Text.Number(StrideWidth)}";

    private static string Dropped(int rows, int columns) => (rows, columns) switch
    {
        (1, 0) => "row is",
        (0, 1) => "column is",
        (_, 0) => $"{Text.Number(rows)} rows are",
        (0, _) => $"{Text.Number(columns)} columns are",
        (1, 1) => "row and column are",
        _ => $"{Text.Number(rows)} {(rows == 1 ? "row" : "rows")} and {Text.Number(columns)} {(columns == 1 ? "column" : "columns")} are",
    };
}
