namespace ModelGen.Data;

/// <summary>
/// Resizes pixels to bytes, rows first, then columns; one row of floats is all it takes. It is plain arithmetic in a fixed order, so the
/// bytes are the same on every platform.
/// </summary>
internal static class Resizer
{
    /// <summary>Fills a picture with the resized pixels, rounded to the nearest whole number of 0 to 255.</summary>
    public static void Resize(PixelView source, ImageForm form, Span<byte> picture)
    {
        var rows = new ResizeAxis(source.Height, form.Height, form.Interpolation);
        var columns = new ResizeAxis(source.Width, form.Width, form.Interpolation);
        var line = new float[source.Width * form.Channels];
        int rowBytes = form.Width * form.Channels;
        for (int y = 0; y < form.Height; y++)
        {
            Array.Clear(line);
            (int first, float[] weights) = rows[y];
            for (int k = 0; k < weights.Length; k++) { source.AddRow(first + k, weights[k], line, form.Channels); }
            ResizeLine(line, columns, form.Channels, picture.Slice(y * rowBytes, rowBytes));
        }
    }

    private static void ResizeLine(ReadOnlySpan<float> line, ResizeAxis columns, int channels, Span<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            (int first, float[] weights) = columns[i / channels];
            int place = (first * channels) + (i % channels);
            float sum = 0;
            for (int k = 0; k < weights.Length; k++) { sum += weights[k] * line[place + (k * channels)]; }
            pixels[i] = (byte)Math.Clamp(MathF.Round(sum), 0, 255);
        }
    }
}
