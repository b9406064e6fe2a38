using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Losses that are functions: their gradient is checked, and what they throw changes nothing.</summary>
public sealed class LambdaLossTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void It_trains_as_the_formula_does_on_any_number_of_threads(int threads)
    {
        Dataset data = OwnTraining.Data(weights: OwnTraining.Weights);
        var loss = new LambdaLoss("squared", OwnParts.Squared);
        float[] one = OwnTraining.Fit(data, () => new SGD(0.1), loss).Parameters;
        Assert.Equal(one, OwnTraining.Fit(data, () => new SGD(0.1), loss, threads).Parameters);
        float[] formula = OwnTraining.Fit(data, () => new SGD(0.1), "mse").Parameters;
        Assert.All(formula.Zip(one), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Theory]
    [InlineData(Reduction.Sum)]
    [InlineData(Reduction.MeanWithSampleWeight)]
    [InlineData(Reduction.SumOverBatchSize)]
    public void Reductions_and_weights_are_those_of_any_loss(Reduction reduction)
    {
        float[] y = [1, 0, 2, 1], p = [0.5f, 0.5f, 1, 3], weights = [2, 0.5f];
        var expected = new MeanSquaredError(reduction);
        var loss = new LambdaLoss("squared", OwnParts.Squared, reduction);
        var (values, gradient) = new LossBench(expected, Activation.Linear, [2]).Run(p, new Labels(y), weights);
        var (others, slopes) = new LossBench(loss, Activation.Linear, [2]).Run(p, new Labels(y), weights);
        Assert.Equal(values, others);
        Assert.Equal(gradient, slopes);
        Assert.Equal(expected.Value(y, p, 2, weights), loss.Value(y, p, 2, weights));
    }

    // The cross-entropy of a softmax, from class indices that come one-hot.
    [Fact]
    public void Class_indices_come_as_ones()
    {
        Dataset data = OwnTraining.Data(classes: true);
        float[] expected = OwnTraining.Fit(data, () => new SGD(0.1), new SparseCategoricalCrossentropy(fromLogits: true)).Parameters;
        float[] actual = OwnTraining.Fit(data, () => new SGD(0.1), new LambdaLoss("crossentropy", Crossentropy)).Parameters;
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void A_wrong_gradient_is_found_in_the_first_batch_and_nothing_has_changed()
    {
        using Model model = OwnTraining.Make();
        float[] before = model.Values();
        model.Compile("sgd", new LambdaLoss("half", (y, p, gradient) =>
        {
            double value = OwnParts.Squared(y, p, gradient);
            gradient[1] /= 2;
            return value;
        }));
        string message = Assert.Throws<InvalidOperationException>(() => model.Fit(OwnTraining.Data(), verbose: 0)).Message;
        Assert.StartsWith("The gradient of the loss half is wrong. In sample 0 of the batch, output 1, with target ", message);
        Assert.Contains(", but its values have a slope of ", message);
        Assert.EndsWith("Correct it; checkGradient: false leaves this check out.", message);
        Assert.Equal(before, model.Values());
        Assert.Equal(0, model.Iteration);

        // The model is as good as before.
        model.Compile(new SGD(0.1), "mse");
        model.Fit(OwnTraining.Data(), epochs: 3, batchSize: OwnTraining.Batch, validationSplit: 0.2, verbose: 0);
        Assert.Equal(OwnTraining.Fit(OwnTraining.Data(), () => new SGD(0.1), "mse").Parameters, model.Values());
    }

    [Fact]
    public void A_gradient_that_is_not_set_is_asked_for()
    {
        using Model model = OwnTraining.Make();
        model.Compile("sgd", new LambdaLoss("none", static (y, p, gradient) => p[0] * p[0]));
        Dataset data = OwnTraining.Data();
        Batch batch = data.Batches(4).First();
        model.Forward(batch.Inputs);
        Labels labels = batch.Labels;
        Assert.Contains("It has set no gradient at all: gradient[i] is to be the derivative",
            Assert.Throws<InvalidOperationException>(() => model.Backward(labels)).Message);
        model.Compile("sgd", new LambdaLoss("none", static (y, p, gradient) => p[0] * p[0], checkGradient: false));
        model.Fit(data, verbose: 0);
    }

    // Edges, ends of a logarithm, large and small numbers: right gradients all of them.
    [Fact]
    public void A_right_gradient_passes()
    {
        Passes([0, 1, 0.5f], [0, 1, 0.5001f], static (y, p) => MathF.Abs(p - y), static (y, p) => MathF.Sign(p - y));
        Passes([1, 0.2f, 1e-3f], [1e-4f, 1e-6f, 0.999f], static (y, p) => -y * MathF.Log(p), static (y, p) => -y / p);
        Passes([1e6f, 2, 0], [1e6f + 100, 2000, 1e-5f], static (y, p) => (p - y) * (p - y), static (y, p) => 2 * (p - y));
        Passes([1, 1, 1], [-30, 0, 30], static (y, p) => MathF.Log(1 + MathF.Exp(-p)), static (y, p) => -1 / (1 + MathF.Exp(p)));
        Passes([0, 0, 0], [0, 1, 2], static (y, p) => 7, static (y, p) => 0);
    }

    [Fact]
    public void What_it_throws_comes_out_and_leaves_the_model_as_it_was()
    {
        using Model model = OwnTraining.Make(model: OwnTraining.Normalized);
        Dataset data = OwnTraining.Data();
        int calls = 0;
        var loss = new LambdaLoss("failing", (y, p, gradient) =>
            ++calls > 20 ? throw new TimeoutException("enough") : OwnParts.Squared(y, p, gradient), checkGradient: false);
        float[] before = model.Values();
        model.Compile("sgd", loss);
        Assert.Throws<TimeoutException>(() => model.Fit(data, batchSize: OwnTraining.Samples, verbose: 0));
        calls = 0;
        Assert.Throws<TimeoutException>(() => model.TrainOnBatch(data.Batches(30).First().Inputs, data.Batches(30).First().Labels));
        Assert.Equal(before, model.Values());
        calls = int.MinValue;
        model.Fit(data, verbose: 0);
        Assert.NotEqual(before, model.Values());
    }

    [Fact]
    public void NaN_ends_training_as_that_of_any_loss_does()
    {
        using Model model = OwnTraining.Make();
        model.Compile("sgd", new LambdaLoss("nan", static (y, p, gradient) => double.NaN));
        float[] before = model.Values();
        Assert.Throws<NonFiniteLossException>(() => model.Fit(OwnTraining.Data(), verbose: 0));
        Assert.Equal(before, model.Values());
    }

    [Fact]
    public void Weights_of_rows_are_refused_and_rows_come_one_after_the_other()
    {
        using Model model = OwnTraining.Make(model: OwnTraining.Sequence);
        Dataset data = OwnTraining.Data(perSample: 6);
        var loss = new LambdaLoss("squared", OwnParts.Squared);
        model.Compile("sgd", loss);
        model.Fit(data, verbose: 0);
        Dataset weighted = data.WithSampleWeight((float[])[.. Enumerable.Repeat(1f, 2 * OwnTraining.Samples)]);
        Assert.StartsWith("The loss squared gives one number for each sample, but there are 2 weights for each",
            Assert.Throws<InvalidOperationException>(() => model.Fit(weighted, verbose: 0)).Message);
    }

    private static double Crossentropy(ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> gradient)
    {
        double sum = 0, loss = 0;
        foreach (float logit in z) { sum += Math.Exp(logit); }
        for (int i = 0; i < z.Length; i++)
        {
            loss -= y[i] * (z[i] - Math.Log(sum));
            gradient[i] = (float)(Math.Exp(z[i]) / sum) - y[i];
        }

        return loss;
    }

    private static void Passes(float[] y, float[] p, Func<float, float, float> value, Func<float, float, float> slope)
    {
        var loss = new LambdaLoss("right", (y, p, gradient) =>
        {
            double sum = 0;
            for (int i = 0; i < p.Length; i++) { (sum, gradient[i]) = (sum + value(y[i], p[i]), slope(y[i], p[i])); }
            return sum;
        });
        new LossBench(loss, Activation.Linear, [y.Length]).Run(p, new Labels(y));
    }
}
