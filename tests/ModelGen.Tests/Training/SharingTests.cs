using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>What belongs to one model cannot be used for two at once.</summary>
public class SharingTests
{
    private static readonly Dataset s_data = Digits.Clusters(20);

    [Fact]
    public void A_callback_of_a_running_call_is_refused_for_another_model()
    {
        using LinearModel model = FitTests.Compiled(), other = FitTests.Compiled();
        var stopping = new EarlyStopping("loss", patience: 3, restoreBestWeights: true);
        float[][] before = other.GetWeights();
        string? refused = null;
        var nested = new LambdaCallback
        {
            EpochEnd = (_, _) => refused = Assert.Throws<InvalidOperationException>(
                () => other.Fit(s_data, callbacks: [new LambdaCallback(), stopping], verbose: 0)).Message,
        };
        model.Fit(s_data, epochs: 2, callbacks: [nested, stopping], verbose: 0);
        Assert.Equal("This EarlyStopping belongs to a call that is running on another model. Give each model callbacks of its own.",
            refused);
        Assert.Equal(before, other.GetWeights());

        // Afterwards it is free, also after a call that failed.
        var failing = new LambdaCallback { EpochEnd = (_, _) => throw new FormatException() };
        Assert.Throws<FormatException>(() => model.Fit(s_data, callbacks: [stopping, failing], verbose: 0));
        other.Fit(s_data, callbacks: [stopping], verbose: 0);
        Assert.Same(other, stopping.Model);
    }

    [Fact]
    public void A_callback_that_evaluates_with_itself_goes_on_with_the_training_s_numbers()
    {
        using LinearModel model = FitTests.Compiled();
        var hook = new Evaluating();
        model.Fit(s_data, epochs: 3, batchSize: 10, callbacks: [hook], verbose: 0);
        Assert.Equal([(1, 1), (3, 2), (1, 1), (3, 2), (1, 1), (3, 2)], hook.Seen);
    }

    [Fact]
    public async Task Of_two_models_that_take_an_optimizer_at_the_same_time_one_is_refused()
    {
        for (int round = 0; round < Extent.Pick(brief: 50, full: 2_000); round++)
        {
            using LinearModel first = FitTests.Compiled(), second = FitTests.Compiled();
            var optimizer = new Adam();
            using var start = new Barrier(2);
            Exception?[] ends = await Task.WhenAll(new Model[] { first, second }.Select(model => Task.Run(() => Record.Exception(() =>
            {
                start.SignalAndWait();
                model.Compile(optimizer, "mse");
            }))));
            Assert.IsType<InvalidOperationException>(Assert.Single(ends, end => end is not null));
        }
    }

    // A data set does not copy, and a class outside the outputs would have a kernel read outside them.
    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public void Labels_that_are_changed_under_a_training_are_refused_before_they_are_used(int label)
    {
        using LinearModel model = FitTests.Compiled();
        int[] labels = [.. s_data.Labels.Classes.Span];
        Dataset data = Dataset.From(s_data.InputColumns[0].Range(0, 20).ToArray(), labels, 8);
        float[][] before = [];
        var changing = new LambdaCallback { BatchEnd = (_, _) => (labels[13], before) = (label, model.GetWeights()) };
        string message = $"The label of sample 13 is {label}, but layer 1 (Dense) gives 4 classes, so labels are 0 to 3.";
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(
            () => model.Fit(data, batchSize: 10, shuffle: false, callbacks: [changing], verbose: 0)).Message);
        Assert.Equal(before, model.GetWeights());
        labels[13] = 0;
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(
            () => model.Evaluate(data, callbacks: [new Changing(() => labels[13] = label)])).Message);
        labels[13] = 0;
        model.Fit(data, verbose: 0);
    }

    private sealed class Changing(Action change) : Callback
    {
        public override void OnTestBegin() => change();
    }

    private sealed class Evaluating : Callback
    {
        public List<(int Epochs, int Steps)> Seen { get; } = [];

        public override void OnTestBegin() => Seen.Add((Params.Epochs, Params.Steps));

        public override void OnEpochEnd(int epoch, Logs logs)
        {
            Model.Evaluate(s_data, batchSize: 20, callbacks: [this]);
            Seen.Add((Params.Epochs, Params.Steps));
        }
    }
}
