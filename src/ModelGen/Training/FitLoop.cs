using System.Diagnostics;
using ModelGen.Data;

namespace ModelGen;

/// <summary>The loop of <c>Fit</c>: epochs of steps, each forward, loss, backward, update, metrics. A step allocates nothing.</summary>
internal sealed partial class FitLoop
{
    private const int StepsBetweenReads = 32;

    private readonly Model _model;
    private readonly FitPlan _plan;
    private readonly CallbackList _callbacks;
    private readonly Optimizer _optimizer;
    private readonly BatchRunner _runner;
    private readonly LossAndMetrics _lossAndMetrics;
    private readonly int[] _order;
    private readonly int _batches;
    private readonly string[] _names;
    private readonly string[] _validationNames = [];
    private readonly Logs _batchLogs;
    private readonly History _history;
    private readonly bool _watched;
    private readonly bool _keepsGradients;
    private readonly GpuDevice? _gpu;
    private readonly Func<bool> _isStopped;
    private StopSignals? _ctrlC;

    // A loss that is not finite must not change parameters; a GPU sees to that itself.
    private readonly Func<bool>? _mayUpdate;
    private bool _metricsAccepted;

    // Where training is: the epoch, the steps done in it, and the batches taken of the running pass over the samples.
    private int _epoch;
    private int _done;
    private int _taken;
    private bool _isInEpoch;
    private bool _ranOut;
    private bool _endedByFault;

    // How many losses a GPU was told to watch.
    private int _lossesWatched;

    // The number of that pass, on which its order and the moves of its images depend; and of the steps done, those that the sums had before
    // they were taken up from a file.
    private int _pass;
    private int _doneBefore;

    public FitLoop(Model model, FitPlan plan)
    {
        (_model, _plan, _callbacks) = (model, plan, plan.Callbacks);
        (_optimizer, _runner, _lossAndMetrics) = (model.Optimizer, model.Trainer, model.TrainingLossAndMetrics);
        _order = new int[plan.Training.Count];
        _batches = plan.Training.Steps(plan.BatchSize);
        _names = _lossAndMetrics.Names();
        if (plan.Validation is not null) { _validationNames = _lossAndMetrics.Names("val_"); }
        _batchLogs = new Logs(_names);
        _history = new History([.. _names, .. _validationNames]);
        _gpu = model.Device as GpuDevice;
        if (_gpu is null) { _mayUpdate = _lossAndMetrics.LossIsFinite; }
        _keepsGradients = _callbacks.MayReadGradients;
        _watched = _callbacks.Count > 0 || plan.Progress is not null;
        _isStopped = () => _plan.Cancellation.IsCancellationRequested || _ctrlC is { IsRequested: true };
    }

    public History Run()
    {
        using StopSignals? ctrlC = _plan.StopsOnCtrlC ? new StopSignals() : null;
        (_ctrlC, _model.History) = (ctrlC, _history);
        try { return Train(); }
        catch
        {
            _model.HasStaged = false; // A step that did not end leaves moving statistics as they were.
            _plan.Progress?.BreakOff(); // What is said about it begins a line.
            throw;
        }
    }

    private History Train()
    {
        _model.StopTraining = false;
        _model.HasGradients = false;
        ClearFault();
        _epoch = _plan.InitialEpoch;
        _callbacks.Tell(static (callback, _, _) => callback.OnTrainBegin());
        if (_callbacks.Backup is not null) { RestoreOrSave(); }
        while (_isInEpoch || (_epoch < _plan.Epochs && !_model.StopTraining))
        {
            BeginEpoch();
            RunSteps();
            if (!_history.Cancelled) { EndEpoch(); }
            if (!_history.Cancelled) { continue; }
            _plan.Progress?.BreakOff();
            if (_callbacks.Backup is not null) { Save(); }
            if (_ctrlC is { IsRequested: true }) { SayStopped(); }
            break;
        }

        if (_epoch > _plan.InitialEpoch || _history.Cancelled) { _optimizer.FinishTraining(_model); }
        _callbacks.Tell(static (callback, _, _) => callback.OnTrainEnd());
        if (!_history.Cancelled) { _callbacks.Backup?.Finish(); }
        return _history;
    }

    private void BeginEpoch()
    {
        // One that goes on has begun before the state was saved.
        if (!_isInEpoch)
        {
            _callbacks.Tell(static (callback, epoch, _) => callback.OnEpochBegin(epoch), _epoch);
            _lossAndMetrics.Reset();
            (_done, _doneBefore, _isInEpoch) = (0, 0, true);
        }

        _plan.Progress?.BeginEpoch(_epoch, Stopwatch.GetTimestamp(), _done);
    }

    /// <summary>Runs the steps of an epoch until they are done, the samples run out, or somebody ends training.</summary>
    private void RunSteps()
    {
        while (_done < _plan.Steps && !_model.StopTraining)
        {
            _model.Guard.ThrowIfEnding();
            if (_isStopped())
            {
                _history.Cancelled = true;
                break;
            }

            if (_taken == _batches)
            {
                WarnOfEnd();
                break;
            }

            if (_taken == 0)
            {
                _pass = _model.EpochsTrained;
                SetOrder();
            }

            _callbacks.Tell(static (callback, batch, _) => callback.OnTrainBatchBegin(batch), _done);
            RunStep();
            _done++;
            _taken++;

            // A callback gets the logs of its batch, the progress bar those that are at hand; on a GPU the former waits for it.
            if (_gpu is not null && (_callbacks.Count > 0 || _done % StepsBetweenReads == 0)) { ReadBack(); }
            if (_watched) { _lossAndMetrics.Read(_batchLogs, _names); }
            _callbacks.Tell(static (callback, batch, logs) => callback.OnTrainBatchEnd(batch, logs), _done - 1, _batchLogs);
            _plan.Progress?.EndStep(_done, _batchLogs, Stopwatch.GetTimestamp());
            if (_callbacks.Backup is { } backup && backup.IsDueAfterBatch()) { Save(); }
        }

        if (_gpu is not null) { ReadBack(); }
    }

    private void EndEpoch()
    {
        bool validates = _plan.ValidatesAfter(_epoch);
        var logs = new Logs(validates ? [.. _names, .. _validationNames] : _names);
        _lossAndMetrics.Read(logs, _names);
        if (validates)
        {
            LossAndMetrics measured = _model.EvaluateRange(
                _plan.Validation!.Value, _plan.ValidationBatchSize, _callbacks, _plan.ValidationSteps, isStopped: _isStopped);
            if (_isStopped())
            {
                _history.Cancelled = true;
                return;
            }

            measured.Read(logs, _validationNames);
        }

        if (_taken == _batches) { _taken = 0; }
        _model.EpochsTrained++;

        // In Keras's order: what a callback adds shows in the history and in the progress line.
        _callbacks.Tell(static (callback, epoch, logs) => callback.OnEpochEnd(epoch, logs), _epoch, logs);
        _history.Add(_epoch, logs);
        _plan.Progress?.EndEpoch(_done, logs, Stopwatch.GetTimestamp());
        (_epoch, _isInEpoch) = (_epoch + 1, false);
        if (_callbacks.Backup is { IsDueAfterEpoch: true }) { Save(); }
    }

    private void RunStep()
    {
        SampleRange samples = _plan.Training;
        int first = _taken * _plan.BatchSize;
        ReadOnlySpan<int> positions = _order.AsSpan(first, Math.Min(_plan.BatchSize, samples.Count - first));

        _runner.Load(samples.Data, samples.First, positions, _pass);
        _runner.ForwardBeforeBackward();
        _lossAndMetrics.Begin(positions.Length);
        _lossAndMetrics.Take(samples.Data, samples.First, positions);

        // Metrics need the outputs, which the backward pass leaves alone, and come last, so as not to hold slices up; but what a metric
        // refuses it refuses at the first step, before parameters change.
        if (!_metricsAccepted) { _lossAndMetrics.ComputeMetrics(_runner.Step); }
        _lossAndMetrics.ComputeLoss(_runner.Step, withGradient: true);
        if (_gpu is not null) { _lossAndMetrics.Watch(_gpu, _model); }
        bool updated = _runner.BackwardAndUpdate(_optimizer, _keepsGradients, _mayUpdate);
        if (_metricsAccepted) { _lossAndMetrics.ComputeMetrics(_runner.Step); }
        _metricsAccepted = true;
        if (!updated) { EndByLoss(_done, _lossAndMetrics.BatchNonFinite()); }
        _lossAndMetrics.Accumulate();
        if (_gpu is not null) { _lossesWatched++; }
        else if (_model.FindFault() is { } fault) { EndByUpdate(_done, fault.Parameter); }
    }

    /// <summary>
    /// Reads back what a GPU found in the last steps. It has stopped updates at a loss that was not finite, or after an update that was
    /// not; the steps it was still told to make do not count.
    /// </summary>
    private void ReadBack()
    {
        _lossAndMetrics.Flush();
        if (_endedByFault) { return; }
        if (_model.FindFault() is { } fault)
        {
            int after = _lossesWatched - fault.Watched;
            _optimizer.TakeBack(_model, after);
            EndByUpdate(_done - 1 - after, fault.Parameter);
        }
        else if (_lossAndMetrics.NonFinite is { } bad)
        {
            int step = _doneBefore + bad.Batch;
            _optimizer.TakeBack(_model, _done - step);
            EndByLoss(step, bad.Loss);
        }
    }

    private void ClearFault()
    {
        _model.ClearFault();
        _lossesWatched = 0;
    }

    // The parameters are as before that step. A callback that wants to hear of it sees the loss in its logs.
    private void EndByLoss(int step, NonFiniteLoss loss)
    {
        ClearFault();
        if (!_callbacks.StopsAtNonFiniteLoss) { throw new NonFiniteLossException(_epoch, step, loss); }
        _endedByFault = true;
    }

    // The loss was finite, so no callback sees it in its logs.
    private void EndByUpdate(int step, string parameter)
    {
        ClearFault();
        if (!_callbacks.StopsAtNonFiniteLoss) { throw new NonFiniteUpdateException(parameter, _epoch, step); }
        PythonText.Print($"Batch {step}: Invalid update of {parameter}, terminating training");
        (_endedByFault, _model.StopTraining) = (true, true);
    }

    private void WarnOfEnd()
    {
        if (_ranOut || _plan.Progress is null) { return; }
        _ranOut = true;
        _plan.Progress.BreakOff();
        Console.Error.WriteLine(
            $"The samples ran out after {_done:N0} of the {_plan.Steps:N0} steps of epoch {_epoch + 1:N0}, so it ends there and the next "
                + $"one begins a new pass over them: at batchSize {_plan.BatchSize:N0} they are {_batches:N0} batches. " +
            "Give stepsPerEpoch a divisor of that, or leave it out.");
    }

    private void SayStopped() => Console.Error.WriteLine(
        $"Training was stopped by Ctrl-C in epoch {_epoch + 1}, after {_done} of {_plan.Steps} steps. The model keeps what it has learnt, "
        + $"and the history holds {_history.Epochs} {(_history.Epochs == 1 ? "epoch" : "epochs")}."
        + (_callbacks.Backup is null ? "" : " The state is saved; the same program goes on from it."));

    private void SetOrder()
    {
        if (_plan.Shuffle) { Shuffle.Permute(_order, _model.Seed, _pass); }
        else
        {
            for (int i = 0; i < _order.Length; i++) { _order[i] = i; }
        }
    }
}
