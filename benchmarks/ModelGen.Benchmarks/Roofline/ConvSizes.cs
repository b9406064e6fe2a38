using ModelGen.Kernels;

namespace ModelGen.Benchmarks;

/// <summary>A square convolution with stride 1.</summary>
/// <typeparam name="H">Height and width of the input.</typeparam>
/// <typeparam name="C">Channels.</typeparam>
/// <typeparam name="K">Height and width of the kernel.</typeparam>
/// <typeparam name="P">Padding on each side.</typeparam>
/// <typeparam name="F">Filters.</typeparam>
internal readonly struct ConvSizes<H, C, K, P, F> : IConv2D
    where H : struct, IConstant where C : struct, IConstant where K : struct, IConstant where P : struct, IConstant
    where F : struct, IConstant
{
    public static int InputHeight => H.Value;
    public static int InputWidth => H.Value;
    public static int Channels => C.Value;
    public static int KernelHeight => K.Value;
    public static int KernelWidth => K.Value;
    public static int StrideHeight => 1;
    public static int StrideWidth => 1;
    public static int PadTop => P.Value;
    public static int PadLeft => P.Value;
    public static int OutputHeight => H.Value + 2 * P.Value - K.Value + 1;
    public static int OutputWidth => H.Value + 2 * P.Value - K.Value + 1;
    public static int Filters => F.Value;
}
