using System.Diagnostics;
using ModelGen.Data;

namespace ModelGen;

/// <content>Evaluation and prediction, in inference mode.</content>
public abstract partial class Model
{
    private static readonly Logs s_nothing = new([]);
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
        Loss loss = LossFor("Evaluate");
        if (!sampleWeight.IsEmpty) { data = data.WithSampleWeight(sampleWeight); }
        Check(data, loss, nameof(data));
        SampleRange range = SampleRange.All(data);
        int batches = Math.Min(range.Steps(batchSize), steps ?? int.MaxValue);
        string[] names = EvaluationLossAndMetrics.Names();
        using var called = new CallbackList(this, callbacks, new CallbackParams(1, batches, verbose), names);
        LossAndMetrics lossAndMetrics = EvaluateRange(range, batchSize, loss, called, batches,
            ProgressBar.For(verbose, epochs: 1, batches));
        var values = new Logs(names);
        lossAndMetrics.Read(values, names);
        return new Evaluation(values);
    }

    /// <inheritdoc cref="Predictor.Predict(ReadOnlySpan{float})"/>
    public float[] Predict(ReadOnlySpan<float> sample)
    {
        using CallGuard.Entry call = EnterPredict();
        return Inference.One(sample).ToArray();
    }

    /// <inheritdoc cref="Predictor.PredictView(ReadOnlySpan{float})"/>
    public ReadOnlySpan<float> PredictView(ReadOnlySpan<float> sample)
    {
        using CallGuard.Entry call = EnterPredict();
        return Inference.One(sample);
    }

    /// <inheritdoc cref="Predictor.Predict(ReadOnlySpan{float}, int)"/>
    public float[] Predict(ReadOnlySpan<float> samples, int batchSize)
    {
        using CallGuard.Entry call = EnterPredict();
        var outputs = new float[Checks.SampleCount(Definition, samples.Length) * Definition.Output.Size];
        Inference.Many(samples, outputs, batchSize);
        return outputs;
    }

    /// <inheritdoc cref="Predictor.Predict(ReadOnlySpan{float}, Span{float}, int)"/>
    public void Predict(ReadOnlySpan<float> samples, Span<float> outputs, int batchSize = 32)
    {
        using CallGuard.Entry call = EnterPredict();
        Inference.Many(samples, outputs, batchSize);
    }

    /// <summary>The outputs for the samples of a data set.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">How many go through the model together; at least 1.</param>
    /// <param name="verbose">0: prints nothing. 1: a progress bar in a terminal, else as 2. 2: one line.</param>
    /// <param name="steps">Batches to predict, the first ones; all of them where it is left out.</param>
    /// <param name="callbacks">Called while it predicts.</param>
    /// <returns>The outputs, one sample after the other.</returns>
    /// <exception cref="ArgumentException">Its samples have another shape than the input, or a number is outside its range.</exception>
    public float[] Predict(Dataset data, int batchSize = 32, int verbose = 0, int? steps = null, IEnumerable<Callback>? callbacks = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.AtLeast(batchSize, 1);
        Require.AtLeast(steps ?? 1, 1, nameof(steps));
        CheckVerbose(verbose);
        using CallGuard.Entry call = EnterPredict();
        Checks.SampleShape(Definition, data, nameof(data));
        int batches = Math.Min(SampleRange.All(data).Steps(batchSize), steps ?? int.MaxValue);
        using var called = new CallbackList(this, callbacks, new CallbackParams(1, batches, verbose), []);
        ProgressBar? progress = ProgressBar.For(verbose, epochs: 1, batches);
        progress?.BeginEpoch(0, Stopwatch.GetTimestamp());
        called.Tell(static (callback, _, _) => callback.OnPredictBegin());
        int size = Definition.Output.Size;
        var outputs = new float[checked((int)Math.Min(data.Count, (long)batches * batchSize) * size)];
        for (int batch = 0; batch < batches; batch++)
        {
            Guard.ThrowIfEnding();
            called.Tell(static (callback, batch, _) => callback.OnPredictBatchBegin(batch), batch);
            int first = batch * batchSize;
            ReadOnlySpan<float> predicted = Inference.Range(data, first, Math.Min(batchSize, data.Count - first));
            predicted.CopyTo(outputs.AsSpan(first * size));
            called.TellOutputs(batch, outputs.AsSpan(first * size, predicted.Length));
            progress?.EndStep(batch + 1, s_nothing, Stopwatch.GetTimestamp());
        }

        called.Tell(static (callback, _, _) => callback.OnPredictEnd());
        progress?.EndEpoch(batches, s_nothing, Stopwatch.GetTimestamp());
        return outputs;
    }

    /// <summary>Measures samples that have been checked; only some of them where it is stopped.</summary>
    internal LossAndMetrics EvaluateRange(SampleRange range, int batchSize, Loss loss, CallbackList callbacks, int? steps = null,
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
            return EvaluateSteps(range, batchSize, most, loss, callbacks, progress, isStopped);
        }
        finally { _evaluating = false; }
    }

    private LossAndMetrics EvaluateSteps(SampleRange range, int batchSize, int steps, Loss loss, CallbackList callbacks,
        ProgressBar? progress, Func<bool>? isStopped)
    {
        (BatchRunner runner, LossAndMetrics lossAndMetrics) = (Evaluator, EvaluationLossAndMetrics);
        var logs = new Logs(lossAndMetrics.Names());
        lossAndMetrics.Reset();
        batchSize = Math.Min(batchSize, range.Count);
        Labels labels = range.Data.Labels;
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
            lossAndMetrics.Begin(positions.Length, labels.IsClasses);
            lossAndMetrics.SetLabels(labels, range.First + first, positions, loss);
            lossAndMetrics.SetWeights(range.Weights.Span, range.WeightsPerSample, range.First + first, positions);
            lossAndMetrics.ComputeMetrics(runner.Step);
            lossAndMetrics.ComputeLoss(runner.Step, loss, withGradient: false);
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

    private CallGuard.Entry EnterPredict() => Enter("Predict", allowedInCallback: true);
}
