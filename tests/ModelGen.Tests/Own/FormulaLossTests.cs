using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Losses of formulas of one's own: those of the library again give the same bits.</summary>
public sealed class FormulaLossTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void A_formula_gives_the_bits_of_the_library_s_loss_on_any_number_of_threads(int threads)
    {
        Dataset data = OwnTraining.Data(weights: OwnTraining.Weights);
        Assert.Equal(
            OwnTraining.Fit(data, () => new Adam(0.01), new Huber(0.7)).Parameters,
            OwnTraining.Fit(data, () => new Adam(0.01), Loss.FromFormula(new OwnParts.RobustError(0.7f)), threads).Parameters);
        Assert.Equal(
            OwnTraining.Fit(data, () => new SGD(0.1), Loss.MeanSquaredError).Parameters,
            OwnTraining.Fit(data, () => new SGD(0.1), Loss.FromFormula(default(OwnParts.Square)), threads).Parameters);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void So_does_one_of_groups(int threads)
    {
        Dataset data = OwnTraining.OneHot();
        Assert.Equal(
            OwnTraining.Fit(data, () => new Adam(0.01), Loss.CategoricalHinge).Parameters,
            OwnTraining.Fit(data, () => new Adam(0.01), Loss.FromGroupFormula(new OwnParts.Margin(1)), threads).Parameters);
        Assert.Equal(
            OwnTraining.Fit(data, () => new Adam(0.01), new CosineSimilarity(axis: 0)).Parameters,
            OwnTraining.Fit(data, () => new Adam(0.01), Loss.FromGroupFormula(default(OwnParts.Cosine), axis: 0), threads).Parameters);
    }

    [Fact]
    public void The_loop_by_hand_gives_the_bits_of_Fit()
    {
        Dataset data = OwnTraining.Data();
        Loss loss = Loss.FromFormula(new OwnParts.RobustError(0.7f));
        using Model fitted = OwnTraining.Make(), looped = OwnTraining.Make();
        fitted.Compile(new SGD(0.1), loss);
        fitted.Fit(data, epochs: 2, batchSize: OwnTraining.Batch, verbose: 0);
        var optimizer = new SGD(0.1);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            foreach (Batch batch in data.Batches(OwnTraining.Batch, shuffleSeed: 2, epoch))
            {
                looped.Forward(batch.Inputs);
                Assert.True(float.IsFinite(looped.Backward(batch.Labels, loss)));
                optimizer.Step(looped);
            }
        }

        Assert.Equal(fitted.Values(), looped.Values());
    }

    [Fact]
    public void Outputs_have_losses_of_one_s_own_with_weights()
    {
        Dataset data = TwoHeads.Data(50, [.. Enumerable.Range(0, 50).Select(i => (i % 5) / 2f)]);
        float[] Train(Loss odd, int threads)
        {
            using Model model = TwoHeads.Make(0, new CpuDevice(threads));
            model.Compile(new Adam(0.01), losses: new() { ["digit"] = "sparse_categorical_crossentropy", ["odd"] = odd },
                lossWeights: new() { ["odd"] = 0.25 });
            model.Fit(data, epochs: 2, batchSize: 16, verbose: 0);
            return model.Values();
        }

        float[] expected = Train(Loss.MeanSquaredError, threads: 1);
        Assert.Equal(expected, Train(Loss.FromFormula(default(OwnParts.Square)), threads: 3));

        // One output, so the mean along the last axis is the value itself.
        Assert.Equal(expected, Train(new LambdaLoss("square", OwnParts.Squared), threads: 2));
    }

    [Fact]
    public void It_is_called_by_itself_and_watched_under_its_name()
    {
        Loss loss = Loss.FromFormula(new OwnParts.RobustError(0.5f));
        Assert.Equal("robust_error", loss.ToString());
        Assert.Equal("far", Loss.FromFormula(new OwnParts.RobustError(0.5f), name: "far").Name);
        float[] y = [0, 1, 2, 3], p = [0.1f, 3, 2, 2.6f];
        Assert.Equal(new Huber(0.5).Values(y, p, lastAxis: 2), loss.Values(y, p, lastAxis: 2));
        Loss cosine = Loss.FromGroupFormula(default(OwnParts.Cosine));
        Assert.Equal(Loss.CosineSimilarity.Values(y, p, lastAxis: 2), cosine.Values(y, p, lastAxis: 2));
        History history = OwnTraining.Fit(OwnTraining.Data(), () => new SGD(), "mse", metric: loss).History;
        Assert.Equal(["loss", "robust_error", "val_loss", "val_robust_error"], history.Names);
    }

    [Fact]
    public void A_wrong_derivative_is_found()
    {
        using Model model = OwnTraining.Make();
        float[] before = model.Values();
        Loss wrong = Loss.FromFormula(default(Wrong)), wrongOfGroups = Loss.FromGroupFormula(default(WrongOfGroups), axis: [0, 1]);
        foreach (Loss loss in (Loss[])[wrong, wrongOfGroups])
        {
            model.Compile("sgd", loss);
            Assert.StartsWith($"The gradient of the loss {loss.Name} is wrong. In sample 0 of the batch, output ",
                Assert.Throws<InvalidOperationException>(() => model.Fit(OwnTraining.Data(), verbose: 0)).Message);
        }

        Assert.Equal(before, model.Values());
        model.Compile("sgd", Loss.FromFormula(default(Wrong), checkGradient: false));
        model.Fit(OwnTraining.Data(), verbose: 0);
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        Loss loss = Loss.FromFormula(new OwnParts.RobustError(1));
        using Model model = OwnTraining.Make();
        model.Compile("sgd", loss);
        Says("The loss robust_error needs 3 target values for each output of layer 3 (Dense), but the labels are class indices.",
            () => model.Fit(OwnTraining.Data(classes: true), verbose: 0));
        Says("41 samples need 123 target values, 3 each for layer 3 (Dense), but 82 are given.",
            () => model.Fit(OwnTraining.Data(perSample: 2), verbose: 0));
        Says("The loss robust_error has Reduction.None, so it gives a number for each sample",
            () => model.Compile("sgd", Loss.FromFormula(new OwnParts.RobustError(1), reduction: Reduction.None)));
        Says("Large has 68 bytes of numbers of its own; a formula has at most 64.", () => Loss.FromFormula(default(Large)));
        Says("axis", () => model.Compile("sgd", Loss.FromGroupFormula(default(OwnParts.Cosine), axis: 5)));

        static void Says(string text, Action call) => Assert.Contains(text, Assert.ThrowsAny<Exception>(call).Message);
    }

    private readonly struct Wrong : IElementwiseLoss
    {
        public float Value(float y, float p) => (p - y) * (p - y);

        public float Derivative(float y, float p) => p - y;
    }

    private readonly struct WrongOfGroups : IGroupLoss
    {
        public static bool ThirdIsLargest => false;

        public float First(float y, float p) => (p - y) * (p - y);

        public float Second(float y, float p) => 0;

        public float Third(float y, float p) => 0;

        public float Value(float a, float b, float c) => MathF.Sqrt(a);

        public float Derivative(float y, float p, float a, float b, float c, bool isLargest) => (y - p) / MathF.Sqrt(a);
    }

    private unsafe struct Large : IElementwiseLoss
    {
        public fixed float Numbers[17];

        public readonly float Value(float y, float p) => 0;

        public readonly float Derivative(float y, float p) => 0;
    }
}
