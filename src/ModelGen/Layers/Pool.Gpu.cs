using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

/// <summary>Where the windows of a pooling layer lie, for its GPU kernels.</summary>
internal static class Window
{
    /// <summary>The first value of a window along one axis that exists.</summary>
    public static int First(int output, int stride, int pad)
    {
        int first = (output * stride) - pad;
        return first < 0 ? 0 : first;
    }

    /// <summary>One more than its last value that exists.</summary>
    public static int End(int output, int stride, int pad, int size, int length)
    {
        int end = (output * stride) - pad + size;
        return end < length ? end : length;
    }

    /// <summary>The first window along one axis that contains a value.</summary>
    public static int FirstOver(int input, int stride, int pad, int size)
    {
        int place = input + pad - size + 1;
        return place <= 0 ? 0 : Quotient(place + stride - 1, stride);
    }

    /// <summary>One more than the last window that contains it.</summary>
    public static int EndOver(int input, int stride, int pad, int windows)
    {
        int end = Quotient(input + pad, stride) + 1;
        return end < windows ? end : windows;
    }
}
