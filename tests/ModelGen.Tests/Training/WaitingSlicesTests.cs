using ModelGen.Data;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// In a training step slices go forward and back at once, and the loss with them, where nobody needs a value of the whole batch in between. That changes no bit, whatever
/// the loss and the layers make of it, and a loss that is not finite still spares the parameters.
/// </summary>
[Collection(ContractCollection.Name)]
public class WaitingSlicesTests
{
    private const int Samples = 21, Pixels = 12 * 12, Classes = 5;

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(
        "[Input(12, 12, 1)] [Conv2D(16, 5, Activation.ReLU)] [MaxPool(2)] [Dropout(0.3)] [Flatten] [Dense(5, Activation.Softmax)]",
        "[Input(12, 12, 1)] [Conv2D(8, 3, Activation.ReLU, ActivityL2 = 0.01)] [Conv2D(4, 3, KernelL1 = 0.01)] [Flatten] [Dense(5, Activation.Softmax)]",
        "[Input(12, 12, 1)] [Conv2D(4, 3, Activation.Tanh)] [Flatten] [Dense(64, Activation.ReLU)] [Dense(5, Activation.Sigmoid)]"));

    // Sample by sample, with the gradient of the logits or that of the outputs; through all samples at once; and by groups of a sample.
    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string model in new[] { "Model0", "Model1", "Model2" })
            {
                foreach (string loss in new[] { "categorical_crossentropy", "mse", "dice", "categorical_hinge" }) { data.Add(model, loss); }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Change_no_bit(string name, string loss)
    {
        using Model byHand = Make(name, threads: 1), inOneCall = Make(name, threads: 3), fitted = Make(name, threads: 2);
        var optimizer = new Adam(.01);
        (float[] x, float[] y) = Data();
        inOneCall.Compile(new Adam(.01), loss);
        fitted.Compile(new Adam(.01), loss, "categorical_accuracy");
        var losses = new List<double>();
        var right = new List<double>();
        for (int step = 0; step < 4; step++)
        {
            float[] outputs = byHand.Forward(x).ToArray();
            right.Add(Enumerable.Range(0, Samples).Average(i => Largest(outputs, i) == Largest(y, i) ? 1.0 : 0.0));
            float expected = byHand.Backward(new Labels(y), loss);
            optimizer.Step(byHand);
            losses.Add(expected);
            Assert.Equal(expected, (float)inOneCall.TrainOnBatch(x, new Labels(y)));
        }

        History history = fitted.Fit(x, y, epochs: 4, batchSize: Samples, shuffle: false, verbose: 0);
        Assert.Equal(losses, history["loss"].Select(value => (double)(float)value));
        Assert.All(right.Zip(history["categorical_accuracy"]), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        for (int p = 0; p < byHand.Parameters.Count; p++)
        {
            Assert.Equal(byHand.Parameters[p].ToArray(), inOneCall.Parameters[p].ToArray());
            Assert.Equal(byHand.Parameters[p].ToArray(), fitted.Parameters[p].ToArray());
        }
    }

    [Theory]
    [InlineData("Model0", "alone")]
    [InlineData("Model0", "global clip norm")]
    [InlineData("Model2", "alone")]
    public void Spare_the_parameters_where_the_loss_is_not_finite(string name, string settings)
    {
        using Model model = Make(name, threads: 2), stopped = Make(name, threads: 2);
        (float[] x, float[] y) = Data();
        float[] poisoned = [.. x];
        poisoned[15 * Pixels] = float.NaN;
        foreach (Model each in new[] { model, stopped }) { each.Compile(OptimizerCases.Make("Adam", settings), "mse"); }
        NonFiniteLossException error = Assert.Throws<NonFiniteLossException>(() => model.Fit(poisoned, y, batchSize: 7, shuffle: false, verbose: 0));
        Assert.Equal((0, 2), (error.Epoch, error.Step));
        stopped.Fit(x[..(14 * Pixels)], y[..(14 * Classes)], batchSize: 7, shuffle: false, verbose: 0);
        for (int p = 0; p < model.Parameters.Count; p++) { Assert.Equal(stopped.Parameters[p].ToArray(), model.Parameters[p].ToArray()); }

        // What the step left in gradients and slices is not there for the next one.
        Assert.Equal((float)stopped.TrainOnBatch(x, new Labels(y)), (float)model.TrainOnBatch(x, new Labels(y)));
        for (int p = 0; p < model.Parameters.Count; p++) { Assert.Equal(stopped.Parameters[p].ToArray(), model.Parameters[p].ToArray()); }
    }

    [Fact]
    public void Allocate_nothing()
    {
        using Model model = Make("Model0", threads: 2);
        (float[] x, float[] y) = Data();
        model.Compile(new SGD(.01), "categorical_crossentropy");
        var labels = new Labels(y);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 20; i++) { model.TrainOnBatch(x, labels); }
        }));
    }

    private static int Largest(float[] values, int row) => Enumerable.Range(0, Classes).MaxBy(i => values[(row * Classes) + i]);

    private static Model Make(string name, int threads) => s_models.Value.Create(name, new CpuDevice(threads), seed: 1);

    private static (float[] X, float[] Y) Data()
    {
        var random = new Random(5);
        int[] classes = [.. Enumerable.Range(0, Samples).Select(_ => random.Next(Classes))];
        return ([.. Enumerable.Range(0, Samples * Pixels).Select(_ => random.NextSingle() - .5f)],
            [.. classes.SelectMany(right => Enumerable.Range(0, Classes).Select(i => i == right ? 1f : 0f))]);
    }
}
