using ModelGen.Kernels;

namespace ModelGen.Benchmarks;

/// <summary>Windows of 2 x 2 over a square.</summary>
/// <typeparam name="H">Height and width of the input.</typeparam>
/// <typeparam name="C">Channels.</typeparam>
internal readonly struct PoolSizes<H, C> : IPool2D where H : struct, IConstant where C : struct, IConstant
{
    public static int InputHeight => H.Value;
    public static int InputWidth => H.Value;
    public static int Channels => C.Value;
    public static int PoolHeight => 2;
    public static int PoolWidth => 2;
    public static int StrideHeight => 2;
    public static int StrideWidth => 2;
    public static int PadTop => 0;
    public static int PadLeft => 0;
    public static int OutputHeight => H.Value / 2;
    public static int OutputWidth => H.Value / 2;
}
