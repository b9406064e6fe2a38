namespace ModelGen.Generators.Tests;

/// <summary>Which layers go by slices beside convolutions, and what then lies in the memory of a slice.</summary>
public class SliceTests
{
    [Fact]
    public void A_dense_layer_of_few_units_joins_the_layers_before_it()
    {
        string source = Compile("[Input(34, 34, 1)] [Conv2D(1, 3, ReLU)] [MaxPool(2)] [Flatten] [Dense(16)]");
        Assert.Equal(1, Slices(source, "Forward"));
        Assert.Contains("Dense.Forward<Dense4, Linear>(s.At(4), y: s[Y4], x: s[Y2], w: s[W4], b: s[B4]);", source);

        // The kernel's gradient is one product over the batch. It waits for the end of the slices.
        Assert.Equal(1, Slices(source, "Backward"));
        int[] places = [.. new[]
        {
            "//    DY2[256] = DY4 W4'", "Dense.BackwardInput<Dense4>(s.At(4), dx: s[DY2], w: s[W4], dy: s[DY4]);",
            "Conv2DMaxPool.BackwardKernel<Conv1, Pool2>(s.At(1), ", "step.At(1).AddLanes(W1);",
            "// 4  DW4 = Y2' DY4, DB4 = sum of DY4",
            "Dense.BackwardKernel<Dense4>(step.At(4), dw: step.Gradient(W4), x: step[Y2], dy: step[DY4], db: step.Gradient(B4));",
        }.Select(line => source.IndexOf(line.Replace("//    DY2", "// 4  DY2", StringComparison.Ordinal), StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);

        // Nothing outside these slices needs DY2; the loss writes DY4.
        Assert.Matches(@" DY2 => [^\n]*, Size: 256, OfSlice: true\);", source);
        Assert.Matches(@" DY4 => [^\n]*, Size: 16\);", source);
    }

    [Fact]
    public void An_activation_s_way_back_joins_them_and_its_gradient_is_kept_for_the_batch()
    {
        string source = Compile("[Input(5)] [Dense(500, Tanh)] [Dense(10, Softmax)]");
        Assert.Contains("Elementwise.Backward<Size1, Tanh>(s.At(1), dx: s[DY1], y: s[Y1], dy: s[DY1]);", source);
        Assert.Contains(
            "Dense.BackwardKernel<Dense1>(step.At(1), dw: step.Gradient(W1), x: step[X0], dy: step[DY1], db: step.Gradient(B1));", source);
        Assert.DoesNotContain("OfSlice", source);

        // Mostly the loss takes the logits: no thread wakes for softmax.
        Assert.Contains("if (!step.LossTookLogits) { Softmax.Backward<Rows2>(step.At(2), ", source);
    }

    [Theory]
    [InlineData(4_095, 1, false)] // a batch is done before it is sliced
    [InlineData(4_096, 1, true)]
    [InlineData(65_536, 1, true)]
    [InlineData(65_537, 1, false)] // too large for a cache
    [InlineData(4_096, 16, true)]
    [InlineData(4_097, 16, false)]
    [InlineData(1_000, 17, false)]
    public void Where_slices_pay(int inputs, int units, bool bySlices) =>
        Assert.Equal(bySlices ? 1 : 0, Slices(Compile($"[Input({inputs})] [Dense({units})]"), "Forward"));

    private static string Compile(string stack) => Compiler.Compile($"{stack} public partial class Stack;").SingleCleanSource();

    private static int Slices(string source, string method)
    {
        string body = source[source.IndexOf($"public static void {method}(Step step)", StringComparison.Ordinal)..];
        body = body[..body.IndexOf("\n        }\n", StringComparison.Ordinal)];
        return body.Split("step.BySlices(").Length - 1;
    }
}
