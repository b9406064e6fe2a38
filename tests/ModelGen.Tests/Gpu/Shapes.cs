using ModelGen.Kernels;

namespace ModelGen.Tests.Gpu;

// Sizes for kernels, small enough for ILGPU's CPU accelerator: odd numbers, strides, padding, edges that a window leaves out.

/// <summary>7 x 6 x 2, 5 filters of 3 x 2, strides 2 and 1, valid.</summary>
internal readonly struct StridedConv : IConv2D
{
    public static int InputHeight => 7;
    public static int InputWidth => 6;
    public static int Channels => 2;
    public static int KernelHeight => 3;
    public static int KernelWidth => 2;
    public static int StrideHeight => 2;
    public static int StrideWidth => 1;
    public static int PadTop => 0;
    public static int PadLeft => 0;
    public static int OutputHeight => 3;
    public static int OutputWidth => 5;
    public static int Filters => 5;
}

/// <summary>5 x 4 x 3, 4 filters of 4 x 3, same.</summary>
internal readonly struct SameConv : IConv2D
{
    public static int InputHeight => 5;
    public static int InputWidth => 4;
    public static int Channels => 3;
    public static int KernelHeight => 4;
    public static int KernelWidth => 3;
    public static int StrideHeight => 1;
    public static int StrideWidth => 1;
    public static int PadTop => 1;
    public static int PadLeft => 1;
    public static int OutputHeight => 5;
    public static int OutputWidth => 4;
    public static int Filters => 4;
}

/// <summary>7 x 6 x 2, 3 filters of 3 x 4, strides 2 and 1, same.</summary>
internal readonly struct StridedSameConv : IConv2D
{
    public static int InputHeight => 7;
    public static int InputWidth => 6;
    public static int Channels => 2;
    public static int KernelHeight => 3;
    public static int KernelWidth => 4;
    public static int StrideHeight => 2;
    public static int StrideWidth => 1;
    public static int PadTop => 1;
    public static int PadLeft => 1;
    public static int OutputHeight => 4;
    public static int OutputWidth => 6;
    public static int Filters => 3;
}

/// <summary>2 x 3 x 1, 1 filter of 5 x 5, strides 3, same: the kernel is larger than the input.</summary>
internal readonly struct WideConv : IConv2D
{
    public static int InputHeight => 2;
    public static int InputWidth => 3;
    public static int Channels => 1;
    public static int KernelHeight => 5;
    public static int KernelWidth => 5;
    public static int StrideHeight => 3;
    public static int StrideWidth => 3;
    public static int PadTop => 1;
    public static int PadLeft => 1;
    public static int OutputHeight => 1;
    public static int OutputWidth => 1;
    public static int Filters => 1;
}

/// <summary>The lecture network's convolution: for the text of kernels, too large to run here.</summary>
internal readonly struct LectureConv : IConv2D
{
    public static int InputHeight => 28;
    public static int InputWidth => 28;
    public static int Channels => 1;
    public static int KernelHeight => 5;
    public static int KernelWidth => 5;
    public static int StrideHeight => 1;
    public static int StrideWidth => 1;
    public static int PadTop => 0;
    public static int PadLeft => 0;
    public static int OutputHeight => 24;
    public static int OutputWidth => 24;
    public static int Filters => 32;
}

/// <summary>7 x 7 x 3, windows of 3 x 2 that overlap, strides 2 and 1, same.</summary>
internal readonly struct OverlappingPool : IPool2D
{
    public static int InputHeight => 7;
    public static int InputWidth => 7;
    public static int Channels => 3;
    public static int PoolHeight => 3;
    public static int PoolWidth => 2;
    public static int StrideHeight => 2;
    public static int StrideWidth => 1;
    public static int PadTop => 1;
    public static int PadLeft => 0;
    public static int OutputHeight => 4;
    public static int OutputWidth => 7;
}

/// <summary>5 x 5 x 2, windows of 2 x 2, strides 2, valid: the last row and column are left out.</summary>
internal readonly struct TruncatingPool : IPool2D
{
    public static int InputHeight => 5;
    public static int InputWidth => 5;
    public static int Channels => 2;
    public static int PoolHeight => 2;
    public static int PoolWidth => 2;
    public static int StrideHeight => 2;
    public static int StrideWidth => 2;
    public static int PadTop => 0;
    public static int PadLeft => 0;
    public static int OutputHeight => 2;
    public static int OutputWidth => 2;
}

/// <summary><see cref="StridedSameConv"/>'s output, windows of 2 x 3 side by side.</summary>
internal readonly struct WidePool : IPool2D
{
    public static int InputHeight => 4;
    public static int InputWidth => 6;
    public static int Channels => 3;
    public static int PoolHeight => 2;
    public static int PoolWidth => 3;
    public static int StrideHeight => 2;
    public static int StrideWidth => 3;
    public static int PadTop => 0;
    public static int PadLeft => 0;
    public static int OutputHeight => 2;
    public static int OutputWidth => 2;
}

/// <summary>
/// <see cref="StridedSameConv"/>'s output, windows of 4 x 1: 18 outputs, whose maxima leave a gap before the next sample's.
/// </summary>
internal readonly struct TallPool : IPool2D
{
    public static int InputHeight => 4;
    public static int InputWidth => 6;
    public static int Channels => 3;
    public static int PoolHeight => 4;
    public static int PoolWidth => 1;
    public static int StrideHeight => 4;
    public static int StrideWidth => 1;
    public static int PadTop => 0;
    public static int PadLeft => 0;
    public static int OutputHeight => 1;
    public static int OutputWidth => 6;
}

/// <summary><see cref="SameConv"/>'s output, windows of 2 x 3 side by side: the last row and column are left out.</summary>
internal readonly struct EdgelessPool : IPool2D
{
    public static int InputHeight => 5;
    public static int InputWidth => 4;
    public static int Channels => 4;
    public static int PoolHeight => 2;
    public static int PoolWidth => 3;
    public static int StrideHeight => 2;
    public static int StrideWidth => 3;
    public static int PadTop => 0;
    public static int PadLeft => 0;
    public static int OutputHeight => 2;
    public static int OutputWidth => 1;
}

/// <summary>The lecture network's pooling: 24 x 24 x 32, windows of 2 x 2.</summary>
internal readonly struct LecturePool : IPool2D
{
    public static int InputHeight => 24;
    public static int InputWidth => 24;
    public static int Channels => 32;
    public static int PoolHeight => 2;
    public static int PoolWidth => 2;
    public static int StrideHeight => 2;
    public static int StrideWidth => 2;
    public static int PadTop => 0;
    public static int PadLeft => 0;
    public static int OutputHeight => 12;
    public static int OutputWidth => 12;
}

/// <summary>
/// 6 x 5 x 9, 40 filters of 3 x 3, same: channels that threads run along, more filters than a narrow tile has, and a depth that is divided
/// into parts.
/// </summary>
internal readonly struct DeepConv : IConv2D
{
    public static int InputHeight => 6;
    public static int InputWidth => 5;
    public static int Channels => 9;
    public static int KernelHeight => 3;
    public static int KernelWidth => 3;
    public static int StrideHeight => 1;
    public static int StrideWidth => 1;
    public static int PadTop => 1;
    public static int PadLeft => 1;
    public static int OutputHeight => 6;
    public static int OutputWidth => 5;
    public static int Filters => 40;
}

/// <summary><see cref="DeepConv"/>'s output, windows of 2 x 2: the last column is left out.</summary>
internal readonly struct DeepPool : IPool2D
{
    public static int InputHeight => 6;
    public static int InputWidth => 5;
    public static int Channels => 40;
    public static int PoolHeight => 2;
    public static int PoolWidth => 2;
    public static int StrideHeight => 2;
    public static int StrideWidth => 2;
    public static int PadTop => 0;
    public static int PadLeft => 0;
    public static int OutputHeight => 3;
    public static int OutputWidth => 2;
}

/// <summary>195 inputs, 35 units: more than a narrow tile, and a depth that is no multiple of 16 and is divided into parts.</summary>
internal readonly struct WideDense : IDense
{
    public static int Rows => 1;
    public static int Inputs => 195;
    public static int Units => 35;
}

/// <summary>3 rows of 5 inputs, 4 units.</summary>
internal readonly struct SequenceDense : IDense
{
    public static int Rows => 3;
    public static int Inputs => 5;
    public static int Units => 4;
}

/// <summary>The lecture network's last layer: for the text of kernels.</summary>
internal readonly struct LectureDense : IDense
{
    public static int Rows => 1;
    public static int Inputs => 4_608;
    public static int Units => 10;
}

/// <summary>3 rows of 7.</summary>
internal readonly struct ThreeRows : IRows
{
    public static int Rows => 3;
    public static int Columns => 7;
}

/// <summary>21 values.</summary>
internal readonly struct TwentyOne : ISize
{
    public static int Size => 21;
}

/// <summary>21 values, 3 of 10 dropped.</summary>
internal readonly struct DropThreeOfTen : IDropout
{
    public static int Size => 21;
    public static float Rate => 0.3f;
    public static int Stream => 5;
}

/// <summary>2 x 3 x 5 values of 2 x 1 x 5 and 3 x 1: each is repeated along some axes.</summary>
internal readonly struct RepeatedRows : IBroadcast
{
    public static int Depth => 2;
    public static int Height => 3;
    public static int Width => 5;
    public static int FirstDepth => 2;
    public static int FirstHeight => 1;
    public static int FirstWidth => 5;
    public static int SecondDepth => 1;
    public static int SecondHeight => 3;
    public static int SecondWidth => 1;
}

/// <summary>4 values from the third on in 3 runs of 9.</summary>
internal readonly struct MiddlePart : IPart
{
    public static int Rows => 3;
    public static int Columns => 4;
    public static int Start => 2;
    public static int Stride => 9;
}

/// <summary>2 x 3 x 5 values and 3 x 4, along their axes of 3.</summary>
internal readonly struct ThreeTerms : IDot
{
    public static int Terms => 3;
    public static int FirstOuter => 2;
    public static int FirstInner => 5;
    public static int SecondOuter => 1;
    public static int SecondInner => 4;
}

/// <summary>The middle axis of 2 x 3 x 5.</summary>
internal readonly struct MiddleAxis : IAxis
{
    public static int Outer => 2;
    public static int Length => 3;
    public static int Inner => 5;
}

/// <summary>The middle axis of 2 x 3 x 5 is that of the channels.</summary>
internal readonly struct MiddleChannels : IBatchNormalization
{
    public static int Outer => 2;
    public static int Channels => 3;
    public static int Inner => 5;
    public static double Momentum => 0.9;
    public static double Epsilon => 0.001;
}

/// <summary>The middle axis of 2 x 3 x 5, to be summed.</summary>
internal readonly struct MiddleSum : IAxisSum
{
    public static int Outer => 2;
    public static int Length => 3;
    public static int Inner => 5;
    public static int Divisor => 1;
}

/// <summary>The mean of so many values that two threads add up each one's.</summary>
internal readonly struct LongMean : IAxisSum
{
    public static int Outer => 1;
    public static int Length => 701;
    public static int Inner => 1;
    public static int Divisor => 701;
}

/// <summary>21 values and a number.</summary>
internal readonly struct ThreeForEach : IWithNumber
{
    public static int Size => 21;
    public static float Number => 3;
}

/// <summary>21 values, two numbers.</summary>
internal readonly struct RescaleEach : IRescaling
{
    public static int Size => 21;
    public static float Scale => -0.5f;
    public static float Offset => 0.25f;
}
