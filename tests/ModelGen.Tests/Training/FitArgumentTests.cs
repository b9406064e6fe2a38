using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>The arguments of Fit, Evaluate and Predict mean what Keras's mean.</summary>
public class FitArgumentTests
{
    private static readonly Dataset s_data = Digits.Clusters(25);

    [Theory]
    [InlineData(1)]     // online learning: a step for each sample
    [InlineData(4)]     // mini-batches, the last one smaller
    [InlineData(25)]    // full-batch learning: one step an epoch
    [InlineData(1_000)] // a batch larger than the data is the data
    public void Online_mini_batch_and_full_batch_learning_make_the_steps_of_plain_gradient_descent(int batchSize)
    {
        using LinearModel model = FitTests.Compiled(rate: .5);
        double[] w = [.. model.Parameters[0].ToArray().Select(v => (double)v)];
        model.Fit(s_data, epochs: 2, batchSize: batchSize, shuffle: false, verbose: 0);
        Assert.Equal(2 * ((25 + batchSize - 1) / batchSize), model.Optimizer.Iterations);
        for (int first = 0, epoch = 0; epoch < 2; first = first + batchSize < 25 ? first + batchSize : 0, epoch += first == 0 ? 1 : 0)
        {
            Descend(w, first, Math.Min(batchSize, 25 - first), .5);
        }

        float[] actual = model.Parameters[0].ToArray();
        for (int i = 0; i < w.Length; i++) { Assert.Equal(w[i], actual[i], 1e-5); }
    }

    // w -= rate * mean over the batch of x (softmax(x w) - y), in double.
    private static void Descend(double[] w, int first, int count, double rate)
    {
        var gradient = new double[w.Length];
        for (int n = first; n < first + count; n++)
        {
            ReadOnlySpan<float> x = s_data.Sample(n);
            var p = new double[4];
            for (int o = 0; o < 4; o++)
            {
                for (int i = 0; i < 8; i++) { p[o] += x[i] * w[i * 4 + o]; }
            }

            double sum = p.Sum(Math.Exp);
            for (int o = 0; o < 4; o++)
            {
                for (int i = 0; i < 8; i++)
                {
                    gradient[i * 4 + o] += x[i] * (Math.Exp(p[o]) / sum - (s_data.Label(n) == o ? 1 : 0)) / count;
                }
            }
        }

        for (int i = 0; i < w.Length; i++) { w[i] -= rate * gradient[i]; }
    }

    [Fact]
    public void Class_weights_are_the_weights_of_samples_of_these_classes()
    {
        var classWeight = new Dictionary<int, double> { [0] = .5, [2] = 3 };
        float[] sampleWeight = [.. Enumerable.Range(0, 25).Select(i => s_data.Label(i) switch { 0 => .5f, 2 => 3f, _ => 1f })];
        float[] oneHot = [.. Enumerable.Range(0, 25).SelectMany(i => Enumerable.Range(0, 4).Select(o => s_data.Label(i) == o ? 1f : 0f))];
        float[] x = [.. Enumerable.Range(0, 25).SelectMany(i => s_data.Sample(i).ToArray())];
        string expected = Trained(model => model.Fit(s_data, sampleWeight: sampleWeight, batchSize: 4, verbose: 0));
        Assert.Equal(expected, Trained(model => model.Fit(s_data, classWeight: classWeight, batchSize: 4, verbose: 0)));
        Assert.Equal(expected, Trained(model => model.Fit(x, oneHot, classWeight: classWeight, batchSize: 4, verbose: 0)));
        Assert.Equal(expected, Trained(model => model.Fit(s_data.WithSampleWeight(sampleWeight), batchSize: 4, verbose: 0)));
        Assert.NotEqual(expected, Trained(model => model.Fit(s_data, batchSize: 4, verbose: 0)));
    }

    [Fact]
    public void Class_weights_change_the_loss_of_training_but_neither_metrics_nor_validation()
    {
        using LinearModel model = FitTests.Compiled(rate: 0);
        History plain = model.Fit(s_data, validationData: s_data, verbose: 0);
        History weighted = model.Fit(s_data, validationData: s_data,
            classWeight: new Dictionary<int, double> { [0] = 2, [1] = 2, [2] = 2, [3] = 2 }, verbose: 0);
        Assert.Equal(2 * plain["loss"][0], weighted["loss"][0], 1e-6);
        Assert.Equal(plain["accuracy"][0], weighted["accuracy"][0]);
        Assert.Equal(plain["val_loss"][0], weighted["val_loss"][0]);
    }

    [Fact]
    public void Sample_weights_are_split_with_their_samples()
    {
        using LinearModel model = FitTests.Compiled(rate: 0);
        float[] weights = [.. Enumerable.Range(0, 25).Select(i => i < 20 ? 1f : 2f)];
        History plain = model.Fit(s_data, validationSplit: .2, verbose: 0);
        History weighted = model.Fit(s_data, validationSplit: .2, sampleWeight: weights, verbose: 0);
        Assert.Equal(plain["loss"][0], weighted["loss"][0], 1e-12);
        Assert.Equal(2 * plain["val_loss"][0], weighted["val_loss"][0], 1e-6);
        Assert.Equal(2 * model.Evaluate(s_data).Loss, model.Evaluate(s_data, sampleWeight: Enumerable.Repeat(2f, 25).ToArray()).Loss, 1e-6);
    }

    [Fact]
    public void Class_weights_of_one_output_go_by_the_rounded_label()
    {
        using var model = new LinearModel(1, 1, Activation.Linear);
        model.Compile(new SGD(0), Loss.MeanSquaredError);
        model.Parameters[0].Set([1]);
        // Errors 1, 1, 1 with weights 1 (class 0 has none), 5, 7: (1 + 5 + 7) / 3.
        History history = model.Fit((float[])[1, 2, 3], (float[])[0, 1, 2], classWeight: new Dictionary<int, double> { [1] = 5, [2] = 7 },
            verbose: 0);
        Assert.Equal(13.0 / 3, history["loss"][0], 1e-6);
    }

    [Fact]
    public void Weights_that_make_no_sense_are_refused()
    {
        var weights = new Dictionary<int, double> { [1] = 2 };
        Refuses(
            "classWeight and sample weights are given, but a sample has one weight. Multiply them yourself, and give the products as "
                + "sampleWeight.",
            model => model.Fit(s_data, classWeight: weights, sampleWeight: new float[25], verbose: 0));
        Refuses("classWeight has a weight for class 4, but layer 1 (Dense) gives the classes 0 to 3.",
            model => model.Fit(s_data, classWeight: new Dictionary<int, double> { [4] = 2 }, verbose: 0));
        Refuses("classWeight[1] is nan; weights are finite numbers.",
            model => model.Fit(s_data, classWeight: new Dictionary<int, double> { [1] = double.NaN }, verbose: 0));
        Refuses("There are 3 sample weights for 25 samples; give one for each sample.",
            model => model.Fit(s_data, sampleWeight: new float[3], verbose: 0));
    }

    [Fact]
    public void Training_goes_on_from_the_initial_epoch_to_the_last()
    {
        using LinearModel once = FitTests.Compiled(), twice = FitTests.Compiled();
        History whole = once.Fit(s_data, epochs: 5, batchSize: 4, verbose: 0);
        twice.Fit(s_data, epochs: 2, batchSize: 4, verbose: 0);
        History rest = twice.Fit(s_data, epochs: 5, initialEpoch: 2, batchSize: 4, verbose: 0);
        Assert.Equal([0, 1, 2, 3, 4], whole.Epoch);
        Assert.Equal([2, 3, 4], rest.Epoch);
        Assert.Equal(once.Parameters[0].ToArray(), twice.Parameters[0].ToArray());
        Assert.Equal(0, twice.Fit(s_data, epochs: 5, initialEpoch: 5, verbose: 0).Epochs);
        Assert.Equal(once.Parameters[0].ToArray(), twice.Parameters[0].ToArray());
    }

    [Theory]
    [InlineData(3, "3 3 1 3 3 1")] // 7 batches of 4: the third epoch runs out of samples and ends
    [InlineData(7, "7 7 7 7 7 7")]
    [InlineData(9, "7 7 7 7 7 7")] // more than there are: each epoch is the whole data
    [InlineData(1, "1 1 1 1 1 1")]
    public void Steps_per_epoch_go_on_where_the_last_epoch_stopped(int steps, string expected)
    {
        using LinearModel model = FitTests.Compiled();
        var counts = new int[6];
        int epoch = 0;
        var count = new LambdaCallback { EpochBegin = e => epoch = e, BatchEnd = (_, _) => counts[epoch]++ };
        model.Fit(s_data, epochs: 6, batchSize: 4, stepsPerEpoch: steps, callbacks: [count], verbose: 0);
        Assert.Equal(expected, string.Join(" ", counts));
    }

    [Fact]
    public void Seven_epochs_of_one_step_are_one_epoch_of_seven()
    {
        Assert.Equal(Trained(model => model.Fit(s_data, batchSize: 4, verbose: 0)),
            Trained(model => model.Fit(s_data, epochs: 7, batchSize: 4, stepsPerEpoch: 1, verbose: 0)));
    }

    [Fact]
    public void The_validation_takes_its_own_batches_and_steps_and_epochs()
    {
        using LinearModel model = FitTests.Compiled(rate: 0);
        Dataset test = Digits.Clusters(20, seed: 6);
        History history = model.Fit(s_data, epochs: 5, validationData: test, validationSteps: 2, validationBatchSize: 3, validationFreq: 2,
            verbose: 0);
        Assert.Equal(5, history["loss"].Count);
        double first = model.Evaluate(test.Take(6)).Loss;
        Assert.Equal(2, history["val_loss"].Count); // after the second and the fourth epoch
        Assert.All(history["val_loss"], loss => Assert.Equal(first, loss, 1e-7)); // the same six samples each time
        Assert.Equal(model.Evaluate(test).Loss, model.Fit(s_data, validationData: test, validationSteps: 100, verbose: 0)["val_loss"][0],
            1e-7);
        Assert.Empty(model.Fit(s_data, validationData: test, validationFreq: 2, verbose: 0)["val_loss"]);
    }

    [Fact]
    public void Evaluate_and_Predict_take_the_first_batches_only_where_they_are_asked_to()
    {
        using LinearModel model = FitTests.Compiled();
        Assert.Equal(model.Evaluate(s_data.Take(8)).Loss, model.Evaluate(s_data, batchSize: 4, steps: 2).Loss, 1e-7);
        Assert.Equal(model.Predict(s_data.Take(8)), model.Predict(s_data, batchSize: 4, steps: 2));
        Assert.Equal(model.Predict(s_data), model.Predict(s_data, batchSize: 4, steps: 100));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Refuses("initialEpoch is -1; it must be at least 0.", model => model.Fit(s_data, initialEpoch: -1));
        Refuses("stepsPerEpoch is 0; it must be at least 1.", model => model.Fit(s_data, stepsPerEpoch: 0));
        Refuses("validationSteps is 0; it must be at least 1.", model => model.Fit(s_data, validationSteps: 0));
        Refuses("validationBatchSize is 0; it must be at least 1.", model => model.Fit(s_data, validationBatchSize: 0));
        Refuses("validationFreq is 0; it must be at least 1.", model => model.Fit(s_data, validationFreq: 0));
        Refuses("steps is 0; it must be at least 1.", model => model.Evaluate(s_data, steps: 0));
        Refuses("steps is 0; it must be at least 1.", model => model.Predict(s_data, steps: 0));
        Refuses("verbose is 3; it is 0 (nothing), 1 (a progress bar) or 2 (a line for each epoch).",
            model => model.Evaluate(s_data, verbose: 3));
    }

    [Fact]
    public void All_weights_are_read_and_set_at_once()
    {
        using LinearModel model = FitTests.Compiled(), other = new(8, 4, seed: 9);
        other.SetWeights(model.GetWeights());
        Assert.Equal(model.Parameters[0].ToArray(), other.Parameters[0].ToArray());
        Refuses("linear has 1 parameters, but 2 arrays are given.", m => m.SetWeights([new float[32], new float[4]]));
        Refuses("dense/kernel (8, 4) has 32 values, but 31 are given.", m => m.SetWeights([new float[31]]));
    }

    private static string Trained(Action<Model> fit)
    {
        using LinearModel model = FitTests.Compiled();
        fit(model);
        return string.Join(" ", model.Parameters[0].ToArray());
    }

    private static void Refuses(string message, Action<LinearModel> act)
    {
        using LinearModel model = FitTests.Compiled();
        float[] before = model.Parameters[0].ToArray();
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => act(model)).Message);
        Assert.Equal(before, model.Parameters[0].ToArray());
    }
}
