namespace ModelGen.Data;

/// <summary>What pictures become, and what they may be.</summary>
internal sealed record ImageForm
{
    /// <summary>The most that one span of pixels of four bytes holds.</summary>
    public const int MostPixels = int.MaxValue / 4;

    // Pixels in a file take at most 8 bytes, and beside them there may be a preview or a profile of colours.
    private const long BytesBesidePixels = 1 << 24;

    private ImageForm()
    {
    }

    public int Height { get; private init; }

    public int Width { get; private init; }

    public int Channels { get; private init; }

    public Interpolation Interpolation { get; private init; }

    public bool CropsToAspectRatio { get; private init; }

    public bool AppliesOrientation { get; private init; }

    public int MaxPixels { get; private init; }

    /// <summary>How many bytes a picture becomes.</summary>
    public int Size => Height * Width * Channels;

    /// <summary>The longest file that is read.</summary>
    public long MaxBytes => Math.Min(Array.MaxLength, (8L * MaxPixels) + BytesBesidePixels);

    public override string ToString() => $"{Height} x {Width} x {Channels}";

    /// <summary>Checks the arguments of a load.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    public static ImageForm Of(int height, int width, int channels, Interpolation interpolation, bool cropToAspectRatio,
        bool applyOrientation, int maxPixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPixels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxPixels, MostPixels);
        CheckChannels(channels);
        if ((long)height * width > MostPixels)
        {
            throw new ArgumentOutOfRangeException(nameof(height), height,
                $"Pictures of {height:N0} x {width:N0} have {(long)height * width:N0} pixels; expected at most {MostPixels:N0}.");
        }

        if (!Enum.IsDefined(interpolation))
        {
            throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "There is no such interpolation.");
        }

        return new ImageForm
        {
            Height = height,
            Width = width,
            Channels = channels,
            Interpolation = interpolation,
            CropsToAspectRatio = cropToAspectRatio,
            AppliesOrientation = applyOrientation,
            MaxPixels = maxPixels,
        };
    }

    public static void CheckChannels(int channels)
    {
        if (channels is 1 or 3 or 4) { return; }
        throw new ArgumentOutOfRangeException(nameof(channels), channels,
            $"channels is {channels}; expected 1 (grayscale), 3 (red, green, blue) or 4 (with alpha).");
    }
}
