using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

/// <summary>Convolutions that do the max pooling after them, and some that must not. From 50 output pixels on they do.</summary>
public class Conv2DMaxPoolTests
{
    [Theory]
    [InlineData("[Input(10, 10, 1)] [Conv2D(3, 3, Activation.ReLU)] [MaxPool(2)]")]
    [InlineData("[Input(9, 9, 2)] [Conv2D(5, 2, UseBias = false)] [MaxPool(2)]")]
    [InlineData("[Input(10, 9, 3)] [Conv2D(17, 3, Activation.ReLU, Padding = Padding.Same)] [MaxPool(5, 3)]")]
    [InlineData("[Input(10, 8, 2)] [Conv2D(4, 3, Padding = Padding.Same)] [MaxPool(1, 2)]")]
    public void Few_channels(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(10, 10, 1)] [Conv2D(16, 3, Activation.ReLU)] [MaxPool(2)]")]
    [InlineData("[Input(12, 14, 1)] [Conv2D(32, 5, Activation.ReLU, Padding = Padding.Same)] [MaxPool(2)]")]
    [InlineData("[Input(20, 19, 1)] [Conv2D(16, 4, 5, Activation.ReLU, Strides = 2)] [MaxPool(2)]")]
    [InlineData("[Input(9, 8, 1)] [Conv2D(48, 2, 1, UseBias = false)] [MaxPool(2)]")]
    [InlineData("[Input(60, 2, 1)] [Conv2D(16, 1)] [MaxPool(2)]")]
    public void One_channel_and_filters_that_fill_vectors(string stack) => LayerContract.Check(stack, onGpu: false);

    // By Winograd's method along lines, with AVX-512. Tiles are two windows wide: here 2 to 7 windows are in a row.
    [Theory]
    [InlineData("[Input(12, 12, 1)] [Conv2D(32, 5, Activation.ReLU)] [MaxPool(2)]")]
    [InlineData("[Input(12, 14, 3)] [Conv2D(16, 5, Activation.ReLU, Padding = Padding.Same)] [MaxPool(2)]")]
    [InlineData("[Input(13, 15, 1)] [Conv2D(48, 5, UseBias = false)] [MaxPool(2, Truncate = true)]")]
    [InlineData("[Input(11, 13, 2)] [Conv2D(16, 2, 5, Activation.ReLU, Padding = Padding.Same)] [MaxPool(2, Truncate = true)]")]
    [InlineData("[Input(16, 9, 1)] [Conv2D(32, 7, 5)] [MaxPool(2, Truncate = true)]")]
    [InlineData("[Input(14, 8, 4)] [Conv2D(16, 1, 5, Activation.ReLU)] [MaxPool(2)]")]
    [InlineData("[Input(14, 10, 1)] [Conv2D(4, 3, Activation.ReLU, Padding = Padding.Same)] [Conv2D(16, 5, Activation.ReLU)] [MaxPool(2)]")]
    public void Few_channels_and_kernels_five_wide(string stack) => LayerContract.Check(stack, onGpu: false);

    // Lines show it in other windows of its tile too, but never in rows that do not see it.
    [Theory]
    [InlineData("[Input(12, 14, 1)] [Conv2D(16, 5, Activation.ReLU, Padding = Padding.Same)] [MaxPool(2)]")]
    [InlineData("[Input(12, 14, 2)] [Conv2D(16, 5, Padding = Padding.Same)] [MaxPool(2)]")]
    public void A_pixel_that_is_not_a_number_shows_in_every_window_that_sees_it(string stack)
    {
        CompiledModels compiled = StackCompiler.CompileStacks(stack);
        LayerContract.AssertCompiles(compiled);
        using Model model = compiled.Create("Model0", new CpuDevice(2), seed: 3);
        int channels = model.Definition.Inputs[0].Size / (12 * 14);
        for (int pixel = 0; pixel < 12 * 14; pixel++)
        {
            float[] x = Numbers.Random(new Random(5), model.Definition.Inputs[0].Size);
            x[pixel * channels] = float.NaN;
            float[] trained = model.Forward(x).ToArray(), predicted = model.Predict(x).ToArray();
            for (int i = 0; i < trained.Length; i++)
            {
                int row = i / 16 / 7, column = i / 16 % 7, pixelRow = pixel / 14, pixelColumn = pixel % 14;
                bool seesRow = pixelRow >= (2 * row) - 2 && pixelRow <= (2 * row) + 3,
                    seesColumn = pixelColumn >= (2 * column) - 2 && pixelColumn <= (2 * column) + 3;
                if (seesRow && seesColumn) { Assert.True(float.IsNaN(trained[i]), $"pixel {pixel}, output {i}"); }
                if (!seesRow) { Assert.False(float.IsNaN(trained[i]), $"pixel {pixel}, output {i}"); }
                Assert.Equal(float.IsNaN(trained[i]), float.IsNaN(predicted[i]));
            }
        }
    }

    // Some kernels make infinity of one output of a row and NaN of the next one: whatever comes of it, predictions and training agree.
    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(1e38f)]
    public void Pixels_out_of_range_are_the_same_in_training_and_prediction(float value)
    {
        CompiledModels compiled = StackCompiler.CompileStacks(
            "[Input(12, 14, 1)] [Conv2D(16, 5, Activation.ReLU, Padding = Padding.Same)] [MaxPool(2)]");
        LayerContract.AssertCompiles(compiled);
        using Model model = compiled.Create("Model0", new CpuDevice(2), seed: 3);
        float[] kernel = Numbers.Random(new Random(7), 25 * 16);
        float[] tricky = [1, 0, -3, 0, 1];
        for (int row = 0; row < 5; row++) { for (int tap = 0; tap < 5; tap++) { kernel[((row * 5) + tap) * 16] = tricky[tap]; } }
        model.Parameters[0].Set(kernel);
        for (int pixel = 0; pixel < 12 * 14; pixel++)
        {
            float[] x = Numbers.Random(new Random(5), 12 * 14);
            x[pixel] = value;
            Assert.Equal(model.Forward(x).ToArray(), model.Predict(x).ToArray());
        }
    }

    [Theory]
    [InlineData("[Input(9, 9, 16)] [Conv2D(5, 2, Activation.ReLU)] [MaxPool(2)]")]
    [InlineData("[Input(10, 10, 32)] [Conv2D(17, 3, Activation.ReLU)] [MaxPool(2)]")]
    [InlineData("[Input(8, 8, 64)] [Conv2D(16, 3, Activation.ReLU, Padding = Padding.Same)] [MaxPool(2)]")]
    [InlineData("[Input(12, 12, 32)] [Conv2D(20, 5, Activation.ReLU)] [MaxPool(4)]")]
    [InlineData("[Input(8, 8, 8)] [Conv2D(3, 7, Padding = Padding.Same)] [MaxPool(2)]")]
    public void Channels_that_fill_vectors(string stack) => LayerContract.Check(stack, onGpu: false);

    [Theory]
    [InlineData("[Input(18, 17, 16)] [Conv2D(3, 3, Activation.ReLU, Strides = 2)] [MaxPool(2)]")]
    [InlineData("[Input(16, 15, 3)] [Conv2D(2, 2, Strides = 2, Padding = Padding.Same)] [MaxPool(4)]")]
    [InlineData("[Input(11, 10, 16)] [Conv2D(4, 3, 2, Activation.ReLU)] [MaxPool(2, Truncate = true)]")]
    [InlineData("[Input(22, 8, 2)] [Conv2D(4, 1, StrideHeight = 3, Truncate = true)] [MaxPool(3, Truncate = true)]")]
    public void Strides_and_rows_that_are_left_out(string stack) => LayerContract.Check(stack, onGpu: false);

    [Theory]
    [InlineData("[Input(8, 8, 2)] [Conv2D(16, 3, Activation.ReLU, Padding = Padding.Same)] [MaxPool(2)] [Conv2D(3, 2)]")]
    [InlineData("[Input(16, 16, 1)] [Conv2D(4, 3, Activation.ReLU, Padding = Padding.Same)] [MaxPool(2)] [Conv2D(3, 3, Activation.ReLU, "
        + "Padding = Padding.Same)] [MaxPool(2)]")]
    public void One_after_the_other(string stack) => LayerContract.Check(stack, onGpu: false);

    [Theory]
    [InlineData("[Input(10, 10, 2)] [Conv2D(3, 3, Activation.Tanh)] [MaxPool(2)]")]
    [InlineData("[Input(10, 10, 2)] [Conv2D(3, 3, Activation.ReLU)] [MaxPool(3, Strides = 1)]")]
    [InlineData("[Input(9, 9, 2)] [Conv2D(3, 2, Activation.ReLU)] [MaxPool(3, Padding = Padding.Same)]")]
    [InlineData("[Input(6, 6, 2)] [Conv2D(3, 3, Activation.ReLU)] [MaxPool(2)]")]
    public void Apart(string stack) => LayerContract.Check(stack, onGpu: false);

    [Theory]
    [InlineData("[Input(10, 10, 1)] [Conv2D(16, 3, Activation.ReLU)] [MaxPool(2)]")] // by permutation
    [InlineData("[Input(10, 10, 32)] [Conv2D(17, 3, Activation.ReLU)] [MaxPool(2)]")] // by lists
    [InlineData("[Input(10, 10, 2)] [Conv2D(5, 3, Activation.ReLU)] [MaxPool(4)]")] // by strips
    public void Where_ReLU_gives_0_not_even_an_infinite_gradient_goes_back(string stack)
    {
        CompiledModels compiled = StackCompiler.CompileStacks(stack);
        LayerContract.AssertCompiles(compiled);
        using Model model = compiled.Create("Model0", new CpuDevice(2), seed: 3);
        model.Parameters[1].Set([.. Enumerable.Repeat(-1_000f, model.Parameters[1].Count)]);
        foreach (int batch in new[] { 1, 20 })
        {
            float[] y = model.Forward(Numbers.Random(new Random(5), batch * model.Definition.Inputs[0].Size)).ToArray();
            Assert.All(y, value => Assert.Equal(0f, value));
            model.BackwardFrom([.. y.Select((_, i) => i % 3 == 0 ? float.PositiveInfinity : i % 3 == 1 ? float.NaN : 1f)]);
            Assert.All(model.Parameters, parameter => Assert.All(parameter.GradientToArray(), value => Assert.Equal(0f, value)));
        }
    }

    [Fact]
    public void With_enough_work_for_several_threads() =>
        LayerContract.CheckLarge(
            "[Input(16, 16, 1)] [Conv2D(32, 5, Activation.ReLU)] [MaxPool(2)] [Conv2D(16, 3, Activation.ReLU, Padding = Padding.Same)] "
                + "[MaxPool(2)] [Flatten] [Dense(10, Activation.Softmax)]");
}
