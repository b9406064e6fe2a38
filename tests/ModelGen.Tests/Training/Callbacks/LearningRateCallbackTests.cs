using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Callbacks that change the learning rate. Rates are float32 numbers, widened, as Keras reports them.</summary>
public class LearningRateCallbackTests
{
    [Fact]
    public void A_schedule_sets_the_rate_when_an_epoch_begins_and_the_history_holds_it()
    {
        using LinearModel model = FitTests.Compiled(rate: .1);
        List<double> given = [];
        var callback = new LearningRateScheduler((epoch, rate) =>
        {
            given.Add(rate);
            return epoch < 2 ? rate : rate / 2;
        });
        History history = model.Fit(Digits.Clusters(20), epochs: 4, callbacks: [callback], verbose: 0);
        double tenth = .1f; // 0.10000000149011612
        Assert.Equal([tenth, tenth, tenth, tenth / 2], given);
        Assert.Equal([tenth, tenth, tenth / 2, tenth / 4], history["learning_rate"]);
        Assert.Equal(tenth / 4, model.Optimizer.LearningRate.Value);
        Assert.Equal(["accuracy", "learning_rate", "loss"], history.Names);
    }

    [Fact]
    public void The_rate_that_is_set_is_the_one_that_trains()
    {
        Dataset data = Digits.Clusters(20);
        using LinearModel scheduled = FitTests.Compiled(rate: 7), plain = FitTests.Compiled(rate: .25);
        scheduled.Fit(data, epochs: 2, callbacks: [new LearningRateScheduler(_ => .25)], verbose: 0);
        plain.Fit(data, epochs: 2, verbose: 0);
        Assert.Equal(plain.Parameters[0].ToArray(), scheduled.Parameters[0].ToArray());
    }

    [Fact]
    public void A_rate_that_makes_no_sense_is_refused()
    {
        using LinearModel model = FitTests.Compiled();
        Assert.Equal(
            "LearningRateScheduler gives the learning rate -0.5; it must be at least 0 and finite.",
            Assert.Throws<InvalidOperationException>(() =>
                model.Fit(Digits.Clusters(20), callbacks: [new LearningRateScheduler(_ => -.5)], verbose: 0)).Message);
    }

    // By hand from Keras's rule: after a reduction the next `cooldown` epochs reset the wait; the epoch in
    // which the cooldown ends counts again.
    public static TheoryData<string, ReduceLROnPlateau, double[], double[]> Cases => new()
    {
        { "patience 2", new("watched", factor: .5, patience: 2, mode: "min"), [1, 1, 1, 1, 1, 1], [1, 1, 1, .5, .5, .25] },
        { "cooldown 1", new("watched", factor: .5, patience: 2, mode: "min", cooldown: 1), [1, 1, 1, 1, 1, 1], [1, 1, 1, .5, .5, .25] },
        { "cooldown 2", new("watched", factor: .5, patience: 2, mode: "min", cooldown: 2), [1, 1, 1, 1, 1, 1, 1],
            [1, 1, 1, .5, .5, .5, .25] },
        { "an improvement begins the wait again", new("watched", factor: .5, patience: 2, mode: "min"), [1, 1, .5, .5, .5, .5],
            [1, 1, 1, 1, 1, .5] },
        { "1e-4 is the smallest improvement", new("watched", factor: .5, patience: 1, mode: "min"), [1, .99995, .9998, .9998],
            [1, 1, .5, .5] },
        { "minDelta 0", new("watched", factor: .5, patience: 1, mode: "min", minDelta: 0), [1, .99995, .9998, .9998], [1, 1, 1, 1] },
        { "max", new("watched", factor: .5, patience: 1, mode: "max"), [1, 2, 1, 3], [1, 1, 1, .5] },
        { "auto: the loss is to fall", new("loss", factor: .5, patience: 1), [1, 2, 1, .5], [1, 1, .5, .25] },
        { "not below minLr", new("watched", factor: .25, patience: 1, mode: "min", minLr: .125), [1, 1, 1, 1, 1], [1, 1, .25, .125, .125] },
        { "patience 0 is as 1", new("watched", factor: .5, patience: 0, mode: "min"), [1, 1, 1], [1, 1, .5] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_rate_falls_where_Keras_lets_it_fall(string what, ReduceLROnPlateau callback, double[] watched, double[] rates)
    {
        using LinearModel model = FitTests.Compiled(rate: 1);
        History history = Script.Run(model, callback.Monitor, watched, callback);
        // The logs of an epoch hold the rate that it was trained with.
        Assert.True(rates.SequenceEqual(history["learning_rate"]), $"{what}: {string.Join(" ", history["learning_rate"])}");
    }

    [Fact]
    public void Reductions_count_from_the_rate_as_float32()
    {
        using LinearModel model = FitTests.Compiled(rate: .001);
        Script.Run(model, "watched", [1, 1], new ReduceLROnPlateau("watched", factor: .1, patience: 1, mode: "min"));
        Assert.Equal((double).001f * .1, model.Optimizer.LearningRate.Value); // 0.00010000000474974513
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Says("factor is 1; it must be at least 0 and less than 1.", () => new ReduceLROnPlateau(factor: 1));
        Says("patience is -1; it must be at least 0.", () => new ReduceLROnPlateau(patience: -1));
        Says("cooldown is -1; it must be at least 0.", () => new ReduceLROnPlateau(cooldown: -1));
        Says("minLr is -1; it must be at least 0 and finite.", () => new ReduceLROnPlateau(minLr: -1));

        static void Says(string message, Func<object> make) =>
            Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message);
    }
}
