using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Which hooks are called when, with what, and what callbacks may do.</summary>
public class CallbackHookTests
{
    private sealed class Recorder(List<string> calls) : Callback
    {
        public override void OnTrainBegin() => calls.Add($"train {Params.Epochs} {Params.Steps} {Params.Verbose}");

        public override void OnTrainEnd() => calls.Add("train ends");

        public override void OnEpochBegin(int epoch) => calls.Add($"epoch {epoch}");

        public override void OnEpochEnd(int epoch, Logs logs) => calls.Add($"epoch {epoch} ends: {string.Join(" ", logs.Names)}");

        public override void OnTrainBatchBegin(int batch) => calls.Add($"batch {batch}");

        public override void OnTrainBatchEnd(int batch, Logs logs) => calls.Add($"batch {batch} ends: {string.Join(" ", logs.Names)}");

        public override void OnTestBegin() => calls.Add("test");

        public override void OnTestEnd(Logs logs) => calls.Add($"test ends: {string.Join(" ", logs.Names)}");

        public override void OnTestBatchBegin(int batch) => calls.Add($"test {batch}");

        public override void OnTestBatchEnd(int batch, Logs logs) => calls.Add($"test {batch} ends: {string.Join(" ", logs.Names)}");

        public override void OnPredictBegin() => calls.Add("predict");

        public override void OnPredictEnd() => calls.Add("predict ends");

        public override void OnPredictBatchBegin(int batch) => calls.Add($"predict {batch}");

        public override void OnPredictBatchEnd(int batch, ReadOnlySpan<float> outputs) =>
            calls.Add($"predict {batch} ends: {outputs.Length}");
    }

    [Fact]
    public void Fit_calls_the_hooks_of_training_and_of_its_validation()
    {
        using LinearModel model = FitTests.Compiled();
        List<string> calls = [];
        model.Fit(Digits.Clusters(12), epochs: 1, batchSize: 5, validationSplit: .25, validationBatchSize: 2,
            callbacks: [new Recorder(calls)], verbose: 0);
        Assert.Equal(
            [
                "train 1 2 0", "epoch 0", "batch 0", "batch 0 ends: accuracy loss", "batch 1", "batch 1 ends: accuracy loss",
                "test", "test 0", "test 0 ends: accuracy loss", "test 1", "test 1 ends: accuracy loss", "test ends: accuracy loss",
                "epoch 0 ends: accuracy loss val_accuracy val_loss", "train ends",
            ], calls);
    }

    [Fact]
    public void Evaluate_and_Predict_call_theirs()
    {
        using LinearModel model = FitTests.Compiled();
        List<string> calls = [];
        model.Evaluate(Digits.Clusters(12), batchSize: 10, callbacks: [new Recorder(calls)]);
        model.Predict(Digits.Clusters(12), batchSize: 10, callbacks: [new Recorder(calls)]);
        Assert.Equal(
            [
                "test", "test 0", "test 0 ends: accuracy loss", "test 1", "test 1 ends: accuracy loss", "test ends: accuracy loss",
                "predict", "predict 0", "predict 0 ends: 40", "predict 1", "predict 1 ends: 8", "predict ends",
            ], calls);
    }

    [Fact]
    public void The_logs_of_an_evaluation_are_the_means_so_far()
    {
        using LinearModel model = FitTests.Compiled();
        var data = Digits.Clusters(12);
        var hook = new TestLosses();
        Evaluation all = model.Evaluate(data, batchSize: 5, callbacks: [hook]);
        Assert.Equal([model.Evaluate(data.Take(5)).Loss, model.Evaluate(data.Take(10)).Loss, all.Loss],
            hook.Losses.Select(v => Math.Round(v, 12)), (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal(all.Loss, hook.Last);
    }

    private sealed class TestLosses : Callback
    {
        public List<double> Losses { get; } = [];

        public double Last { get; private set; }

        public override void OnTestBatchEnd(int batch, Logs logs) => Losses.Add(logs["loss"]);

        public override void OnTestEnd(Logs logs) => Last = logs["loss"];
    }

    [Fact]
    public void What_a_callback_adds_to_the_logs_reaches_later_ones_and_the_history()
    {
        double seen = 0;
        var late = new LambdaCallback { EpochEnd = (_, logs) => seen = logs["zeal"] };
        History history = Script.Run("zeal", [3, 4], late);
        Assert.Equal(4, seen);
        Assert.Equal([3.0, 4], history["zeal"]);
        Assert.Equal(["accuracy", "loss", "zeal"], history.Names);
    }

    [Fact]
    public void Evaluations_with_callbacks_inside_a_callback_leave_it_its_rights()
    {
        using LinearModel model = FitTests.Compiled();
        var data = Digits.Clusters(12);
        int evaluated = 0;
        var outer = new LambdaCallback
        {
            EpochEnd = (_, _) =>
            {
                model.Evaluate(data, callbacks: [new TestLosses()]);
                model.Predict(data, callbacks: [new TestLosses()]);
                evaluated += model.Parameters[0].ToArray().Length; // still allowed
            },
        };
        model.Fit(data, callbacks: [outer], verbose: 0);
        Assert.Equal(32, evaluated);
    }

    [Fact]
    public void An_evaluation_inside_an_evaluation_is_refused()
    {
        using LinearModel model = FitTests.Compiled();
        var data = Digits.Clusters(12);
        Assert.Equal(
            "Evaluate was called by a callback of an evaluation that is running on the same model. Call it from OnEpochEnd, say.",
            Assert.Throws<InvalidOperationException>(() => model.Evaluate(data, callbacks: [new Nested(data)])).Message);
        Assert.True(double.IsFinite(model.Evaluate(data).Loss));
    }

    private sealed class Nested(Dataset data) : Callback
    {
        public override void OnTestBatchEnd(int batch, Logs logs) => Model.Evaluate(data);
    }

    [Fact]
    public void An_exception_in_a_callback_comes_out_of_Fit_and_the_model_can_be_used_again()
    {
        using LinearModel model = FitTests.Compiled();
        var data = Digits.Clusters(12);
        bool ended = false;
        var callback = new LambdaCallback { BatchEnd = (_, _) => throw new NotSupportedException("mine"), TrainEnd = () => ended = true };
        Assert.Equal("mine", Assert.Throws<NotSupportedException>(() => model.Fit(data, callbacks: [callback], verbose: 0)).Message);
        Assert.False(ended);
        model.Fit(data, verbose: 0);
        Assert.StartsWith("One of the callbacks is null.",
            Assert.Throws<ArgumentException>(() => model.Fit(data, callbacks: [null!], verbose: 0)).Message);
    }

    [Fact]
    public void A_cancelled_training_ends_its_callbacks()
    {
        using LinearModel model = FitTests.Compiled();
        using var source = new CancellationTokenSource();
        List<string> calls = [];
        var cancel = new LambdaCallback { EpochEnd = (_, _) => source.Cancel() };
        History history = model.Fit(Digits.Clusters(5), epochs: 3, batchSize: 5, callbacks: [new Recorder(calls), cancel], verbose: 0,
            cancellationToken: source.Token);
        Assert.True(history.Cancelled);
        Assert.Equal([0], history.Epoch);
        Assert.Equal(["epoch 1", "train ends"], calls[^2..]);
    }
}
