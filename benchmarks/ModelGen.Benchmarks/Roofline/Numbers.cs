namespace ModelGen.Benchmarks;

/// <summary>The numbers that the kernels' sizes are made of.</summary>
internal static class Numbers
{
    public readonly struct N0 : IConstant { public static int Value => 0; }
    public readonly struct N1 : IConstant { public static int Value => 1; }
    public readonly struct N3 : IConstant { public static int Value => 3; }
    public readonly struct N5 : IConstant { public static int Value => 5; }
    public readonly struct N8 : IConstant { public static int Value => 8; }
    public readonly struct N10 : IConstant { public static int Value => 10; }
    public readonly struct N12 : IConstant { public static int Value => 12; }
    public readonly struct N16 : IConstant { public static int Value => 16; }
    public readonly struct N24 : IConstant { public static int Value => 24; }
    public readonly struct N28 : IConstant { public static int Value => 28; }
    public readonly struct N32 : IConstant { public static int Value => 32; }
    public readonly struct N64 : IConstant { public static int Value => 64; }
    public readonly struct N128 : IConstant { public static int Value => 128; }
    public readonly struct N512 : IConstant { public static int Value => 512; }
    public readonly struct N784 : IConstant { public static int Value => 784; }
    public readonly struct N4608 : IConstant { public static int Value => 4608; }
    public readonly struct N8192 : IConstant { public static int Value => 8192; }
    public readonly struct N256 : IConstant { public static int Value => 256; }
}
