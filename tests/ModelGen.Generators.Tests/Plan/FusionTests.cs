using System.Text.RegularExpressions;

namespace ModelGen.Generators.Tests;

/// <summary>Which convolutions do the max pooling after them. The smallest output that they do it for has 50 pixels.</summary>
public class FusionTests
{
    [Theory]
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, ReLU)] [MaxPool(2)]")]
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3)] [MaxPool(2)]")]
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, ReLU, KernelL2 = 0.1, BiasL1 = 0.1)] [MaxPool(2)]")]
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, UseBias = false)] [MaxPool(5, 2)]")]
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, ReLU, Padding = Padding.Same)] [MaxPool(3, Strides = 3)]")]
    [InlineData("[Input(18, 18, 1)] [Conv2D(3, 2, ReLU, Strides = 2)] [MaxPool(3)]")]
    // windows over 9 x 9: the last row and column are left out
    [InlineData("[Input(11, 11, 1)] [Conv2D(3, 3, ReLU)] [MaxPool(2, Truncate = true)]")]
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, ReLU)] [MaxPool(2, Padding = Padding.Same)]")] // over 10 x 10 there is nothing to pad
    [InlineData("[Input(10, 5, 1)] [Conv2D(3, 1, ReLU)] [MaxPool(5)]")] // 50 pixels
    [InlineData("[Input(30, 34, 1)] [Conv2D(3, 1, ReLU)] [MaxPool(15, 17)]")] // 255 places: as many as a byte counts beside none
    public void Fused(string stack)
    {
        string source = Compile(stack);
        Assert.Single(CallsOf("Conv2DMaxPool.Forward", source));
        Assert.Single(CallsOf("Conv2DMaxPool.BackwardKernel", source));
        Assert.Contains("// 2  MaxPool: done together with layer 1, whose whole output is never stored\n", source);
        Assert.Contains(" Value Y2 ", source);
        Assert.Empty(CallsOf("Conv2D.Forward", source));
        Assert.Contains("if (step.Reveals(1)) { Conv2D.Forward<Conv1, ", source); // only for who asks
        Assert.Empty(CallsOf("MaxPool.Forward", source));
        Assert.Empty(CallsOf("MaxPool.Backward", source));
    }

    [Theory]
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, Tanh)] [MaxPool(2)]")]
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, Sigmoid)] [MaxPool(2)]")]
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, GELU)] [MaxPool(2)]")]
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, ReLU6)] [MaxPool(2)]")]
    // the regularizer needs what would be pooled away
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, ReLU, ActivityL2 = 0.1)] [MaxPool(2)]")]
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, ReLU)] [MaxPool(2, Strides = 1)]")] // windows overlap
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, ReLU)] [MaxPool(2, Strides = 4)]")] // gaps between windows
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, ReLU)] [MaxPool(2, 4, Strides = 2)]")] // side by side in one direction only
    [InlineData("[Input(11, 11, 1)] [Conv2D(3, 3, ReLU)] [MaxPool(2, Padding = Padding.Same)]")] // a padded row and column
    [InlineData("[Input(7, 7, 1)] [Conv2D(3, 1, ReLU)] [MaxPool(7)]")] // 49 pixels
    [InlineData("[Input(32, 32, 1)] [Conv2D(3, 1, ReLU)] [MaxPool(16)]")] // 256 places
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3, ReLU)] [Dropout(0.5)] [MaxPool(2)]")]
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3)] [Activation(ReLU)] [MaxPool(2)]")]
    [InlineData("[Input(12, 12, 1)] [Conv2D(3, 3)] [Reshape(5, 20, 3)] [MaxPool(5)]")]
    public void Apart(string stack)
    {
        string source = Compile(stack);
        Assert.DoesNotContain("Conv2DMaxPool.", source);
        Assert.Single(CallsOf("Conv2D.Forward", source));
        Assert.Single(CallsOf("MaxPool.Forward", source));
        Assert.Single(CallsOf("MaxPool.Backward", source));
        Assert.Contains(" Value Y1 ", source);
    }

    [Theory]
    [InlineData("[AveragePool(2)]", "AveragePool.Forward")]
    [InlineData("[GlobalAveragePool]", "GlobalAveragePool.Forward")]
    public void Means_are_taken_apart(string pooling, string call)
    {
        string source = Compile($"[Input(12, 12, 1)] [Conv2D(3, 3, ReLU)] {pooling}");
        Assert.DoesNotContain("Conv2DMaxPool.", source);
        Assert.Single(CallsOf("Conv2D.Forward", source));
        Assert.Single(CallsOf(call, source));
    }

    [Fact]
    public void Of_two_poolings_the_first_is_fused()
    {
        string source = Compile("[Input(14, 14, 1)] [Conv2D(3, 3, ReLU)] [MaxPool(2)] [MaxPool(3)]");
        Assert.Equal("Conv2DMaxPool.Forward<Conv1, Pool2, ReLU>", Assert.Single(CallsOf("Conv2DMaxPool.Forward", source)));
        Assert.Equal("MaxPool.Forward<Pool3>", Assert.Single(CallsOf("MaxPool.Forward", source)));
    }

    [Fact]
    public void Of_two_convolutions_the_one_before_the_pooling_is_fused()
    {
        string source = Compile("[Input(14, 14, 1)] [Conv2D(3, 3, ReLU)] [Conv2D(5, 3, ReLU)] [MaxPool(2)]");
        Assert.Equal("Conv2D.Forward<Conv1, ReLU>", Assert.Single(CallsOf("Conv2D.Forward", source)));
        Assert.Equal("Conv2DMaxPool.Forward<Conv2, Pool3, ReLU>", Assert.Single(CallsOf("Conv2DMaxPool.Forward", source)));
    }

    // Advice does not matter here.
    private static string Compile(string stack) => Assert.Single(Compiler.Compile($"{stack} public partial class Stack;").Sources).Code;

    // The calls of a kernel, each with its types, also where something is asked before.
    private static string[] CallsOf(string kernel, string source) =>
        [.. Regex.Matches(source, $@"^ *(if \(s(tep)?\.(Trains|NeedsGradient)[^{{]*{{ )?(?<call>{Regex.Escape(kernel)}<[^>]*>)",
            RegexOptions.Multiline).Select(match => match.Groups["call"].Value)];
}
