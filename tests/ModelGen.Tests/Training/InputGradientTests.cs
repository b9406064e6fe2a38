using ModelGen.Data;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// The gradients of inputs for the model as it predicts are differences of its loss; in training they go on into another model. Layer by
/// layer, <see cref="LayerContract"/> compares them with the Oracle's.
/// </summary>
public sealed class InputGradientTests
{
    private const string Image = "[Input(8, 8, 1)] [Conv2D(4, 3, UseBias = false)] [BatchNormalization] [Activation(Tanh)] "
            + "[AveragePool(2)] [Dropout(0.5)] [Flatten] [Dense(3, Softmax)]",
        Two = "[Input(5, Name = \"a\")] [Dense(4, Tanh, Name = \"left\")] [Input(3, Name = \"b\")] [Dense(4, Tanh)] "
            + "[Multiply(\"left\", Name = \"both\")] [Dense(2)] [Output(Name = \"p\")] [From(\"both\")] [Dense(1)] [Output(Name = \"q\")]",
        Whole = "[Input(4)] [Dense(6, Tanh)] [Dense(5, Tanh)] [Dense(7, Tanh)] [Dense(2, Softmax)]",
        First = "[Input(4)] [Dense(6, Tanh)] [Dense(5, Tanh)]", Second = "[Input(5)] [Dense(7, Tanh)] [Dense(2, Softmax)]";

    private const double Step = 1e-2;

    private static readonly Lazy<CompiledModels> s_models = new(() => StackCompiler.CompileStacks(Image, Two, Whole, First, Second));

    public static TheoryData<bool> Devices => [.. Extent.Pick([false, true], step: 2)];

    [Theory]
    [MemberData(nameof(Devices))]
    public void That_of_the_loss_is_a_difference_of_losses(bool onGpu)
    {
        using Model model = Make(0, onGpu);
        model.Compile("sgd", Loss.SparseCategoricalCrossentropy);
        var random = new Random(1);
        for (int i = 0; i < 3; i++) { model.TrainOnBatch(Numbers.Random(random, 4 * 64), (int[])[0, 1, 2, 1]); } // moves the statistics
        float[] x = Numbers.Random(random, 2 * 64);
        int[] y = [2, 0];
        float[] gradient = model.InputGradient(x, y);
        Assert.False(model.HasGradients);
        Assert.Equal(x.Length, gradient.Length);
        for (int i = 0; i < x.Length; i += 11)
        {
            int place = i;
            Near(Difference(x, place, moved => model.Evaluate(moved, y)["loss"]), gradient[place]);
        }
    }

    [Fact]
    public void That_of_one_output_is_a_difference_of_this_output()
    {
        using Model model = Make(0);
        float[] x = Numbers.Random(new Random(2), 64), gradient = model.InputGradientFrom(x, [0, 1, 0]);
        for (int i = 0; i < x.Length; i += 7)
        {
            int place = i;
            Near(Difference(x, place, moved => model.Predict(moved)[1]), gradient[place]);
        }
    }

    [Fact]
    public void Several_inputs_and_outputs_go_by_their_names()
    {
        using Model model = Make(1);
        model.Compile("sgd", losses: new() { ["p"] = "mse", ["q"] = "mse" }, lossWeights: new() { ["q"] = 0.5 });
        var random = new Random(3);
        float[] a = Numbers.Random(random, 2 * 5), b = Numbers.Random(random, 2 * 3), p = Numbers.Random(random, 4), q = [0.3f, -0.4f];
        Dataset Data(float[] a, float[] b) => Dataset.From(
            inputs: [("a", new Samples(a, 5)), ("b", new Samples(b, 3))], labels: [("p", p), ("q", q)]);
        var gradients = model.InputGradients(Data(a, b));
        for (int i = 0; i < a.Length; i++)
        {
            Near(Difference(a, i, moved => model.Evaluate(Data(moved, b))["loss"]), gradients["a"][i]);
        }

        for (int i = 0; i < b.Length; i++)
        {
            Near(Difference(b, i, moved => model.Evaluate(Data(a, moved))["loss"]), gradients["b"][i]);
        }

        var ofOne = model.InputGradientsFrom(Data(a, b), new() { ["q"] = [1, 0] });
        for (int i = 0; i < b.Length; i++)
        {
            Near(Difference(b, i, moved => model.PredictByName(Data(a, moved))["q"][0]), ofOne["b"][i]);
        }

        Assert.Throws<ArgumentException>(() => model.InputGradientsFrom(Data(a, b), new() { ["r"] = [1] }));
        Assert.Throws<ArgumentException>(() => model.InputGradientsFrom(Data(a, b), new() { ["q"] = [1] }));
    }

    [Fact]
    public void A_model_is_trained_through_another_one()
    {
        using Model whole = Make(2), first = Make(3), second = Make(4);
        first.SetWeights([.. whole.GetWeights().Take(4)]);
        second.SetWeights([.. whole.GetWeights().Skip(4)]);
        second.Freeze();
        second.ComputesInputGradients = true;
        float[] x = Numbers.Random(new Random(4), 6 * 4);
        int[] y = [0, 1, 1, 0, 1, 0];
        whole.Forward(x);
        whole.Backward(y, Loss.SparseCategoricalCrossentropy);
        float[] between = first.Forward(x).ToArray();
        second.Forward(between);
        second.Backward(y, Loss.SparseCategoricalCrossentropy);
        first.BackwardFrom(second.InputGradient());
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(whole.Parameters[i].GradientToArray(), first.Parameters[i].GradientToArray());
        }

        var copy = new float[between.Length];
        second.CopyInputGradientTo(copy);
        Assert.Equal(second.InputGradient("input_layer"), copy);
    }

    [Fact]
    public void Memory_for_it_is_taken_when_it_is_first_asked_for()
    {
        using Model model = Make(2);
        float[] x = Numbers.Random(new Random(5), 8 * 4);
        model.Forward(x);
        Assert.Equal(8 * model.Definition.TrainingValues, model.Trainer.Step.Values.Length);
        Assert.True(model.Definition.InputGradientValues > model.Definition.TrainingValues);
        model.ComputesInputGradients = true;
        model.Backward(new int[8], Loss.SparseCategoricalCrossentropy);
        Assert.Contains("ComputesInputGradients", Assert.Throws<InvalidOperationException>(() => model.InputGradient()).Message);
        model.Forward(x);
        Assert.Equal(8 * model.Definition.InputGradientValues, model.Trainer.Step.Values.Length);
    }

    [Fact]
    public void Going_along_it_raises_the_loss()
    {
        using Model model = Make(0);
        float[] x = Numbers.Random(new Random(6), 64);
        int[] y = [1];
        model.Compile("sgd", Loss.SparseCategoricalCrossentropy);
        float[] gradient = model.InputGradient(x, y);
        float[] deceiving = [.. x.Zip(gradient, (value, slope) => value + (0.1f * MathF.Sign(slope)))];
        Assert.True((double)model.Evaluate(deceiving, y)["loss"] > model.Evaluate(x, y)["loss"]);
    }

    [Fact]
    public void What_makes_no_sense_is_an_error_that_says_so()
    {
        using Model model = Make(2), two = Make(1), byHand = new LinearModel(3, 2);
        Assert.Throws<InvalidOperationException>(() => model.InputGradient(new float[4], new int[1]));
        Assert.Throws<ArgumentException>(() => model.InputGradient(new float[5], new int[1], Loss.SparseCategoricalCrossentropy));
        Assert.Throws<ArgumentException>(() => model.InputGradientFrom(new float[4], new float[3]));
        Assert.Throws<ArgumentException>(() => model.InputGradient("x"));
        Assert.Throws<ArgumentException>(() => two.InputGradient());
        Assert.Throws<InvalidOperationException>(() => two.InputGradient(new float[8], new int[1], Loss.MeanSquaredError));
        Assert.Throws<InvalidOperationException>(() => byHand.ComputesInputGradients = true);
    }

    private static Model Make(int number, bool onGpu = false) =>
        s_models.Value.Create($"Model{number}", onGpu ? ContractDevices.Gpu[0] : Device.Cpu, seed: 7);

    private static double Difference(float[] x, int place, Func<float[], double> value)
    {
        (float[] up, float[] down) = ([.. x], [.. x]);
        up[place] += (float)Step;
        down[place] -= (float)Step;
        return (value(up) - value(down)) / (2 * Step);
    }

    // Both the step and float32 leave a thousandth of errors.
    private static void Near(double expected, float actual) =>
        Assert.True(Math.Abs(expected - actual) <= 2e-3 + (0.02 * Math.Abs(expected)), $"{actual}, and not {expected}");
}
