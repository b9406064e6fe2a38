namespace ModelGen.Kernels;

/// <summary>A number of rows or of vectors, as a constant.</summary>
internal interface ITileCount
{
    static abstract int Count { get; }
}

internal readonly struct One : ITileCount
{
    public static int Count => 1;
}

internal readonly struct Two : ITileCount
{
    public static int Count => 2;
}

internal readonly struct Three : ITileCount
{
    public static int Count => 3;
}

internal readonly struct Four : ITileCount
{
    public static int Count => 4;
}

internal readonly struct Five : ITileCount
{
    public static int Count => 5;
}

internal readonly struct Six : ITileCount
{
    public static int Count => 6;
}

internal readonly struct Seven : ITileCount
{
    public static int Count => 7;
}

internal readonly struct Eight : ITileCount
{
    public static int Count => 8;
}

internal readonly struct Nine : ITileCount
{
    public static int Count => 9;
}

internal readonly struct Ten : ITileCount
{
    public static int Count => 10;
}

internal readonly struct Eleven : ITileCount
{
    public static int Count => 11;
}

internal readonly struct Twelve : ITileCount
{
    public static int Count => 12;
}

internal readonly struct Thirteen : ITileCount
{
    public static int Count => 13;
}

internal readonly struct Fourteen : ITileCount
{
    public static int Count => 14;
}

internal readonly struct Fifteen : ITileCount
{
    public static int Count => 15;
}

internal readonly struct Sixteen : ITileCount
{
    public static int Count => 16;
}

internal readonly struct Seventeen : ITileCount
{
    public static int Count => 17;
}

internal readonly struct Eighteen : ITileCount
{
    public static int Count => 18;
}

internal readonly struct Nineteen : ITileCount
{
    public static int Count => 19;
}

internal readonly struct Twenty : ITileCount
{
    public static int Count => 20;
}

internal readonly struct TwentyOne : ITileCount
{
    public static int Count => 21;
}

internal readonly struct TwentyTwo : ITileCount
{
    public static int Count => 22;
}

internal readonly struct TwentyThree : ITileCount
{
    public static int Count => 23;
}

internal readonly struct TwentyFour : ITileCount
{
    public static int Count => 24;
}
