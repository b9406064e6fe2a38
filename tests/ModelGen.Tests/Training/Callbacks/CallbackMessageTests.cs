using Xunit;

namespace ModelGen.Tests;

/// <summary>What callbacks print is, byte for byte, what Keras 3's print. Alone, because the console is one for all tests.</summary>
[Collection(nameof(Alone))]
public sealed class CallbackMessageTests : TemporaryFolder
{
    [Fact]
    public void EarlyStopping_says_when_it_stopped_and_what_it_restored()
    {
        Assert.Equal(
            "Epoch 4: early stopping\nRestoring model weights from the end of the best epoch: 2.\n",
            Printed(() =>
                Script.Run("x", [1, .5, .6, .7, .8],
                    new EarlyStopping("x", patience: 2, mode: "min", verbose: 1, restoreBestWeights: true))));
        Assert.Equal(
            "Restoring model weights from the end of the best epoch: 1.\n",
            Printed(() =>
                Script.Run("x", [.1, .5], new EarlyStopping("x", patience: 2, mode: "min", verbose: 1, restoreBestWeights: true))));
        Assert.Equal("", Printed(() => Script.Run("x", [1, 2], new EarlyStopping("x", mode: "min", restoreBestWeights: true))));
    }

    [Fact]
    public void Rates_are_said_as_Python_writes_them()
    {
        using LinearModel model = FitTests.Compiled(rate: .001);
        Assert.Equal(
            "\nEpoch 2: ReduceLROnPlateau reducing learning rate to 0.00010000000474974513.\n",
            Printed(() => Script.Run(model, "x", [1, 1], new ReduceLROnPlateau("x", patience: 1, mode: "min", verbose: 1))));
        Assert.Equal(
            "\nEpoch 1: LearningRateScheduler setting learning rate to 0.5.\n\nEpoch 2: LearningRateScheduler setting learning rate to "
                + "1e-05.\n",
            Printed(() => Script.Run(model, "x", [1, 1], new LearningRateScheduler(epoch => epoch == 0 ? .5 : 1e-5, verbose: 1))));
    }

    [Fact]
    public void ModelCheckpoint_says_why_it_saves()
    {
        string file = At("{epoch}.safetensors");
        Assert.Equal($"\nEpoch 1: saving model to {At("1.safetensors")}\n",
            Printed(() => Script.Run("x", [1], new ModelCheckpoint(file, verbose: 1))));
        Assert.Equal(
            $"\nEpoch 1: x improved from None to 1.00000, saving model to {At("1.safetensors")}\n\nEpoch 2: x did not improve from "
                + $"1.00000\n\nEpoch 3: x improved from 1.00000 to 0.12346, saving model to {At("3.safetensors")}\n",
            Printed(() => Script.Run("x", [1, 2, .123456], new ModelCheckpoint(file, "x", verbose: 1, saveBestOnly: true, mode: "min"))));
    }

    [Fact]
    public void TerminateOnNaN_names_the_batch()
    {
        using LinearModel model = FitTests.Compiled();
        var x = new float[3 * 8];
        x[^1] = float.NaN;
        Assert.Equal(
            "Batch 2: Invalid loss, terminating training\n",
            Printed(() => model.Fit(x, (int[])[0, 1, 2], batchSize: 1, shuffle: false, callbacks: [new TerminateOnNaN()], verbose: 0)));
    }

    [Fact]
    public void The_line_of_an_epoch_comes_after_its_callbacks_and_holds_what_they_add()
    {
        using LinearModel model = FitTests.Compiled();
        string printed = Printed(() => model.Fit(
            Digits.Clusters(20), epochs: 2, batchSize: 5, validationSplit: .2, validationFreq: 2,
            callbacks: [new LearningRateScheduler(_ => .25, verbose: 1)], verbose: 2));
        string[] lines = printed.Split('\n');
        Assert.Equal(["", "Epoch 1: LearningRateScheduler setting learning rate to 0.25.", "Epoch 1/2"], lines[..3]);
        Assert.Matches(@"^4/4 - \d+s - \d+(s|ms|us)/step - accuracy: \S+ - learning_rate: 0\.2500 - loss: \S+$", lines[3]);
        Assert.Equal(["", "Epoch 2: LearningRateScheduler setting learning rate to 0.25.", "Epoch 2/2"], lines[4..7]);
        Assert.Matches(
            @"^4/4 - \d+s - \d+(s|ms|us)/step - accuracy: \S+ - learning_rate: 0\.2500 - loss: \S+ - val_accuracy: \S+ - val_loss: \S+$",
            lines[7]);
    }

    [Fact]
    public void Epochs_are_counted_from_the_initial_one_and_steps_as_asked_for()
    {
        using LinearModel model = FitTests.Compiled();
        string printed = Printed(() =>
            model.Fit(Digits.Clusters(20), epochs: 4, batchSize: 5, initialEpoch: 2, stepsPerEpoch: 2, verbose: 2));
        Assert.Matches(@"^Epoch 3/4\n2/2 - [^\n]*\nEpoch 4/4\n2/2 - [^\n]*\n$", printed);
    }

    [Fact]
    public void Evaluate_and_Predict_print_a_line_where_they_are_asked_to()
    {
        using LinearModel model = FitTests.Compiled();
        Assert.Matches(@"^3/3 - \d+s - \d+(s|ms|us)/step - accuracy: \S+ - loss: \S+\n$",
            Printed(() => model.Evaluate(Digits.Clusters(25), batchSize: 10, verbose: 2)));
        Assert.Matches(@"^2/2 - \d+s - \d+(s|ms|us)/step\n$",
            Printed(() => model.Predict(Digits.Clusters(25), batchSize: 10, verbose: 2, steps: 2)));
        Assert.Equal("", Printed(() => model.Evaluate(Digits.Clusters(25))));
    }

    [Fact]
    public void Samples_that_run_out_are_warned_of_once()
    {
        using LinearModel model = FitTests.Compiled();
        TextWriter before = Console.Error;
        var errors = new StringWriter();
        Console.SetError(errors);
        try { Printed(() => model.Fit(Digits.Clusters(25), epochs: 4, batchSize: 10, stepsPerEpoch: 2, verbose: 2)); }
        finally { Console.SetError(before); }
        Assert.Equal(
            "The samples ran out after 1 of the 2 steps of epoch 2, so it ends there and the next one begins a new pass over them: at "
                + "batchSize 10 they are 3 batches. " +
            "Give stepsPerEpoch a divisor of that, or leave it out." + Environment.NewLine,
            errors.ToString());
    }

    private static string Printed(Action act)
    {
        TextWriter before = Console.Out;
        var printed = new StringWriter();
        Console.SetOut(printed);
        try { act(); }
        finally { Console.SetOut(before); }
        return printed.ToString();
    }
}
