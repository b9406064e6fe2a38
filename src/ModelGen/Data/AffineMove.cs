namespace ModelGen.Data;

/// <summary>
/// Turns an image about its centre, shows more or less of it, or moves it, as Keras's RandomRotation, RandomZoom and RandomTranslation do:
/// each pixel is read where an affine map says, between the four pixels there.
/// </summary>
/// <param name="What">Which of the three.</param>
/// <param name="First">How far: the largest part of a circle, of the size, or of the height.</param>
/// <param name="Second">Of a translation, of the width.</param>
/// <param name="Fill">What is shown beyond the edge.</param>
/// <param name="Value">The value of <see cref="FillMode.Constant"/>.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Channels">Values of a pixel.</param>
internal sealed record AffineMove(AffineKind What, double First, double Second, FillMode Fill, float Value, int Seed, int Height, int Width,
    int Channels) : ImageMove(0x7FFF_FFF0u + (uint)What, Seed, Height, Width, Channels)
{
    public override void Apply(Span<float> image, int epoch, int sample)
    {
        (double first, double second) = Draw(epoch, sample);
        Apply(image, First * ((2 * first) - 1), Second * ((2 * second) - 1));
    }

    /// <summary>Changes an image by what was drawn.</summary>
    /// <param name="image">[Height, Width, Channels].</param>
    /// <param name="first">The part of a circle counter-clockwise, what is shown more, or the part of the height down.</param>
    /// <param name="second">The part of the width to the right.</param>
    public void Apply(Span<float> image, double first, double second)
    {
        (double cx, double cy) = ((Width - 1) / 2.0, (Height - 1) / 2.0);
        (double sin, double cos) = What == AffineKind.Rotation ? Math.SinCos(first * 2 * Math.PI) : (0, 1);
        double zoom = What == AffineKind.Zoom ? 1 + first : 1;
        (double down, double right) = What == AffineKind.Translation ? (first * Height, second * Width) : (0, 0);
        WithCopy(image, (from, to) =>
        {
            for (int y = 0; y < Height; y++)
            {
                for (int x = 0; x < Width; x++)
                {
                    (double dx, double dy) = (zoom * (x - cx), zoom * (y - cy));
                    Read(from, cx + (cos * dx) - (sin * dy) - right, cy + (sin * dx) + (cos * dy) - down,
                        to.Slice(((y * Width) + x) * Channels, Channels));
                }
            }
        });
    }

    // Between four pixels.
    private void Read(ReadOnlySpan<float> from, double x, double y, Span<float> pixel)
    {
        (double left, double top) = (Math.Floor(x), Math.Floor(y));
        (double right, double bottom) = (x - left, y - top);
        for (int channel = 0; channel < Channels; channel++)
        {
            double upper = ((1 - right) * At(from, left, top, channel)) + (right * At(from, left + 1, top, channel));
            double lower = ((1 - right) * At(from, left, top + 1, channel)) + (right * At(from, left + 1, top + 1, channel));
            pixel[channel] = (float)(((1 - bottom) * upper) + (bottom * lower));
        }
    }

    private double At(ReadOnlySpan<float> from, double x, double y, int channel)
    {
        int column = Inside((int)x, Width), row = Inside((int)y, Height);
        return column < 0 || row < 0 ? Value : from[(((row * Width) + column) * Channels) + channel];
    }

    private int Inside(int place, int size) => Fill switch
    {
        FillMode.Nearest => Math.Clamp(place, 0, size - 1),
        FillMode.Wrap => Modulo(place, size),
        FillMode.Reflect => Modulo(place, 2 * size) is var at && at < size ? at : (2 * size) - 1 - at,
        _ => place < 0 || place >= size ? -1 : place,
    };

    private static int Modulo(int place, int size) => ((place % size) + size) % size;

    public override string ToString() => What switch
    {
        AffineKind.Rotation => $"turned by up to {360 * First:0.##} degrees",
        AffineKind.Zoom => $"zoomed by up to {100 * First:0.##} %",
        _ => $"moved by up to {100 * First:0.##} % of the height and {100 * Second:0.##} % of the width",
    };
}

/// <summary>Which affine move it is.</summary>
internal enum AffineKind
{
    Rotation,
    Zoom,
    Translation,
}
