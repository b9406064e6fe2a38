using ILGPU;

namespace ModelGen.Kernels;

/// <summary>What the windows of a convolution see, as matrices whose values a GPU's threads look up.</summary>
internal static class Windows<S> where S : struct, IConv2D
{
    private const int ManyChannels = 8;

    /// <summary>Values in a window.</summary>
    public static int Taps => S.KernelHeight * S.KernelWidth * S.Channels;

    /// <summary>Whether neighbouring threads had better take neighbouring taps, which are channels of a pixel; else neighbouring outputs, which are pixels of a row.</summary>
    public static bool RunAlongTaps => S.Channels >= ManyChannels;

    /// <summary>Where the window of an output begins.</summary>
    public static Place OfOutput(int output) =>
        OfOutput(output / (S.OutputHeight * S.OutputWidth), output / S.OutputWidth % S.OutputHeight, output % S.OutputWidth);

    /// <summary>Where the window of an output begins.</summary>
    public static Place OfOutput(int sample, int oy, int ox)
    {
        int y = (oy * S.StrideHeight) - S.PadTop, x = (ox * S.StrideWidth) - S.PadLeft;
        return new Place(((((sample * S.InputHeight) + y) * S.InputWidth) + x) * S.Channels, y, x);
    }

    /// <summary>Where a tap lies in its window.</summary>
    public static Place OfTap(int tap)
    {
        int pixel = tap / S.Channels, y = pixel / S.KernelWidth, x = pixel % S.KernelWidth;
        return new Place((((y * S.InputWidth) + x) * S.Channels) + (tap % S.Channels), y, x);
    }

    /// <summary>What a tap of an output's window sees; 0 beside the image.</summary>
    public static float Value(ArrayView<float> image, Place output, Place tap)
    {
        float value = 0f;
        if (!SeesBeside || (Within(output.Y + tap.Y, S.InputHeight) && Within(output.X + tap.X, S.InputWidth))) { value = image[output.Index + tap.Index]; }
        return value;
    }

    /// <summary>A pixel of the input, as it lies in the padded image.</summary>
    /// <param name="pixel">Its number.</param>
    /// <param name="gradients">How many gradients a sample has.</param>
    public static Place OfPixel(int pixel, int gradients) => new(
        pixel / (S.InputHeight * S.InputWidth) * gradients, (pixel / S.InputWidth % S.InputHeight) + S.PadTop, (pixel % S.InputWidth) + S.PadLeft);

    /// <summary>A filter at a place of the kernel.</summary>
    public static Place OfFilter(int k)
    {
        int place = k / S.Filters;
        return new Place(k % S.Filters, place / S.KernelWidth, place % S.KernelWidth);
    }

    /// <summary>The output whose window begins at a row or column; -1 where none does.</summary>
    public static int Output(int begin, int stride, int outputs)
    {
        if (stride == 1) { return Within(begin, outputs) ? begin : -1; }
        return begin >= 0 && begin % stride == 0 && begin / stride < outputs ? begin / stride : -1;
    }

    /// <summary>The kernel as [places x filters, channels].</summary>
    public static float KernelTurned(ArrayView<float> w, int k, int channel) => w[(((k / S.Filters * S.Channels) + channel) * S.Filters) + (k % S.Filters)];

    private static bool Within(int place, int length) => place >= 0 && place < length;

    private static bool SeesBeside =>
        S.PadTop > 0 || S.PadLeft > 0
        || ((S.OutputHeight - 1) * S.StrideHeight) + S.KernelHeight > S.InputHeight || ((S.OutputWidth - 1) * S.StrideWidth) + S.KernelWidth > S.InputWidth;
}
