namespace ModelGen.Generators.Layers;

/// <summary>
/// A window that moves over an image: what convolution and pooling share. Formulas: Keras's output lengths, with odd padding after.
/// </summary>
internal sealed record Window(int Height, int Width, int StrideHeight, int StrideWidth, int PadTop, int PadLeft, int OutputHeight,
    int OutputWidth)
{
    /// <summary>
    /// Reads strides and padding of a layer whose window's arguments are given. What a finding stands in the way of is unknown.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="image">What arrives.</param>
    /// <param name="noun">What messages call the window: kernel or window.</param>
    /// <param name="height">The argument for its height.</param>
    /// <param name="width">The argument for its width; the same where one argument says both.</param>
    /// <param name="defaultStrides">The strides where none are written: 1 for a convolution, null for the window's own size.</param>
    public static Window Infer(InferContext layer, Shape image, string noun, string height, string width, int? defaultStrides)
    {
        int rows = layer.Size(height, Shape.Unknown), columns = width == height ? rows : layer.Size(width, Shape.Unknown);
        int? strides = layer.Spec.Has("Strides") ? layer.Size("Strides") : null;
        int down = layer.Size("StrideHeight", strides ?? defaultStrides ?? rows),
            right = layer.Size("StrideWidth", strides ?? defaultStrides ?? columns);
        if (strides is not null && new[] { "StrideHeight", "StrideWidth" }.FirstOrDefault(layer.Spec.Has) is { } second)
        {
            layer.Report(RuleIds.StridesTwice, second, second);
        }

        string padding = layer.Spec.Text("Padding", "Valid");
        if (padding is not ("Valid" or "Same"))
        {
            layer.Report(RuleIds.UnknownMember, "Padding", padding, "Padding", "Valid or Same");
            return new(rows, columns, down, right, 0, 0, Shape.Unknown, Shape.Unknown);
        }

        (int outHeight, int top) = Along(image[0], rows, down, padding);
        (int outWidth, int left) = Along(image[1], columns, right, padding);
        var window = new Window(rows, columns, down, right, top, left, outHeight, outWidth);
        if (padding == "Valid")
        {
            window.CheckSize(layer, image, noun, height, width);
            if (!layer.Spec.Bool("Truncate")) { window.CheckEdges(layer, image, noun, height, width); }
        }

        return window;
    }

    // The output and the padding before it; 0, which is unknown, where nothing fits or something else is unknown.
    private static (int Output, int Before) Along(int input, int window, int stride, string padding)
    {
        if (input == Shape.Unknown || window == Shape.Unknown || stride == Shape.Unknown) { return (Shape.Unknown, 0); }
        if (padding == "Valid") { return (window > input ? Shape.Unknown : ((input - window) / stride) + 1, 0); }
        int output = ((input - 1) / stride) + 1;
        long total = Math.Max(((long)(output - 1) * stride) + window - input, 0);
        return (output, (int)(total / 2));
    }

    private void CheckSize(InferContext layer, Shape image, string noun, string heightArgument, string widthArgument)
    {
        bool isTall = IsTooLarge(image[0], Height), isWide = IsTooLarge(image[1], Width);
        if ((!isTall && !isWide) || Height == Shape.Unknown || Width == Shape.Unknown) { return; }
        int rows = isTall ? image[0] : Height, columns = isWide ? image[1] : Width;
        bool isPool = noun == "window";
        string advice = isPool && rows == 1 && columns == 1
            ? "Leave it out"
            : $"Use at most {Text.Number(rows)} x {Text.Number(columns)}, or Padding.Same";
        layer.Report(RuleIds.WindowTooLarge, isTall ? heightArgument : widthArgument, null, Suggestions(),
            $"{Text.Number(Height)} x {Text.Number(Width)} {noun}", image.ToString(), layer.From, advice);

        // A pool of a single pixel does nothing; a square stays one where it can.
        Suggestion[] Suggestions()
        {
            if (isPool && rows == 1 && columns == 1) { return []; }
            int side = Math.Min(rows, columns);
            if (heightArgument == widthArgument && (side > 1 || !isPool)) { return [new(heightArgument, Text.Plain(side))]; }
            if (heightArgument == widthArgument)
            {
                return [new(heightArgument.Replace("Size", "Height"), Text.Plain(rows)),
                    new(heightArgument.Replace("Size", "Width"), Text.Plain(columns))];
            }

            return [.. isTall ? (Suggestion[])[new(heightArgument, Text.Plain(rows))] : [],
                .. isWide ? (Suggestion[])[new(widthArgument, Text.Plain(columns))] : []];
        }
    }

    private static bool IsTooLarge(int image, int window) => image != Shape.Unknown && window > image;

    private void CheckEdges(InferContext layer, Shape image, string noun, string heightArgument, string widthArgument)
    {
        if (OutputHeight == Shape.Unknown || OutputWidth == Shape.Unknown) { return; }

        // Strides that are longer than a convolution's kernel leave rows out everywhere, which is why they are written.
        int rows = noun == "kernel" && Height < StrideHeight ? 0 : (image[0] - Height) % StrideHeight;
        int columns = noun == "kernel" && Width < StrideWidth ? 0 : (image[1] - Width) % StrideWidth;
        if (rows == 0 && columns == 0) { return; }

        bool tiles = StrideHeight == Height && StrideWidth == Width;
        string size = $"{Text.Number(image[0])} x {Text.Number(image[1])}";
        string cause = tiles
            ? $"{size} is not a multiple of {(Height == Width ? Text.Number(Height) : $"{Text.Number(Height)} x {Text.Number(Width)}")}"
            : $"a {Text.Number(Height)} x {Text.Number(Width)} {noun} with strides of {Strides()} does not end at the edge of {size}";
        string argument = new[] { rows > 0 ? "StrideHeight" : "StrideWidth", "Strides" }.FirstOrDefault(layer.Spec.Has)
            ?? (rows > 0 ? heightArgument : widthArgument);

        // Ordinary networks drop a row here and there; one that drops most of an image is hardly meant.
        bool losesMost = noun == "window" && 2L * (image[0] - rows) * (image[1] - columns) < (long)image[0] * image[1];
        layer.Report(RuleIds.RowsDropped, argument, losesMost ? FindingSeverity.Warning : null, [],
            cause, Dropped(rows, columns), $"{Text.Number(OutputHeight)} x {Text.Number(OutputWidth)}");
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
