using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// Training stops where Keras stops it. The expected epochs follow by hand from Keras 3's rule: wait += 1 each epoch, 0 on an improvement,
/// stop when wait >= patience.
/// </summary>
public class EarlyStoppingTests
{
    public static TheoryData<string, EarlyStopping, double[], int> Cases => new()
    {
        { "patience 0 stops at the first epoch that is not better", new("watched", mode: "min"), [1, .9, .9, .8], 3 },
        { "patience 2 waits for two", new("watched", patience: 2, mode: "min"), [1, .9, .95, .91, .5], 4 },
        { "an improvement begins the wait again", new("watched", patience: 2, mode: "min"), [1, 1.1, .9, .95, .92, .91], 5 },
        { "less than minDelta is no improvement", new("watched", minDelta: .1, patience: 2, mode: "min"), [1, .95, .92, .1], 3 },
        { "the sign of minDelta does not matter", new("watched", minDelta: -.1, patience: 2, mode: "min"), [1, .95, .92, .1], 3 },
        { "more than minDelta is one", new("watched", minDelta: .1, patience: 2, mode: "min"), [1, .95, .85, .1, .05], 5 },
        { "max: more is better", new("watched", patience: 1, mode: "max"), [.5, .6, .6, .9], 3 },
        { "max: minDelta", new("watched", minDelta: .2, patience: 1, mode: "max"), [.5, .75, .9, .9], 3 },
        { "auto: the loss is to fall", new("loss", patience: 1), [1, .9, .95, .5], 3 },
        { "auto: accuracy is to rise", new("accuracy", patience: 1), [.5, .6, .55, .9], 3 },
        { "auto: the prefix of validation does not matter", new("val_accuracy", patience: 1), [.5, .6, .55, .9], 3 },
        { "short of the baseline the wait goes on", new("watched", patience: 2, mode: "min", baseline: .5), [1, .9, .9, .9], 3 },
        { "an epoch that improves does not stop, baseline or not", new("watched", patience: 2, mode: "min", baseline: .5), [1, .9, .8, .7],
            4 },
        { "beating the baseline begins the wait again", new("watched", patience: 2, mode: "min", baseline: .5), [1, .4, .45, .45, .4], 4 },
        { "epochs before startFromEpoch are not looked at", new("watched", patience: 1, mode: "min", startFromEpoch: 2), [1, 2, 3, 4, 5],
            4 },
        { "nothing is better than NaN", new("watched", mode: "min"), [double.NaN, double.NaN], 2 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_stops_where_Keras_stops_it(string what, EarlyStopping callback, double[] watched, int epochs)
    {
        History history = Script.Run(callback.Monitor, watched, callback);
        Assert.True(epochs == history.Epochs, $"{what}: {history.Epochs} epochs");
        Assert.Equal(epochs < watched.Length ? epochs - 1 : callback.StoppedEpoch, callback.StoppedEpoch);
    }

    [Theory]
    [InlineData(new[] { 1, .5, .7, .8, .9 }, 2, 4, 1)]   // stopped at epoch 3, the best is epoch 1
    [InlineData(new[] { 1, .5, .7, .8 }, 9, 4, 1)]       // not stopped; Keras 3 restores all the same
    [InlineData(new[] { .5, .4, .3 }, 9, 3, 2)]          // the last one is the best
    [InlineData(new[] { double.NaN, double.NaN }, 9, 2, 0)] // nothing improves on the first
    public void The_best_weights_come_back_at_the_end(double[] watched, int patience, int epochs, int best)
    {
        using LinearModel model = FitTests.Compiled();
        List<float[]> weights = [];
        var callback = new EarlyStopping("watched", patience: patience, mode: "min", restoreBestWeights: true);
        var record = new LambdaCallback { EpochEnd = (_, _) => weights.Add(model.Parameters[0].ToArray()) };
        Assert.Equal(epochs, Script.Run(model, "watched", watched, callback, record).Epochs);
        Assert.Equal(best, callback.BestEpoch);
        Assert.Equal(weights[best], model.Parameters[0].ToArray());
        Assert.Equal(epochs, weights.Select(w => string.Join(" ", w)).Distinct().Count());
    }

    [Fact]
    public void An_epoch_without_validation_neither_counts_nor_fails()
    {
        using LinearModel model = FitTests.Compiled(rate: 0);
        var callback = new EarlyStopping(patience: 1);
        // Rate 0: val_loss is measured in epochs 1 and 3 and is the same, so the wait is 1 there.
        History history = model.Fit(Digits.Clusters(20), epochs: 9, validationSplit: .5, validationFreq: 2, callbacks: [callback],
            verbose: 0);
        Assert.Equal([0, 1, 2, 3], history.Epoch);
        Assert.Equal(2, history["val_loss"].Count);
        Assert.Equal(4, history["loss"].Count);
    }

    [Fact]
    public void It_can_be_used_again()
    {
        var callback = new EarlyStopping("watched", patience: 1, mode: "min");
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(2, Script.Run("watched", [.1, .2, .3], callback).Epochs);
            Assert.Equal((1, 1, .1, 0), (callback.StoppedEpoch, callback.Wait, callback.Best, callback.BestEpoch));
        }
    }

    [Fact]
    public void What_is_not_measured_is_an_error_that_lists_what_is()
    {
        Says(
            "EarlyStopping watches \"val_loss\", which is not measured here. There are: accuracy, loss. Give Fit validationData or "
                + "validationSplit.",
            model => model.Fit(Digits.Clusters(20), callbacks: [new EarlyStopping()], verbose: 0));
        Says(
            "EarlyStopping watches \"acuracy\", which is not measured here. There are: accuracy, loss.",
            model => model.Fit(Digits.Clusters(20), callbacks: [new EarlyStopping("acuracy")], verbose: 0));
        Says(
            "EarlyStopping watches \"mine\" and cannot tell whether more or less of it is better. Write mode: \"max\" or mode: \"min\".",
            model => Script.Run(model, "mine", [1, 2], new EarlyStopping("mine")));

        static void Says(string message, Action<Model> act)
        {
            using LinearModel model = FitTests.Compiled();
            Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => act(model)).Message);
        }
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Says("patience is -1; it must be at least 0.", () => new EarlyStopping(patience: -1));
        Says("startFromEpoch is -1; it must be at least 0.", () => new EarlyStopping(startFromEpoch: -1));
        Says("minDelta is NaN; it must be finite.", () => new EarlyStopping(minDelta: double.NaN));
        Says("mode is \"less\"; it is \"auto\" (as the metric says), \"min\" (less is better) or \"max\" (more is better).",
            () => new EarlyStopping(mode: "less"));

        static void Says(string message, Func<object> make) =>
            Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message);
    }
}
