using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using Xunit;

namespace ModelGen.Tests;

/// <summary>The narrower paths, in child processes where the hardware's wider vectors are switched off.</summary>
public class InstructionSetTests
{
    private const string Expected = "MODELGEN_EXPECTED_VECTORS";

    /// <summary>Whether this process was started by this test.</summary>
    internal static bool IsChild => Environment.GetEnvironmentVariable(Expected) is not null;

    // What a child runs: this class, which asserts what is off, the shared kernels, and in full layers with vectors of their own
    // against the Oracle.
    private static readonly string[] s_classes =
    [
        "ModelGen.Tests.InstructionSetTests", "ModelGen.Tests.ProductTests", "ModelGen.Tests.RowSumTests",
        "ModelGen.Tests.SparseVectorTests", "ModelGen.Tests.TransposeTests", "ModelGen.Tests.NarrowTurnedProductTests",
        "ModelGen.Tests.WinogradTransformTests", "ModelGen.Tests.WinogradLineTests", "ModelGen.Tests.SameEverywhereTests",
        "ModelGen.Tests.SimdTests",
        .. Extent.IsFull
            ? (string[])
            [
                "ModelGen.Tests.NarrowProductTests", "ModelGen.Tests.PackedProductTests", "ModelGen.Tests.ActivationValueTests",
                "*FlattenTests", "*MaxPoolTests", "*NormalizationTests", "ModelGen.Tests.OptimizerOracleTests",
            ]
            : [],
    ];

    public static TheoryData<string, string> Switches => [.. Extent.Pick(NarrowerVectors.All, step: 2)];

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task Kernels_are_right_without(string expected, string variable)
    {
        if (IsChild) { return; } // a child starts no children
        NarrowerVectors.SkipUnlessWiderThan(expected);
        // Winograd's method needs vectors.
        string[] classes = expected == NarrowerVectors.Scalar || !Extent.IsFull ? s_classes : [.. s_classes, "*WinogradTests"];
        var start = new ProcessStartInfo("dotnet",
            [typeof(InstructionSetTests).Assembly.Location, .. classes.SelectMany(name => new[] { "-class", name })])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[variable] = "0";
        start.Environment[Expected] = expected;
        using var child = Process.Start(start)!;
        Task<string> errors = child.StandardError.ReadToEndAsync(); // both at once: a full pipe would stop the child
        string output = await child.StandardOutput.ReadToEndAsync() + await errors;
        await child.WaitForExitAsync();
        Assert.True(child.ExitCode == 0, output);
        Assert.Matches(@"Total: [1-9]\d\d+, Errors: 0, Failed: 0", output);
    }

    [Fact]
    public void The_vectors_that_shall_be_off_are_off()
    {
        string? expected = Environment.GetEnvironmentVariable(Expected);
        Assert.SkipWhen(expected is null, "This checks a child process whose vectors are switched off.");
        Assert.Equal(expected, CpuDevice.InstructionSet);
        Assert.False(Vector512.IsHardwareAccelerated);
        Assert.Equal(expected!.StartsWith("Vector256", StringComparison.Ordinal), Vector256.IsHardwareAccelerated);
        Assert.Equal(expected != NarrowerVectors.Scalar, Vector128.IsHardwareAccelerated);
        Assert.Equal(expected[..6] switch { "Vector" => int.Parse(expected.AsSpan(6, 3), CultureInfo.InvariantCulture) / 32, _ => 1 },
            Kernels.Simd.Width);
    }
}
