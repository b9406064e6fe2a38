using ModelGen.Data;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// A step in one call has the bits of the three calls of a loop by hand, although kernels then change parameters during the backward pass.
/// </summary>
public class TrainOnBatchTests
{
    private const int Samples = 37;

    // Wide layers, one of them with a regularizer on its kernel, which must wait for the regularizer's gradient; and a narrow one.
    private const string Stack = "[Input(70)] [Dense(130, Activation.ReLU)] [Dense(100, Activation.Tanh, KernelL2 = 0.01)] [Dense(60, "
        + "Activation.ReLU, UseBias = false)] [Dense(9, Activation.Softmax)]";

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(Stack));

    public static TheoryData<string, string> Optimizers
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string optimizer in OptimizerCases.Optimizers)
            {
                foreach (string settings in new[] { "alone", "weight decay", "global clip norm", "accumulation" })
                {
                    data.Add(optimizer, settings);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Has_the_bits_of_a_loop_by_hand(string optimizer, string settings)
    {
        using Model byHand = Make(threads: 1), inOneCall = Make(threads: 3), fitted = Make(threads: 2);
        Optimizer hand = OptimizerCases.Make(optimizer, settings);
        inOneCall.Compile(OptimizerCases.Make(optimizer, settings), Loss.SparseCategoricalCrossentropy);
        fitted.Compile(OptimizerCases.Make(optimizer, settings), Loss.SparseCategoricalCrossentropy);
        (float[] x, int[] y) = Data();
        for (int step = 0; step < 4; step++)
        {
            byHand.Forward(x);
            float expected = byHand.Backward(new Labels(y), Loss.SparseCategoricalCrossentropy);
            hand.Step(byHand);
            Assert.Equal(expected, inOneCall.TrainOnBatch(x, new Labels(y)));
        }

        fitted.Fit(x, y, epochs: 4, batchSize: Samples, shuffle: false, verbose: 0);
        for (int p = 0; p < byHand.Parameters.Count; p++)
        {
            Assert.Equal(byHand.Parameters[p].ToArray(), inOneCall.Parameters[p].ToArray());
            Assert.Equal(byHand.Parameters[p].ToArray(), fitted.Parameters[p].ToArray());
        }

        Assert.Equal(hand.Iterations, inOneCall.Optimizer.Iterations);
    }

    [Fact]
    public void Gradients_that_were_not_kept_are_not_given_and_come_back_with_the_next_Backward()
    {
        using Model model = Make(threads: 1);
        model.Compile(new SGD(.1), Loss.SparseCategoricalCrossentropy);
        (float[] x, int[] y) = Data();
        model.TrainOnBatch(x, new Labels(y));
        Parameter kernel = model.Parameters["dense/kernel"];
        Assert.Equal(
            "The last step was trained without keeping the gradient of dense/kernel. Call model.Forward and model.Backward to get it.",
            Assert.Throws<InvalidOperationException>(kernel.GradientToArray).Message);
        Assert.Contains(model.Parameters["dense_1/kernel"].GradientToArray(), g => g != 0);

        model.Forward(x);
        model.Backward(new Labels(y));
        Assert.Contains(kernel.GradientToArray(), g => g != 0);
    }

    [Fact]
    public void A_callback_of_ones_own_sees_gradients_during_Fit()
    {
        using Model model = Make(threads: 2);
        model.Compile(new Adam(.01), Loss.SparseCategoricalCrossentropy);
        (float[] x, int[] y) = Data();
        int seen = 0;
        model.Fit(x, y, batchSize: 10, verbose: 0,
            callbacks: [
                new LambdaCallback
                {
                    BatchEnd = (_, _) => seen += model.Parameters["dense/kernel"].GradientToArray().Any(g => g != 0) ? 1 : 0,
                }]);
        Assert.Equal(4, seen);
    }

    [Fact]
    public void Gradients_that_no_step_has_used_yet_are_added_to()
    {
        using Model byHand = Make(threads: 1), mixed = Make(threads: 1);
        (float[] x, int[] y) = Data();
        var optimizer = new SGD(.1);
        mixed.Compile(new SGD(.1), Loss.SparseCategoricalCrossentropy);
        foreach (Model model in new[] { byHand, mixed })
        {
            model.Forward(x);
            model.Backward(new Labels(y), Loss.SparseCategoricalCrossentropy);
        }

        byHand.Forward(x);
        byHand.Backward(new Labels(y), Loss.SparseCategoricalCrossentropy);
        optimizer.Step(byHand);
        mixed.TrainOnBatch(x, new Labels(y));
        Assert.Equal(byHand.Parameters[0].ToArray(), mixed.Parameters[0].ToArray());
    }

    [Fact]
    public void An_optimizer_that_refuses_a_step_changes_nothing_and_goes_on_afterwards()
    {
        using Model model = Make(threads: 1);
        model.Compile(new Ftrl(0), Loss.SparseCategoricalCrossentropy);
        (float[] x, int[] y) = Data();
        float[] before = model.Parameters[0].ToArray();
        for (int i = 0; i < 2; i++)
        {
            Assert.Contains("Ftrl divides by its learning rate",
                Assert.Throws<InvalidOperationException>(() => { model.TrainOnBatch(x, new Labels(y)); }).Message);
        }

        Assert.Equal(before, model.Parameters[0].ToArray());
        model.Optimizer.LearningRate = .1;
        model.TrainOnBatch(x, new Labels(y));
        Assert.NotEqual(before, model.Parameters[0].ToArray());
    }

    [Fact]
    public void What_makes_no_sense_is_refused_before_anything_changes()
    {
        using Model model = Make(threads: 1);
        (float[] x, int[] y) = Data();
        float[] before = model.Parameters[0].ToArray();
        Assert.Contains("TrainOnBatch needs",
            Assert.Throws<InvalidOperationException>(() => { model.TrainOnBatch(x, new Labels(y)); }).Message);
        model.Compile(new SGD(.1), Loss.SparseCategoricalCrossentropy);
        Assert.Throws<ArgumentException>(() => { model.TrainOnBatch(x.AsSpan(1), new Labels(y)); });
        Assert.Throws<ArgumentException>(() => { model.TrainOnBatch(x, new Labels(y[1..])); });
        Assert.Throws<ArgumentException>(() => { model.TrainOnBatch(x, new Labels(y), [1f, 2f]); });
        Assert.Equal(before, model.Parameters[0].ToArray());
    }

    private static Model Make(int threads) => s_models.Value.Create("Model0", new CpuDevice(threads), seed: 1);

    private static (float[] X, int[] Y) Data()
    {
        var random = new Random(5);
        return ([.. Enumerable.Range(0, Samples * 70).Select(_ => (random.NextSingle() * 2) - 1)],
            [.. Enumerable.Range(0, Samples).Select(_ => random.Next(9))]);
    }
}
