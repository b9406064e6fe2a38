using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Kernels;

/// <summary>A kernel that is written once for vectors of any width.</summary>
internal interface ISimdKernel
{
    /// <summary>Runs it on vectors of one width.</summary>
    void Run<V>() where V : struct, ISimd<V>;
}

/// <summary>What depends on the vectors, and on nothing else that is not known when code is compiled.</summary>
internal interface ISimdFact<T>
{
    /// <summary>What holds for one kind of vectors.</summary>
    static abstract T Of<V>() where V : struct, ISimd<V>;
}

/// <summary>
/// The one place that chooses vectors: the widest that the CPU has. To a compiler the conditions are constants, so what is left of a choice
/// is one call, or one number. Another width is another <see cref="ISimd{TSelf}"/> and another line here.
/// </summary>
internal static class Simd
{
    /// <summary>Floats in a vector; 1 where there are none.</summary>
    public static int Width => Fact<WidthFact, int>();

    /// <summary>Vectors that the registers hold.</summary>
    public static int Registers => Fact<RegistersFact, int>();

    /// <summary>The vectors and whose they are, such as "Vector128 (NEON)"; "scalar" where there are none.</summary>
    public static string Name => Fact<NameFact, string>();

    /// <summary>Runs a kernel on the widest vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<K>(K kernel) where K : struct, ISimdKernel => Choose(ref kernel);

    /// <summary>What holds for the widest vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fact<F, T>() where F : struct, ISimdFact<T>
    {
        FactKernel<F, T> kernel = default;
        Choose(ref kernel);
        return kernel.Fact;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Choose<K>(ref K kernel) where K : struct, ISimdKernel
    {
        if (Vector512.IsHardwareAccelerated) { kernel.Run<Simd512>(); }
        else if (Vector256.IsHardwareAccelerated) { kernel.Run<Simd256>(); }
        else if (Vector128.IsHardwareAccelerated) { kernel.Run<Simd128>(); }
        else { kernel.Run<SimdScalar>(); }
    }

    private struct FactKernel<F, T> : ISimdKernel where F : struct, ISimdFact<T>
    {
        public T Fact;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<V>() where V : struct, ISimd<V> => Fact = F.Of<V>();
    }

    private readonly struct WidthFact : ISimdFact<int>
    {
        public static int Of<V>() where V : struct, ISimd<V> => V.Width;
    }

    private readonly struct RegistersFact : ISimdFact<int>
    {
        public static int Of<V>() where V : struct, ISimd<V> => V.Registers;
    }

    private readonly struct NameFact : ISimdFact<string>
    {
        public static string Of<V>() where V : struct, ISimd<V> => V.Name;
    }
}
