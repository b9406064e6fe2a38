using ModelGen.Data;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests.Layers;

/// <summary>Regularizers on kernels, biases and outputs: their values in every loss, and their gradients.</summary>
public class RegularizerTests
{
    [Theory]
    [InlineData("[Input(5)] [Dense(3, KernelL2 = 0.01)]")]
    [InlineData("[Input(5)] [Dense(3, KernelL1 = 0.02, BiasL2 = 0.1)] [Dense(2, BiasL1 = 0.3, UseBias = true)]")]
    [InlineData("[Input(5)] [Dense(7, Activation.Tanh, KernelL1 = 0.5, KernelL2 = 0.25, UseBias = false)] [Dense(4, Activation.Softmax, "
        + "KernelL2 = 1)]")]
    // fused, in lanes
    [InlineData("[Input(9, 9, 1)] [Conv2D(4, 2, Activation.ReLU, KernelL1 = 0.01, BiasL2 = 0.1)] [MaxPool(2)] [Flatten] [Dense(2, KernelL2 "
        + "= 0.1)]")]
    [InlineData("[Input(5, 5, 2)] [Conv2D(3, 3, Activation.GELU, KernelL2 = 0.5)]")] // one product over the batch
    public void On_parameters(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(5)] [Dense(3, ActivityL2 = 0.2)]")]
    [InlineData("[Input(5)] [Dense(6, Activation.ReLU, ActivityL1 = 0.3)] [Dense(3, Activation.Mish, ActivityL2 = 0.2)] [Dense(2)]")]
    [InlineData("[Input(5)] [Dense(6, Activation.LogSoftmax, ActivityL1 = 0.3, ActivityL2 = 0.1)]")]
    [InlineData("[Input(5)] [Dense(6, Activation.Softmax, ActivityL2 = 0.4)]")] // a loss may take the logits
    [InlineData("[Input(5)] [Dense(6, Activation.Sigmoid, ActivityL2 = 0.4, ActivityL1 = 0.1)]")]
    [InlineData("[Input(9, 9, 1)] [Conv2D(4, 2, Activation.ReLU, ActivityL2 = 0.01)] [MaxPool(2)]")] // not fused
    [InlineData("[Input(9, 9, 1)] [Conv2D(4, 2, ActivityL1 = 0.01)] [Conv2D(2, 8, ActivityL2 = 0.1, KernelL2 = 0.1)] [Flatten] [Dense(3)]")]
    public void On_outputs(string stack) => LayerContract.Check(stack);

    [Theory]
    [InlineData("[Input(150)] [Dense(200, Activation.ReLU, KernelL1 = 0.001, KernelL2 = 0.01, ActivityL2 = 0.01)] [Dense(60, KernelL2 "
        + "= 0.01)]")]
    public void Enough_work_for_several_threads(string stack) => LayerContract.CheckLarge(stack);

    // loss = 0.5 (2 w + b - 3)^2-like numbers are easy by hand: one input, one unit, two samples.
    private const string ByHand = "[Input(1)] [Dense(1, KernelL1 = 0.5, KernelL2 = 0.25, BiasL2 = 2, ActivityL2 = 0.1, "
        + "KernelInitializerConfig = \"constant(3)\", BiasInitializerConfig = \"constant(-1)\")]";

    private static readonly Lazy<CompiledModels> s_byHand = new(() => StackCompiler.CompileStacks(ByHand));

    [Fact]
    public void The_loss_of_Backward_Fit_and_Evaluate_contains_the_regularizers()
    {
        CompiledModels compiled = s_byHand.Value;
        LayerContract.AssertCompiles(compiled);
        foreach (Device device in (Device[])[.. ContractDevices.Cpu, .. ContractDevices.Gpu])
        {
            using Model model = compiled.Create("Model0", device, seed: 1);
            Dataset data = Dataset.From([1f, 2f, 3f], (float[])[0f, 1f, 2f], 1);
            // y = 3 x - 1 = 2, 5, 8; mean squared error (4 + 16 + 36) / 3; 0.5 * 3 + 0.25 * 9 + 2 * 1; 0.1 (4 + 25 + 64) / 3
            const double expected = (56 / 3.0) + 5.75 + (9.3 / 3);
            model.Compile(new SGD(learningRate: 0), "mse");
            Assert.Equal(expected, model.Evaluate(data).Loss, 1e-5);
            Assert.Equal(expected, model.Fit(data, batchSize: 3, verbose: 0)["loss"][0], 1e-5);

            // In batches of 2 and 1: each batch's loss counts by its samples, so the sum is the same.
            Assert.Equal(expected, model.Evaluate(data, batchSize: 2).Loss, 1e-5);
            Assert.Equal(expected, model.Fit(data, batchSize: 2, shuffle: false, verbose: 0)["loss"][0], 1e-5);
            model.Forward([1f, 2f, 3f]);
            Assert.Equal(expected, model.Backward((float[])[0f, 1f, 2f]).Value, 1e-4);
        }
    }

    [Fact]
    public void A_regularizer_follows_the_parameters()
    {
        using Model model = s_byHand.Value.Create("Model0", new CpuDevice(1), seed: 1);
        Dataset data = Dataset.From([0f], (float[])[0f], 1);
        model.Compile(new SGD(), "mse");
        // y = b = -1: 1 + 0.5 * 3 + 0.25 * 9 + 2 + 0.1
        Assert.Equal(6.85, model.Evaluate(data).Loss, 1e-6);
        model.Parameters["dense/kernel"].Set([-2f]);
        // 1 + 0.5 * 2 + 0.25 * 4 + 2 + 0.1
        Assert.Equal(5.1, model.Evaluate(data).Loss, 1e-6);
        model.Fit(data, verbose: 0);
        // one step of 0.01: w = -2 - 0.01 (-0.5 - 0.5 * 2) = -1.985, b = -1 - 0.01 (-2 - 4 - 0.2) = -0.938
        Assert.Equal(-1.985, model.Parameters["dense/kernel"].ToArray()[0], 1e-6);
        Assert.Equal(-0.938, model.Parameters["dense/bias"].ToArray()[0], 1e-6);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        const string stack = "[Input(200)] [Dense(300, Activation.ReLU, KernelL1 = 0.001, KernelL2 = 0.001, ActivityL1 = 0.001)] "
            + "[Dense(10, Activation.Softmax, KernelL2 = 0.01, ActivityL2 = 0.1)]";
        CompiledModels compiled = StackCompiler.CompileStacks(stack);
        LayerContract.AssertCompiles(compiled);
        float[] x = Numbers.Random(new Random(1), 40 * 200);
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 10)];
        (double Loss, float[] Weights) first = Train(1);
        foreach (int threads in (int[])[2, 3, 7, 16])
        {
            (double loss, float[] weights) = Train(threads);
            Assert.Equal(first.Loss, loss);
            Assert.Equal(first.Weights, weights);
        }

        (double, float[]) Train(int threads)
        {
            using Model model = compiled.Create("Model0", new CpuDevice(threads), seed: 1);
            model.Compile(new Adam(), Loss.SparseCategoricalCrossentropy);
            History history = model.Fit(Dataset.From(x, labels, 200), epochs: 2, batchSize: 33, verbose: 0);
            return (history["loss"][1], model.Parameters[0].ToArray());
        }
    }
}
