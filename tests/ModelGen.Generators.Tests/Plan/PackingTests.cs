using System.Text.RegularExpressions;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Which kernels are laid out anew for the backward pass: those whose input's gradient is needed, once, before anything else. That of the
/// first layer is where somebody asks for the gradient of the model's input.
/// </summary>
public class PackingTests
{
    [Fact]
    public void A_convolution_that_passes_a_gradient_on_is_packed_at_the_head_of_the_backward_pass()
    {
        string source = Compile("[Input(12, 12, 1)] [Conv2D(4, 3, Tanh)] [Conv2D(5, 3, Tanh)]");
        Assert.Equal(
            [Packing(0, "Conv2D.PackKernel<Conv1>", "W1"), Packing(1, "Conv2D.PackKernel<Conv2>", "W2")], Packings(source));
        Assert.StartsWith("// 1  W1 laid out anew, once a step, for DX0\nif (step.NeedsGradient(0)) { Conv2D.PackKernel<Conv1>(",
            Backward(source));
        Assert.Single(Regex.Matches(source, @"Conv2D\.BackwardInput<Conv2>\(s\.At\(2\), [^\n]* packed: s\.Packed\(W2\), "));

        // W2 has 3 x 3 x 4 x 5 = 180 values, W1 3 x 3 x 1 x 4 = 36, in whole lines of 16.
        Assert.Contains(" PackedValues = 192,", source);
        Assert.Contains(" InputGradientPackedValues = 240,", source);
    }

    [Fact]
    public void So_is_one_that_does_the_pooling_too()
    {
        string source = Compile("[Input(28, 28, 1)] [Conv2D(4, 5, ReLU)] [MaxPool(2)] [Conv2D(5, 3, ReLU)] [MaxPool(2)]");
        Assert.Equal(
            [Packing(0, "Conv2DMaxPool.PackKernel<Conv1, Pool2>", "W1"), Packing(2, "Conv2DMaxPool.PackKernel<Conv3, Pool4>", "W3")],
            Packings(source));
        Assert.Single(Regex.Matches(source, @"Conv2DMaxPool\.BackwardInput<Conv3, Pool4>\(s\.At\(3\), [^\n]* packed: s\.Packed\(W3\), "));
    }

    [Fact]
    public void Several_are_packed_one_after_the_other_in_places_of_their_own()
    {
        string source = Compile("[Input(12, 12, 1)] [Conv2D(4, 3)] [Conv2D(5, 3)] [Conv2D(6, 3)]");
        Assert.Contains("""
            // 2  W2 laid out anew, once a step, for DY1
            if (step.NeedsGradient(1)) { Conv2D.PackKernel<Conv2>(step.At(2), packed: step.Packed(W2), w: step[W2]); }

            // 3  W3 laid out anew, once a step, for DY2
            if (step.NeedsGradient(2)) { Conv2D.PackKernel<Conv3>(step.At(3), packed: step.Packed(W3), w: step[W3]); }

            """, Backward(source));
        Assert.Equal(3, Packings(source).Length);

        // W2 has 3 x 3 x 4 x 5 = 180 values and W3 3 x 3 x 5 x 6 = 270, in whole lines of 16; W1 comes behind them.
        Assert.Matches(@" W2 => [^\n]*, Packed: 0\);", source);
        Assert.Matches(@" W3 => [^\n]*, Packed: 192\);", source);
        Assert.Matches(@" W1 => [^\n]*, Packed: 464\);", source);
        Assert.Contains(" PackedValues = 464,", source);
    }

    [Theory]
    [InlineData("[Input(12, 12, 1)] [Conv2D(4, 3, Tanh)]", 0)]
    [InlineData("[Input(12, 12, 1)] [Conv2D(4, 3, ReLU)] [MaxPool(2)] [Flatten] [Dense(3)]", 0)]
    [InlineData("[Input(12, 12, 1)] [MaxPool(2)] [Dropout(0.5)] [Conv2D(4, 3)]", 2)] // nothing before it has parameters
    public void Without_a_gradient_to_pass_on_nothing_is_packed_unless_the_input_s_is_asked_for(string stack, int read)
    {
        string source = Compile(stack);
        Assert.StartsWith($"if (step.NeedsGradient({read})) {{ Conv2D", Assert.Single(Packings(source)));
        Assert.DoesNotContain(" PackedValues", source);
    }

    [Fact]
    public void Any_parameters_before_it_need_the_gradient()
    {
        string source = Compile("[Input(5)] [Dense(64)] [Reshape(8, 8, 1)] [Conv2D(4, 3, ReLU, Padding = Padding.Same)] [MaxPool(2)]");
        Assert.Equal([Packing(1, "Conv2DMaxPool.PackKernel<Conv3, Pool4>", "W3")], Packings(source));
    }

    private static string Compile(string stack) => Compiler.Compile($"{stack} public partial class Stack;").SingleCleanSource();

    private static string Packing(int read, string kernel, string weight) =>
        $"if (step.NeedsGradient({read})) {{ {kernel}(step.At({weight[1..]}), packed: step.Packed({weight}), w: step[{weight}]); }}";

    private static string[] Packings(string source) =>
        [.. Lines(source).Where(line => line.Contains(".PackKernel<", StringComparison.Ordinal))];

    // The body of Backward, without its indentation.
    private static string Backward(string source) =>
        string.Join('\n', Lines(source).SkipWhile(line => line != "public static void Backward(Step step)").Skip(2));

    private static IEnumerable<string> Lines(string source) => source.Split('\n').Select(line => line.Trim());
}
