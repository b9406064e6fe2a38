using System.Text.RegularExpressions;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Which convolutions compute forward from a transformed kernel: those where a CPU may go by Winograd's method. It is computed before
/// anything else.
/// </summary>
public class TransformTests
{
    [Theory]
    [InlineData("[Input(6, 6, 32)] [Conv2D(32, 3)]", "16_384")] // 16 points x 32 channels x 32 filters; 4 x 4 outputs
    [InlineData("[Input(8, 8, 32)] [Conv2D(32, 5)]", "36_864")] // 36 points
    [InlineData("[Input(9, 7, 40)] [Conv2D(48, 3, Tanh, UseBias = false)]", "30_720")]
    [InlineData("[Input(4, 4, 32)] [Conv2D(32, 5, ReLU, Padding = Padding.Same)]", "36_864")]
    [InlineData("[Input(6, 6, 36)] [Conv2D(44, 3)]", "25_344")] // whole vectors on some CPUs
    [InlineData("[Input(12, 12, 32)] [Conv2D(64, 3, ReLU)] [MaxPool(2)]", "32_768")] // with the pooling after it
    public void Transformed(string stack, string values)
    {
        string source = Compile(stack);
        Assert.Equal(
            ["if (!step.KernelsAreTransformed) { Conv2D.TransformKernel<Conv1>(step.At(1), u: step.Transformed(U1), w: step[W1]); }"],
            Transforms(source));
        Assert.StartsWith(
            "// 1  U1 = W1 at the points of Winograd's method\nif (!step.KernelsAreTransformed) { Conv2D.TransformKernel<Conv1>(",
            Forward(source));
        Assert.Single(Regex.Matches(source, @"Conv2D(MaxPool)?\.Forward<Conv1, [^\n]*>\(s\.At\(1\), [^;]* u: s\.Transformed\(U1\)\);"));
        Assert.Contains($"private static Weight U1 => new(Offset: 0, Size: {values});", source);
        Assert.Contains($"TransformedValues = {values},", source);
    }

    [Theory]
    [InlineData("[Input(8, 8, 32)] [Conv2D(32, 1)]")]
    [InlineData("[Input(8, 8, 32)] [Conv2D(32, 2)]")]
    [InlineData("[Input(8, 8, 32)] [Conv2D(32, 4)]")]
    [InlineData("[Input(12, 12, 32)] [Conv2D(32, 7)]")]
    [InlineData("[Input(9, 9, 32)] [Conv2D(32, 3, 5)]")] // 3 x 5
    [InlineData("[Input(13, 13, 32)] [Conv2D(32, 3, Strides = 2)]")]
    [InlineData("[Input(8, 8, 1)] [Conv2D(32, 3)]")]
    [InlineData("[Input(8, 8, 24)] [Conv2D(32, 3)]")] // less than 32 channels
    [InlineData("[Input(8, 8, 32)] [Conv2D(24, 3)]")] // less than 32 filters
    [InlineData("[Input(8, 8, 34)] [Conv2D(32, 3)]")] // no multiple of 4
    [InlineData("[Input(8, 8, 32)] [Conv2D(38, 3)]")]
    [InlineData("[Input(5, 8, 32)] [Conv2D(32, 3)]")] // 3 x 6 outputs
    [InlineData("[Input(8, 5, 32)] [Conv2D(32, 3)]")] // 6 x 3
    [InlineData("[Input(7, 8, 32)] [Conv2D(32, 5)]")] // 3 x 4
    [InlineData("[Input(11, 11, 32)] [Conv2D(32, 3)] [MaxPool(3)]")] // pooled on the way, and not 2 x 2
    public void As_it_stands(string stack)
    {
        string source = Compile(stack);
        Assert.Empty(Transforms(source));
        Assert.DoesNotContain("Transformed", source);
        Assert.DoesNotContain("u: ", source);
        Assert.DoesNotContain(" U1", source);
    }

    [Fact]
    public void Several_are_transformed_one_after_the_other_in_places_of_their_own()
    {
        string source = Compile(
            "[Input(12, 12, 3)] [Conv2D(40, 3, ReLU)] [Conv2D(32, 3, ReLU)] [MaxPool(2)] [Conv2D(32, 3, ReLU, Padding = Padding.Same)]");
        Assert.StartsWith("""
            // 2  U2 = W2 at the points of Winograd's method
            if (!step.KernelsAreTransformed) { Conv2D.TransformKernel<Conv2>(step.At(2), u: step.Transformed(U2), w: step[W2]); }

            // 4  U4 = W4 at the points of Winograd's method
            if (!step.KernelsAreTransformed) { Conv2D.TransformKernel<Conv4>(step.At(4), u: step.Transformed(U4), w: step[W4]); }

            """, Forward(source));
        Assert.Equal(2, Transforms(source).Length);

        // 16 x 40 x 32 and 16 x 32 x 32 values.
        Assert.Contains("private static Weight U2 => new(Offset: 0, Size: 20_480);", source);
        Assert.Contains("private static Weight U4 => new(Offset: 20_480, Size: 16_384);", source);
        Assert.Contains("TransformedValues = 36_864,", source);
    }

    [Fact]
    public void The_backward_pass_reads_the_kernel_itself()
    {
        string source = Compile("[Input(12, 12, 3)] [Conv2D(32, 3, ReLU)] [Conv2D(32, 3, ReLU)] [Flatten] [Dense(2)]");
        Assert.Contains("// 2  U2 = W2 ", Forward(source));
        string backward = source[source.IndexOf("public static void Backward(Step step)",
            StringComparison.Ordinal)..source.IndexOf("// Values:", StringComparison.Ordinal)];
        Assert.DoesNotContain("U2", backward);
        Assert.Contains("packed: s.Packed(W2)", backward);
    }

    private static string Compile(string stack) => Compiler.Compile($"{stack} public partial class Stack;").SingleCleanSource();

    private static string[] Transforms(string source) =>
        [.. Lines(source).Where(line => line.Contains(".TransformKernel<", StringComparison.Ordinal))];

    // The body of Forward, without its indentation.
    private static string Forward(string source) =>
        string.Join('\n', Lines(source).SkipWhile(line => line != "public static void Forward(Step step)").Skip(2));

    private static IEnumerable<string> Lines(string source) => source.Split('\n').Select(line => line.Trim());
}
