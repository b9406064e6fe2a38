using System.Runtime.InteropServices;
using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>The vectors that a child process can be held to, and the variable that does it when it is 0, from wide to narrow.</summary>
internal static class NarrowerVectors
{
    public const string Scalar = "scalar";

    public static (string Name, string Variable)[] All { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64
        ?
        [
            ("Vector256 (AVX2)", "DOTNET_EnableAVX512"), ("Vector128 (AVX)", "DOTNET_EnableAVX2"),
            ("Vector128 (SSE4.2)", "DOTNET_EnableAVX"), (Scalar, "DOTNET_EnableHWIntrinsic"),
        ]
        : [(Scalar, "DOTNET_EnableHWIntrinsic")];

    /// <summary>Skips where this process has no such vectors.</summary>
    public static void SkipUnlessHere<V>() where V : struct, ISimd<V> =>
        Assert.SkipUnless(V.Width <= Simd.Width, $"This CPU has no vectors of {32 * V.Width} bits.");

    /// <summary>Skips where this process has no wider vectors than those.</summary>
    public static void SkipUnlessWiderThan(string name)
    {
        int here = Array.FindIndex(All, vectors => vectors.Name == CpuDevice.InstructionSet);
        Assert.SkipUnless(here < Array.FindIndex(All, vectors => vectors.Name == name), "This process has no wider vectors than those.");
    }
}
