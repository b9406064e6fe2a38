using ModelGen.Kernels;

namespace ModelGen.Benchmarks;

/// <summary>A dense layer on a vector.</summary>
/// <typeparam name="I">Inputs.</typeparam>
/// <typeparam name="U">Units.</typeparam>
internal readonly struct DenseSizes<I, U> : IDense where I : struct, IConstant where U : struct, IConstant
{
    public static int Rows => 1;
    public static int Inputs => I.Value;
    public static int Units => U.Value;
}
