using SkiaSharp;

namespace ModelGen.Data;

/// <summary>
/// Decoded pixels, red, green, blue and alpha, seen as they shall be: turned, or a part of them. Nothing is copied.
/// </summary>
internal readonly ref struct PixelView
{
    private const int PixelBytes = 4;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _first;
    private readonly int _downBytes;
    private readonly int _rightBytes;

    /// <summary>Pixels as they are stored, row by row.</summary>
    public PixelView(ReadOnlySpan<byte> bytes, int height, int width)
        : this(bytes, 0, PixelBytes * width, PixelBytes, height, width)
    {
    }

    private PixelView(ReadOnlySpan<byte> bytes, int first, int downBytes, int rightBytes, int height, int width)
    {
        _bytes = bytes;
        (_first, _downBytes, _rightBytes) = (first, downBytes, rightBytes);
        (Height, Width) = (height, width);
    }

    public int Height { get; }

    public int Width { get; }

    /// <summary>Turned as EXIF says. The name of an origin is where the first row and the first column are to be seen.</summary>
    public PixelView Turn(SKEncodedOrigin origin) => origin switch
    {
        SKEncodedOrigin.TopRight => MirrorColumns(),
        SKEncodedOrigin.BottomRight => MirrorColumns().MirrorRows(),
        SKEncodedOrigin.BottomLeft => MirrorRows(),
        SKEncodedOrigin.LeftTop => Transpose(),
        SKEncodedOrigin.RightTop => Transpose().MirrorColumns(),
        SKEncodedOrigin.RightBottom => Transpose().MirrorColumns().MirrorRows(),
        SKEncodedOrigin.LeftBottom => Transpose().MirrorRows(),
        _ => this,
    };

    /// <summary>The part in the middle that has the aspect ratio of a size, as Keras's <c>crop_to_aspect_ratio</c>.</summary>
    public PixelView CropTo(int height, int width)
    {
        int keptHeight = (int)Math.Clamp((long)Width * height / width, 1, Height);
        int keptWidth = (int)Math.Clamp((long)Height * width / height, 1, Width);
        int first = Place((Height - keptHeight) / 2, (Width - keptWidth) / 2);
        return new PixelView(_bytes, first, _downBytes, _rightBytes, keptHeight, keptWidth);
    }

    /// <summary>Adds a weighted row to a line: its grays, its colours, or its colours and alpha.</summary>
    public void AddRow(int row, float weight, Span<float> line, int channels)
    {
        int place = Place(row, 0);
        for (int x = 0; x < line.Length; x += channels, place += _rightBytes)
        {
            ReadOnlySpan<byte> pixel = _bytes.Slice(place, PixelBytes);
            if (channels == 1)
            {
                line[x] += weight * GrayOf(pixel);
                continue;
            }

            for (int channel = 0; channel < channels; channel++) { line[x + channel] += weight * pixel[channel]; }
        }
    }

    // The luma of ITU-R BT.601, a whole number, as Keras's decoders give it before anything is resized.
    private static int GrayOf(ReadOnlySpan<byte> pixel) => ((299 * pixel[0]) + (587 * pixel[1]) + (114 * pixel[2]) + 500) / 1000;

    private int Place(int row, int column) => _first + (row * _downBytes) + (column * _rightBytes);

    private PixelView MirrorRows() => new(_bytes, Place(Height - 1, 0), -_downBytes, _rightBytes, Height, Width);

    private PixelView MirrorColumns() => new(_bytes, Place(0, Width - 1), _downBytes, -_rightBytes, Height, Width);

    private PixelView Transpose() => new(_bytes, _first, _rightBytes, _downBytes, Width, Height);
}
