using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Data and arguments that do not fit are refused before anything changes, in words that say what to write instead.</summary>
public class BadDataTests
{
    [Fact]
    public void A_label_out_of_range_is_named_with_its_sample()
    {
        foreach (int wrong in new[] { 4, -1 })
        {
            Refuses<ArgumentOutOfRangeException>(
                $"The label of sample 2 is {wrong}, but layer 1 (Dense) gives 4 classes, so labels are 0 to 3.",
                model => model.Fit(Digits.Classes(new float[24], [0, 3, wrong], 8), verbose: 0));
        }

        using var byHand = new LinearModel(8, 4);
        byHand.Forward(new float[8]);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            byHand.Backward(new Labels((ReadOnlyMemory<int>)new[] { 7 }), Loss.CategoricalCrossentropy));
    }

    [Fact]
    public void Samples_of_another_shape_are_refused()
    {
        Refuses<ArgumentException>("The samples of data are 9, but the input of linear is 8.",
            model => model.Fit(Digits.Clusters(4, inputs: 9), verbose: 0));
        Refuses<ArgumentException>(
            "The samples of validationData are 9, but the input of linear is 8.",
            model => model.Fit(Digits.Clusters(4), validationData: Digits.Clusters(4, inputs: 9), verbose: 0));
        Refuses<ArgumentException>("9 values are given, but one sample of linear is 8, 8 values.", model => model.Predict(new float[9]));
        Refuses<ArgumentException>(
            "16 values are given, but one sample of linear is 8, 8 values. For many samples write model.Predict(samples, batchSize: 32).",
            model => model.Predict(new float[16]));
        Refuses<ArgumentException>("9 values are not a whole number of samples: one sample of linear is 8, 8 values.",
            model => model.Forward(new float[9]));
        Refuses<ArgumentException>("0 values are not a whole number of samples", model => model.Forward([]));
        Refuses<ArgumentException>("The outputs of 2 samples are 8 values, but there is room for 7.",
            model => model.Predict(new float[16], new float[7]));
    }

    [Fact]
    public void Labels_of_another_number_are_refused() => Refuses<ArgumentException>(
        "2 samples need 8 target values, 4 each for layer 1 (Dense), but 6 are given.",
        model => model.Fit(Digits.Dense(new float[16], new float[6], 8), verbose: 0));

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Dataset data = Digits.Clusters(4);
        Refuses<ArgumentOutOfRangeException>("epochs is -1; it must be at least 0.", model => model.Fit(data, epochs: -1));
        Refuses<ArgumentOutOfRangeException>("batchSize is 0; it must be at least 1.", model => model.Fit(data, batchSize: 0));
        Refuses<ArgumentOutOfRangeException>("batchSize is 0; it must be at least 1.", model => model.Evaluate(data, batchSize: 0));
        Refuses<ArgumentOutOfRangeException>("validationSplit is 1; it must be at least 0 and less than 1.",
            model => model.Fit(data, validationSplit: 1));
        Refuses<ArgumentException>(
            "validationSplit 0.9 of 4 samples leaves 0 for training and 4 for validation; each side needs at least 1.",
            model => model.Fit(data, validationSplit: 0.9));
        Refuses<ArgumentOutOfRangeException>("verbose is 3; it is 0 (nothing), 1 (a progress bar) or 2 (a line for each epoch).",
            model => model.Fit(data, verbose: 3));
    }

    [Fact]
    public void Losses_that_make_no_sense_for_the_model_are_refused()
    {
        using var linear = new LinearModel(8, 4, Activation.Linear);
        using var single = new LinearModel(8, 1, Activation.Linear);
        using var softmax = new LinearModel(8, 4);
        Says(
            "Loss.CategoricalCrossentropy needs probabilities, but layer 1 (Dense) does not end in Softmax. Use Activation.Softmax there, "
                + "or new CategoricalCrossentropy(fromLogits: true) or Loss.MeanSquaredError here.",
            () => linear.Compile("sgd", Loss.CategoricalCrossentropy));
        Says(
            "Loss.SparseCategoricalCrossentropy needs at least 2 classes, but layer 1 (Dense) gives 1 value. Give it one unit for each "
                + "class, or use Loss.MeanSquaredError here.",
            () => single.Compile("sgd", Loss.SparseCategoricalCrossentropy));
        Says(
            "CategoricalCrossentropy with fromLogits needs logits, but layer 1 (Dense) ends in Softmax. Use Activation.Linear there, or "
                + "leave fromLogits out here.",
            () => softmax.Compile("sgd", new CategoricalCrossentropy(fromLogits: true)));
        softmax.Compile("sgd", Loss.SparseCategoricalCrossentropy);
        Says(
            "Loss.SparseCategoricalCrossentropy needs class indices, but the labels are dense targets. Use Loss.CategoricalCrossentropy, "
                + "which takes both.",
            () => softmax.Fit(Digits.Dense(new float[8], new float[4], 8), verbose: 0));
        softmax.Compile("sgd", "mse");
        Says(
            "Loss.MeanSquaredError needs 4 target values for each output of layer 1 (Dense), but the labels are class indices. Give dense "
                + "targets (one-hot, say), or use Loss.SparseCategoricalCrossentropy.",
            () => softmax.Fit(Digits.Clusters(4), verbose: 0));
        softmax.Compile();
        Says(
            "linear was not compiled with a loss, which Fit needs. Write model.Compile(new SGD(learningRate: 0.01), "
                + "Loss.CategoricalCrossentropy, Metric.Accuracy) first.",
            () => softmax.Fit(Digits.Clusters(4), verbose: 0));

        static void Says(string message, Action act) => Assert.Equal(message, Assert.Throws<InvalidOperationException>(act).Message);
    }

    [Fact]
    public void An_unknown_loss_lists_the_near_ones()
    {
        Assert.StartsWith(
            "There is no loss \"categorical_crosentropy\". Did you mean \"categorical_crossentropy\"",
            Assert.Throws<ArgumentException>(() => (Loss)"categorical_crosentropy").Message);
        Assert.DoesNotContain("Did you mean", Assert.Throws<ArgumentException>(() => (Loss)"zzzzzzzzzzzz").Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Not_a_number_in_the_inputs_stops_training_before_the_weights_change()
    {
        Dataset data = Digits.Clusters(30);
        float[] x = [.. Enumerable.Range(0, 30).SelectMany(i => data.Sample(i).ToArray())];
        x[25 * 8] = float.NaN;
        using var model = FitTests.Compiled();
        using var stopped = FitTests.Compiled();
        NonFiniteLossException e = Assert.Throws<NonFiniteLossException>(() =>
            model.Fit(Digits.Classes(x, data.Labels.Classes.ToArray(), 8), batchSize: 10, shuffle: false, verbose: 0));
        Assert.Equal(
            "The loss is NaN in epoch 1, step 3; the weights are as they were before that step. Try a smaller learning rate, and look for "
                + "NaN or very large numbers in the inputs and targets.",
            e.Message);
        Assert.Equal((0, 2), (e.Epoch, e.Step));
        stopped.Fit(Digits.Classes(x[..160], data.Labels.Classes[..20].ToArray(), 8), batchSize: 10, shuffle: false, verbose: 0);
        Assert.Equal(stopped.Parameters[0].ToArray(), model.Parameters[0].ToArray());
    }

    private static void Refuses<T>(string message, Action<LinearModel> act) where T : Exception
    {
        using LinearModel model = FitTests.Compiled();
        float[] before = model.Parameters[0].ToArray();
        Assert.StartsWith(message, Assert.Throws<T>(() => act(model)).Message);
        Assert.Equal(before, model.Parameters[0].ToArray());
        model.Fit(Digits.Clusters(4), verbose: 0);
    }
}
