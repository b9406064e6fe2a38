using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

/// <summary>What the windows of a convolution see, as matrices whose values a GPU's threads look up.</summary>
internal static class Windows<S> where S : struct, IConv2D
{
    private const int ManyChannels = 8;

    /// <summary>Values in a window.</summary>
    public static int Taps => S.KernelHeight * S.KernelWidth * S.Channels;

    /// <summary>
    /// Whether neighbouring threads had better take neighbouring taps, which are channels of a pixel; else neighbouring outputs, which are
    /// pixels of a row.
    /// </summary>
    public static bool RunAlongTaps => S.Channels >= ManyChannels;

    /// <summary>Where the window of an output begins.</summary>
    public static Place OfOutput(int output)
    {
        int row = Quotient(output, S.OutputWidth), sample = Quotient(row, S.OutputHeight);
        return OfOutput(sample, row - (sample * S.OutputHeight), output - (row * S.OutputWidth));
    }

    /// <summary>Where the window of an output begins.</summary>
    public static Place OfOutput(int sample, int oy, int ox)
    {
        int y = (oy * S.StrideHeight) - S.PadTop, x = (ox * S.StrideWidth) - S.PadLeft;
        return new Place(((((sample * S.InputHeight) + y) * S.InputWidth) + x) * S.Channels, y, x);
    }

    /// <summary>Where a tap lies in its window.</summary>
    public static Place OfTap(int tap)
    {
        int pixel = Quotient(tap, S.Channels), y = Quotient(pixel, S.KernelWidth), x = pixel - (y * S.KernelWidth);
        return new Place((((y * S.InputWidth) + x) * S.Channels) + tap - (pixel * S.Channels), y, x);
    }

    /// <summary>What a tap of an output's window sees; 0 beside the image.</summary>
    public static float Value(ArrayView<float> image, Place output, Place tap, bool inside) =>
        image.At(output.Index + tap.Index,
            SeesBeside ? inside & Within(output.Y + tap.Y, S.InputHeight) & Within(output.X + tap.X, S.InputWidth) : inside);

    /// <summary>A pixel of the input, as it lies in the padded image.</summary>
    /// <param name="pixel">Its number.</param>
    /// <param name="gradients">How many gradients a sample has.</param>
    public static Place OfPixel(int pixel, int gradients)
    {
        int row = Quotient(pixel, S.InputWidth), sample = Quotient(row, S.InputHeight);
        return new Place(sample * gradients, row - (sample * S.InputHeight) + S.PadTop, pixel - (row * S.InputWidth) + S.PadLeft);
    }

    /// <summary>A filter at a place of the kernel.</summary>
    public static Place OfFilter(int k)
    {
        int place = Quotient(k, S.Filters), y = Quotient(place, S.KernelWidth);
        return new Place(k - (place * S.Filters), y, place - (y * S.KernelWidth));
    }

    /// <summary>The output whose window begins at a row or column; -1 where none does.</summary>
    public static int Output(int begin, int stride, int outputs)
    {
        int output = stride == 1 ? begin : Quotient(begin, stride);
        return Within(output, outputs) & (stride == 1 | output * stride == begin) ? output : -1;
    }

    /// <summary>The kernel as [places x filters, channels].</summary>
    public static float KernelTurned(ArrayView<float> w, int k, int channel, bool inside)
    {
        int place = Quotient(k, S.Filters);
        return w.At((((place * S.Channels) + channel) * S.Filters) + k - (place * S.Filters), inside);
    }

    private static bool Within(int place, int length) => (uint)place < (uint)length;

    private static bool SeesBeside =>
        S.PadTop > 0 || S.PadLeft > 0
        || ((S.OutputHeight - 1) * S.StrideHeight) + S.KernelHeight > S.InputHeight
        || ((S.OutputWidth - 1) * S.StrideWidth) + S.KernelWidth > S.InputWidth;
}
