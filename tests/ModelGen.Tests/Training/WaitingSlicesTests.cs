using ModelGen.Data;
using ModelGen.Kernels;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// In a training step slices go forward and back at once, and the loss with them, where nobody needs a value of the whole batch in between.
/// That changes no bit, whatever the loss and the layers make of it, and a loss that is not finite still spares the parameters.
/// </summary>
public class WaitingSlicesTests
{
    private const int Samples = 75, Batch = 34, Pixels = 20 * 20, Classes = 10;

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(
        "[Input(20, 20, 1)] [Conv2D(16, 5, Activation.ReLU)] [MaxPool(2)] [Dropout(0.3)] [Flatten] [Dense(10, Activation.Softmax)]",
        "[Input(20, 20, 1)] [Conv2D(8, 3, Activation.ReLU)] [Conv2D(10, 3)] [GlobalAveragePool]",
        "[Input(20, 20, 1)] [Conv2D(16, 5, Activation.ReLU)] [MaxPool(2)] [Flatten] [Dense(10, Activation.Softmax, ActivityL2 = 0.01, "
            + "KernelL1 = 0.001)]",
        "[Input(20, 20, 1)] [Conv2D(4, 3, Activation.Tanh)] [Flatten] [Dense(64, Activation.ReLU)] [Dense(10, Activation.Sigmoid)]"));

    // All three together: Model0 with the cross-entropy, Model1 with losses of its outputs. Interrupted by the softmax's gradient, by a
    // loss that goes through all samples (Dice), by a regularizer on outputs (Model2), by layers that divide the batch (Model3).
    [Theory]
    [InlineData("Model0", "categorical_crossentropy", false)]
    [InlineData("Model0", "categorical_crossentropy", true)]
    [InlineData("Model0", "mse", false)]
    [InlineData("Model0", "dice", false)]
    [InlineData("Model1", "mse", true)]
    [InlineData("Model1", "categorical_hinge", false)]
    [InlineData("Model1", "dice", false)]
    [InlineData("Model2", "categorical_crossentropy", false)]
    [InlineData("Model3", "categorical_crossentropy", true)]
    [InlineData("Model3", "binary_crossentropy", false)]
    public void Change_no_bit(string name, string loss, bool weighted)
    {
        using Model byHand = Make(name, threads: 1), inOneCall = Make(name, threads: 3), fitted = Make(name, threads: 2);
        var optimizer = new Adam(.01);
        (float[] x, float[] y) = Data();
        float[] weights = weighted ? [.. Enumerable.Range(0, Samples).Select(i => (i % 5) / 2f)] : [];
        inOneCall.Compile(new Adam(.01), loss);
        fitted.Compile(new Adam(.01), loss, "categorical_accuracy");
        int right = 0;
        for (int epoch = 0; epoch < 2; epoch++)
        {
            right = 0;
            for (int first = 0; first < Samples; first += Batch)
            {
                int end = Math.Min(first + Batch, Samples);
                float[] inputs = x[(first * Pixels)..(end * Pixels)], targets = y[(first * Classes)..(end * Classes)],
                    some = weighted ? weights[first..end] : [];
                float[] outputs = byHand.Forward(inputs).ToArray();
                right += Enumerable.Range(0, end - first).Count(i => Largest(outputs, i) == Largest(targets, i));
                float expected = byHand.Backward(new Labels(targets), loss, some);
                optimizer.Step(byHand);
                Assert.Equal(expected, (float)inOneCall.TrainOnBatch(inputs, new Labels(targets), some));
            }
        }

        History history = fitted.Fit(x, y, epochs: 2, batchSize: Batch, shuffle: false, verbose: 0, sampleWeight: weights);
        Assert.Equal(right / (double)Samples, history["categorical_accuracy"][1], 1e-6);
        AssertSame(byHand, inOneCall);
        AssertSame(byHand, fitted);
    }

    [Theory]
    [InlineData("Model0", "categorical_crossentropy", "alone")]
    [InlineData("Model0", "categorical_crossentropy", "global clip norm")]
    [InlineData("Model0", "mse", "alone")]
    [InlineData("Model3", "mse", "alone")]
    public void Spare_the_parameters_where_the_loss_is_not_finite(string name, string loss, string settings)
    {
        (float[] x, float[] y) = Data();
        float[] poisoned = [.. x];
        poisoned[70 * Pixels] = float.NaN;
        using Model stopped = Compiled(name, loss, settings);
        stopped.Fit(x[..(2 * Batch * Pixels)], y[..(2 * Batch * Classes)], batchSize: Batch, shuffle: false, verbose: 0);
        foreach (bool keepsGradients in new[] { false, true })
        {
            using Model model = Compiled(name, loss, settings);
            Callback[] callbacks = keepsGradients
                ? [new LambdaCallback { BatchEnd = (_, _) => model.Parameters[0].GradientToArray() }] : [];
            NonFiniteLossException error = Assert.Throws<NonFiniteLossException>(() =>
                model.Fit(poisoned, y, batchSize: Batch, shuffle: false, verbose: 0, callbacks: callbacks));
            Assert.Equal((0, 2), (error.Epoch, error.Step));
            AssertSame(stopped, model);
        }

        // What the step left in gradients and slices is not there for the next one.
        using Model after = Compiled(name, loss, settings);
        after.Fit(poisoned, y, batchSize: Batch, shuffle: false, verbose: 0, callbacks: [new TerminateOnNaN()]);
        Assert.Equal((float)stopped.TrainOnBatch(x, new Labels(y)), (float)after.TrainOnBatch(x, new Labels(y)));
        AssertSame(stopped, after);
    }

    [Fact]
    public void Are_forgotten_where_the_optimizer_refuses_the_step()
    {
        using Model model = Make("Model0", threads: 2), other = Make("Model0", threads: 2);
        (float[] x, float[] y) = Data();
        model.Compile(new Ftrl(0), "categorical_crossentropy");
        other.Compile(new Ftrl(.1), "categorical_crossentropy");
        Assert.Throws<InvalidOperationException>(() => { model.TrainOnBatch(x, new Labels(y)); });
        model.Optimizer.LearningRate = .1;
        Assert.Equal((float)other.TrainOnBatch(x, new Labels(y)), (float)model.TrainOnBatch(x, new Labels(y)));
        AssertSame(other, model);
    }

    private static int s_forward, s_counted, s_backward;

    [Fact]
    public void Run_when_the_next_ones_come_or_somebody_asks()
    {
        using Model model = Make("Model0", threads: 2);
        using var step = new Step(model, valuesPerSample: 16, laneValues: 0);
        var task = new CountTask();
        (s_forward, s_counted, s_backward) = (0, 0, 0);

        Wait();
        _ = step[new Value(Offset: 0, Size: 1)];
        Assert.Equal((20, 20, 0), (s_forward, s_counted, s_backward));
        step.BySlices(static s => Interlocked.Add(ref s_backward, s.Count));
        Assert.Equal((20, 20, 20), (s_forward, s_counted, s_backward));

        Wait();
        step.BySlices(static s => Interlocked.Add(ref s_backward, s.Count));
        Assert.Equal((40, 40, 40), (s_forward, s_counted, s_backward));

        Wait();
        step.RunSamples(ref task, valuesPerSample: 1, operations: 1); // Only one joins.
        Assert.Equal((60, 80, 40), (s_forward, s_counted, s_backward));

        void Wait()
        {
            (int forward, int counted) = (s_forward, s_counted);
            step.Begin(20, training: true);
            step.SlicesMayWait = true;
            step.BySlices(static s => Interlocked.Add(ref s_forward, s.Count));
            step.SlicesMayWait = false;
            step.RunSamples(ref task, valuesPerSample: 1, operations: 1);
            Assert.Equal((forward, counted), (s_forward, s_counted));
        }
    }

    private struct CountTask : ISampleTask
    {
        public readonly void Execute(int first, int end) => Interlocked.Add(ref s_counted, end - first);
    }

    private static void AssertSame(Model expected, Model actual)
    {
        for (int p = 0; p < expected.Parameters.Count; p++)
        {
            Assert.Equal(expected.Parameters[p].ToArray(), actual.Parameters[p].ToArray());
        }
    }

    private static int Largest(float[] values, int row) => Enumerable.Range(0, Classes).MaxBy(i => values[(row * Classes) + i]);

    private static Model Make(string name, int threads) => s_models.Value.Create(name, new CpuDevice(threads), seed: 1);

    private static Model Compiled(string name, string loss, string settings)
    {
        Model model = Make(name, threads: 2);
        model.Compile(OptimizerCases.Make("Adam", settings), loss);
        return model;
    }

    private static (float[] X, float[] Y) Data()
    {
        var random = new Random(5);
        int[] classes = [.. Enumerable.Range(0, Samples).Select(_ => random.Next(Classes))];
        return ([.. Enumerable.Range(0, Samples * Pixels).Select(_ => random.NextSingle() - .5f)],
            [.. classes.SelectMany(right => Enumerable.Range(0, Classes).Select(i => i == right ? 1f : 0f))]);
    }
}
