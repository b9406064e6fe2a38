using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// What callbacks compare and ask for: a number that is none is never the best, and what can never be there is said before anything has
/// changed.
/// </summary>
public sealed class MonitorTests : TemporaryFolder
{
    private const double NaN = double.NaN, Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData("min", new[] { NaN, .9, .8 }, 2)]
    [InlineData("min", new[] { .9, NaN, .95 }, 0)]
    [InlineData("min", new[] { -Infinity, .9, .8 }, 2)]
    [InlineData("min", new[] { Infinity, NaN, .8 }, 2)]
    [InlineData("max", new[] { NaN, .1, .2 }, 2)]
    [InlineData("max", new[] { Infinity, .1, NaN }, 1)]
    public void What_is_not_finite_is_never_the_best(string mode, double[] watched, int best)
    {
        using LinearModel model = FitTests.Compiled();
        var stopping = new EarlyStopping("watched", patience: 9, mode: mode, restoreBestWeights: true);
        var checkpoint = new ModelCheckpoint(At("{epoch}.safetensors"), "watched", saveBestOnly: true, mode: mode);
        List<float[]> weights = [];
        var record = new LambdaCallback { EpochEnd = (_, _) => weights.Add(model.Parameters[0].ToArray()) };
        Script.Run(model, "watched", watched, stopping, checkpoint, record);
        Assert.Equal((best, watched[best]), (stopping.BestEpoch, stopping.Best));
        Assert.Equal(weights[best], model.Parameters[0].ToArray());
        Assert.Equal(watched[best], checkpoint.Best);
        Assert.Equal($"{best + 1}.safetensors", Files()[^1]);
        Assert.All(Files(), file => Assert.True(double.IsFinite(watched[int.Parse(file[..1]) - 1])));
    }

    [Fact]
    public void The_rate_does_not_fall_while_things_improve_on_what_was_no_number()
    {
        using LinearModel model = FitTests.Compiled(rate: 1);
        History history = Script.Run(model, "watched", [NaN, .9, .8, .7, .6], new ReduceLROnPlateau("watched", patience: 2, mode: "min"));
        Assert.Equal([1.0, 1, 1, 1, 1], history["learning_rate"]);
    }

    [Fact]
    public void Epochs_that_measure_no_number_count_as_no_improvement()
    {
        Assert.Equal(3, Script.Run("watched", [.5, NaN, NaN, .1], new EarlyStopping("watched", patience: 2, mode: "min")).Epochs);
        using LinearModel model = FitTests.Compiled(rate: 1);
        History history = Script.Run(model, "watched", [NaN, NaN, NaN, .1],
            new ReduceLROnPlateau("watched", factor: .5, patience: 2, mode: "min"));
        Assert.Equal([1.0, 1, .5, .5], history["learning_rate"]);
    }

    [Fact]
    public void What_is_to_be_beaten_is_a_number()
    {
        Says("baseline is NaN; it must be a number.", () => new EarlyStopping(baseline: NaN));
        Says("initialValueThreshold is NaN; it must be a number.", () => new ModelCheckpoint("a.safetensors", initialValueThreshold: NaN));

        static void Says(string message, Func<object> make) =>
            Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message);
    }

    [Fact]
    public void A_best_value_that_an_earlier_version_saved_as_NaN_is_none()
    {
        var state = new CallbackState();
        (state.Numbers["best"], state.Integers["wait"], state.Integers["cooldown_counter"]) = (NaN, 1, 0);
        var callback = new ReduceLROnPlateau("watched");
        callback.LoadState(new StateReader(state, ""));
        Assert.Null(callback.Best);
    }

    [Fact]
    public void What_can_never_be_measured_is_said_before_the_first_step()
    {
        const string validate = "Give Fit validationData or validationSplit.";
        Says("EarlyStopping watches \"val_loss\", which is not measured here. There are: accuracy, loss. " + validate, new EarlyStopping());
        Says("EarlyStopping watches \"acuracy\", which is not measured here. There are: accuracy, loss.", new EarlyStopping("acuracy"));
        Says("ReduceLROnPlateau watches \"val_loss\", which is not measured here. There are: accuracy, learning_rate, loss. " + validate,
            new ReduceLROnPlateau());
        Says("ModelCheckpoint watches \"val_loss\", which is not measured here. There are: accuracy, loss. " + validate,
            new ModelCheckpoint(At("a.safetensors"), saveBestOnly: true));
        Says(
            "ModelCheckpoint saves the best of every 2 batches by \"val_loss\", but a batch measures only accuracy, loss. Watch one of "
                + "these, or write saveFreq: \"epoch\".",
            new ModelCheckpoint(At("a.safetensors"), saveBestOnly: true, saveFreq: 2));
        Says($"The path \"{At("{val_loss}.safetensors")}\" asks for {{val_loss}}, which is not measured here. There are: epoch, "
            + "accuracy, loss.", new ModelCheckpoint(At("{val_loss}.safetensors")));
        Says($"The path \"{At("{batch}.safetensors")}\" asks for {{batch}}, which is not measured here. There are: epoch, accuracy, loss.",
            new ModelCheckpoint(At("{batch}.safetensors")));
        Says(
            $"The path \"{At("{val_loss}.safetensors")}\" asks for {{val_loss}}, which is not measured here. There are: epoch, batch, "
                + "accuracy, loss.",
            new ModelCheckpoint(At("{val_loss}.safetensors"), saveFreq: 2));
        Says("EarlyStopping watches \"mine\" and cannot tell whether more or less of it is better. Write mode: \"max\" or mode: \"min\".",
            new Script("mine", 1), new EarlyStopping("mine"));
        Says("EarlyStopping watches \"mine\", which is not measured here. There are: accuracy, loss.",
            new EarlyStopping("mine", mode: "min"), new Script("mine", 1));
        Assert.Empty(Files());
    }

    [Fact]
    public void A_validation_that_never_comes_is_said_before_the_first_step()
    {
        using LinearModel model = FitTests.Compiled();
        var data = Digits.Clusters(20);
        Assert.Equal(
            "EarlyStopping watches \"val_loss\", which is not measured here. There are: accuracy, loss. validationFreq is 5, but training "
                + "ends after epoch 3.",
            Assert.Throws<InvalidOperationException>(() =>
                model.Fit(data, epochs: 3, validationSplit: .5, validationFreq: 5, callbacks: [new EarlyStopping()], verbose: 0)).Message);
        Assert.Equal(0, model.EpochsTrained);
        model.Fit(data, epochs: 6, initialEpoch: 3, validationSplit: .5, validationFreq: 5, callbacks: [new EarlyStopping()], verbose: 0);
        model.Fit(data, epochs: 0, validationSplit: .5, validationFreq: 5, callbacks: [new EarlyStopping()], verbose: 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_callback_that_sets_the_rate_beside_a_schedule_is_refused_before_the_first_step(bool reduces)
    {
        using LinearModel model = FitTests.Compiled();
        model.Compile(new Adam(new CosineDecay(.1, 10)), Loss.CategoricalCrossentropy);
        Callback callback = reduces ? new ReduceLROnPlateau("loss") : new LearningRateScheduler((_, rate) => rate);
        Says(
            $"{callback.GetType().Name} sets the learning rate, but that of this Adam follows a schedule, CosineDecay. Leave one of "
                + "them out.",
            model, new CSVLogger(At("log.csv")), callback);
        Assert.Empty(Files());
    }

    [Fact]
    public void What_an_earlier_callback_adds_can_be_watched_and_asked_for()
    {
        var rate = new LearningRateScheduler(epoch => .5 - (.1 * epoch));
        Script.Run("mine", [3, 2], rate,
            new ModelCheckpoint(At("{mine:.0f}-{learning_rate:.1f}.safetensors"), "learning_rate", saveBestOnly: true, mode: "min"));
        Assert.Equal(["2-0.4.safetensors", "3-0.5.safetensors"], Files());
    }

    [Fact]
    public void A_name_that_asks_for_the_validation_waits_for_it()
    {
        Assert.Equal(["2.safetensors", "4.safetensors"], Saved(saveBestOnly: false));
        Assert.Equal(["2.safetensors"], Saved(saveBestOnly: true)[..1]);
        Assert.Equal(["2.safetensors"], Saved(saveBestOnly: true, monitor: "loss")[..1]);

        string[] Saved(bool saveBestOnly, string monitor = "val_loss")
        {
            foreach (string file in Directory.GetFiles(Folder)) { File.Delete(file); }
            using LinearModel model = FitTests.Compiled();
            var checkpoint = new ModelCheckpoint(At("{epoch}-{val_loss:.3f}.safetensors"), monitor, saveBestOnly: saveBestOnly);
            model.Fit(Digits.Clusters(20), epochs: 4, validationSplit: .5, validationFreq: 2, callbacks: [checkpoint], verbose: 0);
            return [.. Files().Select(file => $"{file.Split('-')[0]}.safetensors")];
        }
    }

    [Fact]
    public void A_callback_that_is_used_again_forgets_the_first_time()
    {
        var checkpoint = new ModelCheckpoint(At("{epoch}.safetensors"), "watched", saveBestOnly: true, mode: "min",
            initialValueThreshold: 2);
        Script.Run("watched", [.1, .05], checkpoint);
        Script.Run("watched", [3, 1], checkpoint);
        Assert.Equal(1, checkpoint.Best);

        // 3 batches an epoch, saved after each second one: what the first training has left over does not count in the second.
        var batches = new ModelCheckpoint(At("b{epoch}-{batch}.safetensors"), saveFreq: 2);
        for (int i = 0; i < 2; i++)
        {
            using LinearModel model = FitTests.Compiled();
            model.Fit(Digits.Clusters(30), batchSize: 10, callbacks: [batches], verbose: 0);
        }

        Assert.Equal(["b1-2.safetensors"], Files().Where(file => file.StartsWith('b')));
    }

    [Fact]
    public void A_callback_that_is_used_again_asks_the_next_model_which_way_is_better()
    {
        var stopping = new EarlyStopping("score", patience: 1);
        Train(new Metrics.SparseCategoricalCrossentropy("score"));
        Train(new Metrics.SparseCategoricalAccuracy("score"));

        void Train(Metric metric)
        {
            using LinearModel model = FitTests.Compiled();
            model.Compile(new SGD(), Loss.CategoricalCrossentropy, metric);
            bool rises = metric is Metrics.SparseCategoricalAccuracy;
            Assert.Equal(3, Script.Run(model, "score", rises ? [.1, .2, .3] : [.3, .2, .1], stopping).Epochs);
        }
    }

    private static void Says(string message, params Callback[] callbacks)
    {
        using LinearModel model = FitTests.Compiled();
        Says(message, model, callbacks);
    }

    private static void Says(string message, Model model, params Callback[] callbacks)
    {
        float[] before = model.Parameters[0].ToArray();
        Exception thrown = Assert.ThrowsAny<Exception>(() =>
            model.Fit(Digits.Clusters(20), batchSize: 5, callbacks: callbacks, verbose: 0));
        Assert.Equal(message, thrown.Message);
        Assert.Equal(before, model.Parameters[0].ToArray());
    }
}
