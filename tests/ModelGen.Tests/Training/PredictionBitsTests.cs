using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// Predictions of the same samples alone, a few together and many together. Neither the number of threads nor the number of samples that
/// are predicted together changes a bit of them.
/// </summary>
public class PredictionBitsTests
{
    private const int Samples = 17;

    // The last batch is smaller where 17 is no multiple.
    private static readonly int[] s_together = [1, 2, 3, 4, 5, Samples];

    private static readonly int[] s_threads = [1, 2, 3, 7, 16];

    public static TheoryData<string> Stacks =>
    [
        "[Input(28, 28, 1)] [Conv2D(32, 5, Activation.ReLU)] [MaxPool(2)] [Flatten] [Dense(10, Activation.Softmax)]", // the lecture's
        """
        [Input(12, 12, 3)]
        [Conv2D(32, 3, Activation.ReLU, Padding = Padding.Same)]
        [Conv2D(48, 3, Activation.ReLU, Padding = Padding.Same)] [MaxPool(2)]
        [Conv2D(32, 5, Activation.Tanh, Padding = Padding.Same)]
        [Flatten] [Dense(10, Activation.Softmax)]
        """, // by Winograd's method, pooled and not
        // by Winograd's method along lines
        "[Input(13, 14, 3)] [Conv2D(16, 4, 5, Activation.ReLU, Padding = Padding.Same)] [MaxPool(2, Truncate = true)] [Flatten] "
            + "[Dense(10)]",
        // not pooled
        "[Input(13, 11, 3)] [Conv2D(20, 3, Activation.Tanh)] [Conv2D(10, 3, Activation.Sigmoid, Strides = 2)] [Flatten] [Dense(10)]",
        "[Input(200)] [Dense(512, Activation.ReLU)] [Dense(257, Activation.Tanh)] [Dense(130, Activation.Sigmoid)] [Dense(10, "
            + "Activation.Softmax)]",
        "[Input(300)] [Dense(400, Activation.Sigmoid)] [Dense(7, Activation.Tanh)] [Dense(3, Activation.Sigmoid)]", // all that is narrow
    ];

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Neither_the_number_of_threads_nor_that_of_samples_changes_a_bit(string stack)
    {
        CompiledModels compiled = StackCompiler.CompileStacks(stack);
        LayerContract.AssertCompiles(compiled);
        float[][] oneThread = Predict(compiled, threads: s_threads[0]);
        foreach (int threads in s_threads[1..])
        {
            float[][] outputs = Predict(compiled, threads);
            for (int i = 0; i < s_together.Length; i++)
            {
                Assert.True(outputs[i].AsSpan().SequenceEqual(oneThread[i]),
                    $"{stack}: {s_together[i]} samples together on {threads} threads are not what they are on one.");
            }
        }

        for (int i = 0; i < s_together.Length - 1; i++)
        {
            Assert.True(oneThread[^1].AsSpan().SequenceEqual(oneThread[i]),
                $"{stack}: {s_together[i]} samples together are not what {Samples} together are.");
        }
    }

    [Fact]
    public void A_wide_kernels_copy_gives_the_bits_of_the_kernel_and_follows_its_changes()
    {
        CompiledModels compiled = StackCompiler.CompileStacks("[Input(200)] [Dense(700, Activation.ReLU)] [Dense(300)]");
        LayerContract.AssertCompiles(compiled);
        using Model model = compiled.Create("Model0", new CpuDevice(2), seed: 3),
            other = compiled.Create("Model0", new CpuDevice(2), seed: 4);
        float[] x = Numbers.Random(new Random(5), 200);
        float[] first = model.Predict(x, batchSize: 1), second = model.Predict(x, batchSize: 1), third = model.Predict(x, batchSize: 1);
        Assert.Equal(first, second); // the copy is made for the second one
        Assert.Equal(first, third);
        float[] changed = other.Predict(x, batchSize: 1);
        for (int i = 0; i < model.Parameters.Count; i++) { model.Parameters[i].Set(other.Parameters[i].ToArray()); }
        Assert.NotEqual(first, changed);
        for (int i = 0; i < 3; i++) { Assert.Equal(changed, model.Predict(x, batchSize: 1)); }
    }

    private static float[][] Predict(CompiledModels compiled, int threads)
    {
        using Model model = compiled.Create("Model0", new CpuDevice(threads), seed: 3);
        float[] x = Numbers.Random(new Random(5), Samples * model.Definition.Inputs[0].Size);
        return [.. s_together.Select(together => model.Predict(x, together))];
    }
}
