using System.Diagnostics;
using ModelGen.Data;

namespace ModelGen;

/// <content>Evaluation, in inference mode.</content>
public abstract partial class Model
{
    private bool _evaluating;

    /// <summary>Measures the mean loss and the metrics over all samples.</summary>
    /// <param name="data">The samples and their labels.</param>
    /// <param name="batchSize">Samples that go through the model together; at least 1. It does not change the result beyond
    /// rounding.</param>
    /// <param name="verbose">0: prints nothing. 1: a progress bar in a terminal, else as 2. 2: one line.</param>
    /// <param name="sampleWeight">What the loss of each sample counts, instead of the weights that <paramref name="data"/> has; metrics do
    /// not heed it. Empty: no weights but these.</param>
    /// <param name="steps">Batches to measure, the first ones; all of them where it is left out.</param>
    /// <param name="callbacks">Called while it measures.</param>
    /// <exception cref="InvalidOperationException">The model was not compiled with a loss, the loss or a metric makes no sense for such
    /// labels, or another call is running.</exception>
    /// <exception cref="ArgumentException">The data are empty, have another shape than the input, or labels that do not fit; or a number is
    /// outside its range.</exception>
    public Evaluation Evaluate(
        Dataset data, int batchSize = 32, int verbose = 0, ReadOnlyMemory<float> sampleWeight = default, int? steps = null,
        IEnumerable<Callback>? callbacks = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.AtLeast(batchSize, 1);
        Require.AtLeast(steps ?? 1, 1, nameof(steps));
        CheckVerbose(verbose);
        using CallGuard.Entry call = Enter("Evaluate", allowedInCallback: true);
        CheckHasLoss("Evaluate");
        if (!sampleWeight.IsEmpty) { data = data.WithSampleWeight(sampleWeight); }
        SampleRange range = SampleRange.All(Bind(data, nameof(data)));
        int batches = Math.Min(range.Steps(batchSize), steps ?? int.MaxValue);
        string[] names = EvaluationLossAndMetrics.Names();
        using var called = new CallbackList(this, callbacks, new CallbackParams(1, batches, verbose), names);
        LossAndMetrics lossAndMetrics = EvaluateRange(range, batchSize, called, batches,
            ProgressBar.For(verbose, epochs: 1, batches));
        var values = new Logs(names);
        lossAndMetrics.Read(values, names);
        return new Evaluation(values);
    }

    /// <summary>Measures samples that have been checked; only some of them where it is stopped.</summary>
    internal LossAndMetrics EvaluateRange(SampleRange range, int batchSize, CallbackList callbacks, int? steps = null,
        ProgressBar? progress = null, Func<bool>? isStopped = null)
    {
        if (_evaluating)
        {
            throw new InvalidOperationException(
                "Evaluate was called by a callback of an evaluation that is running on the same model. Call it from OnEpochEnd, say.");
        }
        _evaluating = true;
        try
        {
            int most = Math.Min(range.Steps(batchSize), steps ?? int.MaxValue);
            return EvaluateSteps(range, batchSize, most, callbacks, progress, isStopped);
        }
        finally { _evaluating = false; }
    }

    private LossAndMetrics EvaluateSteps(
        SampleRange range, int batchSize, int steps, CallbackList callbacks, ProgressBar? progress, Func<bool>? isStopped)
    {
        (BatchRunner runner, LossAndMetrics lossAndMetrics) = (Evaluator, EvaluationLossAndMetrics);
        var logs = new Logs(lossAndMetrics.Names());
        lossAndMetrics.Reset();
        batchSize = Math.Min(batchSize, range.Count);
        progress?.BeginEpoch(0, Stopwatch.GetTimestamp());
        callbacks.Tell(static (callback, _, _) => callback.OnTestBegin());
        for (int step = 0; step < steps; step++)
        {
            Guard.ThrowIfEnding();
            if (isStopped?.Invoke() == true) { return lossAndMetrics; }
            callbacks.Tell(static (callback, batch, _) => callback.OnTestBatchBegin(batch), step);
            int first = step * batchSize;
            ReadOnlySpan<int> positions = Inference.InOrder(Math.Min(batchSize, range.Count - first));
            runner.Load(range.Data, range.First + first, positions);
            runner.Forward();
            lossAndMetrics.Begin(positions.Length);
            lossAndMetrics.Take(range.Data, range.First + first, positions);
            lossAndMetrics.ComputeMetrics(runner.Step);
            lossAndMetrics.ComputeLoss(runner.Step, withGradient: false);
            lossAndMetrics.Accumulate();
            if (callbacks.Count > 0 || progress is not null) { logs.FillLater(ReadNow); }
            callbacks.Tell(static (callback, batch, logs) => callback.OnTestBatchEnd(batch, logs), step, logs);
            progress?.EndStep(step + 1, logs, Stopwatch.GetTimestamp());
        }

        lossAndMetrics.Flush();
        lossAndMetrics.Read(logs, lossAndMetrics.Names());
        callbacks.Tell(static (callback, _, logs) => callback.OnTestEnd(logs), 0, logs);
        progress?.EndEpoch(steps, logs, Stopwatch.GetTimestamp());
        return lossAndMetrics;
    }

    private void ReadNow(Logs logs)
    {
        using CallGuard.Entry call = Guard.EnterOrJoin("Reading the logs");
        EvaluationLossAndMetrics.Flush();
        EvaluationLossAndMetrics.Read(logs, EvaluationLossAndMetrics.Names());
    }
}
