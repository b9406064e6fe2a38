using System.Diagnostics;
using ModelGen.Data;

namespace ModelGen;

/// <summary>What <c>Fit</c> was asked for, checked.</summary>
internal sealed record FitPlan(SampleRange Training, SampleRange? Validation, int Epochs, int BatchSize, bool Shuffle, Callback[] Callbacks, ProgressBar? Progress, CancellationToken Cancellation);

/// <summary>The loop of <c>Fit</c>: epochs of steps, each forward, metrics, loss, backward, update. A step allocates nothing.</summary>
internal sealed class FitLoop
{
    private const int StepsBetweenReads = 32;

    private readonly Model _model;
    private readonly FitPlan _plan;
    private readonly Loss _loss;
    private readonly Optimizer _optimizer;
    private readonly BatchRunner _runner;
    private readonly Scores _scores;
    private readonly int[] _order;
    private readonly string[] _names;
    private readonly string[] _validationNames = [];
    private readonly Logs _batchLogs;
    private readonly Logs _epochLogs;
    private readonly bool _watched;
    private readonly GpuDevice? _gpu;

    public FitLoop(Model model, FitPlan plan)
    {
        (_model, _plan) = (model, plan);
        (_loss, _optimizer, _runner, _scores) = (model.LossFor("Fit"), model.Optimizer, model.Trainer, model.TrainingScores);
        _order = new int[plan.Training.Count];
        _names = _scores.Names();
        if (plan.Validation is not null) { _validationNames = _scores.Names("val_"); }
        _batchLogs = new Logs(_names);
        _epochLogs = new Logs([.. _names, .. _validationNames]);
        _gpu = model.Device as GpuDevice;
        _watched = plan.Callbacks.Length > 0 || plan.Progress is not null;
    }

    public History Run()
    {
        var history = new History(_epochLogs.Names);
        _model.StopTraining = false;
        _model.HasGradients = false;
        if (_gpu is not null) { _model.ClearGpuStop(); }
        Tell(static (callback, _, _) => callback.OnTrainBegin());
        for (int epoch = 0; epoch < _plan.Epochs && !_model.StopTraining; epoch++)
        {
            if (!RunEpoch(epoch))
            {
                history.Cancelled = true;
                break;
            }

            history.Add(_epochLogs);
        }

        Tell(static (callback, _, _) => callback.OnTrainEnd());
        return history;
    }

    /// <summary>Runs one epoch; false where it was cancelled.</summary>
    private bool RunEpoch(int epoch)
    {
        Tell(static (callback, epoch, _) => callback.OnEpochBegin(epoch), epoch);
        _plan.Progress?.BeginEpoch(epoch, Stopwatch.GetTimestamp());
        _scores.Reset();
        SetOrder();

        int steps = _plan.Training.Steps(_plan.BatchSize), done = 0;
        while (done < steps && !_model.StopTraining)
        {
            if (_plan.Cancellation.IsCancellationRequested)
            {
                if (_gpu is not null) { ReadBack(epoch, done); }
                return false;
            }

            Tell(static (callback, batch, _) => callback.OnBatchBegin(batch), done);
            RunStep(epoch, done);
            done++;

            // A callback gets the logs of its batch, the progress bar those that are at hand; on a GPU the former waits for it.
            if (_gpu is not null && (_plan.Callbacks.Length > 0 || done % StepsBetweenReads == 0)) { ReadBack(epoch, done); }
            if (_watched) { _scores.Read(_batchLogs, _names); }
            Tell(static (callback, batch, logs) => callback.OnBatchEnd(batch, logs), done - 1, _batchLogs);
            _plan.Progress?.EndStep(done, _batchLogs, Stopwatch.GetTimestamp());
        }

        if (_gpu is not null) { ReadBack(epoch, done); }
        _scores.Read(_epochLogs, _names);
        _model.EpochsTrained++;
        if (_plan.Validation is { } validation)
        {
            _model.EvaluateRange(validation, _plan.BatchSize, _loss).Read(_epochLogs, _validationNames);
        }

        _plan.Progress?.EndEpoch(done, _epochLogs, Stopwatch.GetTimestamp());
        Tell(static (callback, epoch, logs) => callback.OnEpochEnd(epoch, logs), epoch, _epochLogs);
        return true;
    }

    private void RunStep(int epoch, int step)
    {
        SampleRange samples = _plan.Training;
        int first = step * _plan.BatchSize;
        ReadOnlySpan<int> positions = _order.AsSpan(first, Math.Min(_plan.BatchSize, samples.Count - first));
        Labels labels = samples.Data.Labels;

        _runner.Load(samples.Data, samples.First, positions);
        _runner.Forward();
        _scores.Begin(positions.Length, labels.IsClasses);
        _scores.SetLabels(labels, samples.First, positions);
        _scores.SetWeights(samples.Weights.Span, samples.WeightsPerSample, samples.First, positions);
        _scores.ComputeMetrics(_runner.Step);
        _scores.ComputeLoss(_runner.Step, _loss, withGradient: true);
        if (_gpu is not null) { _scores.Watch(_gpu, _model); }
        else if (_scores.BatchLoss() is var loss && !double.IsFinite(loss)) { throw new NonFiniteLossException(epoch, step, loss); }
        _scores.Accumulate();
        _runner.Backward();
        _optimizer.Update(_model);
    }

    /// <summary>Reads back what a GPU found in the last steps. It has stopped updates at a loss that was not finite; the steps it was still told to make do not count.</summary>
    private void ReadBack(int epoch, int done)
    {
        _scores.Flush();
        if (_scores.NonFinite is not { } bad) { return; }
        _optimizer.TakeBack(_model, done - bad.Batch);
        _model.ClearGpuStop();
        throw new NonFiniteLossException(epoch, bad.Batch, bad.Loss);
    }

    private void SetOrder()
    {
        if (_plan.Shuffle) { Shuffle.Permute(_order, _model.Seed, _model.EpochsTrained); }
        else
        {
            for (int i = 0; i < _order.Length; i++) { _order[i] = i; }
        }
    }

    private void Tell(Action<Callback, int, Logs> what, int number = 0, Logs? logs = null)
    {
        if (_plan.Callbacks.Length == 0) { return; }
        _model.SetInCallback(true);
        foreach (Callback callback in _plan.Callbacks) { what(callback, number, logs!); }
        _model.SetInCallback(false);
    }
}
