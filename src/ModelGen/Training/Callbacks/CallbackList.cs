namespace ModelGen;

/// <summary>The callbacks of one call, told everything in their order. They belong to that call until this is disposed.</summary>
internal sealed class CallbackList : IDisposable
{
    private readonly Model _model;
    private readonly Callback[] _callbacks;
    private readonly Callback[] _withState;
    private readonly List<(Callback Callback, CallbackList? Outer, CallbackParams Params, IReadOnlyList<string> Measured)> _taken = [];

    public CallbackList(Model model, IEnumerable<Callback>? callbacks, CallbackParams parameters, IReadOnlyList<string> measured)
    {
        _model = model;
        Callback[] all = [.. callbacks ?? []];
        if (all.Contains(null!)) { throw new ArgumentException("One of the callbacks is null.", nameof(callbacks)); }

        BackupAndRestore[] backups = [.. all.OfType<BackupAndRestore>()];
        if (backups.Length > 1)
        {
            throw new ArgumentException($"{backups.Length} of the callbacks are BackupAndRestore; one saves everything.",
                nameof(callbacks));
        }
        Backup = backups.FirstOrDefault();
        _callbacks = [.. all.Where(callback => callback is not BackupAndRestore)];
        _withState = [.. _callbacks.Where(callback => callback is not LambdaCallback)];
        foreach (Callback callback in all) { Take(callback, parameters, measured); }
        StopsAtNonFiniteLoss = _callbacks.Any(callback => callback is TerminateOnNaN { RaiseError: false });
    }

    /// <summary>How many are told, which <see cref="Backup"/> is not.</summary>
    public int Count => _callbacks.Length;

    /// <summary>What saves the state of training after all callbacks have been told; null where nothing does.</summary>
    public BackupAndRestore? Backup { get; }

    /// <summary>The classes of those that may have a state; functions have none.</summary>
    public string KindsWithState => string.Join(", ", _withState.Select(callback => callback.GetType().Name).DefaultIfEmpty("none"));

    /// <summary>Whether one of them may look at gradients: anybody's own may.</summary>
    public bool MayReadGradients =>
        _callbacks.Any(callback => callback is LambdaCallback || callback.IsForeign);

    /// <summary>Whether a loss that is not finite ends training instead of being an exception.</summary>
    public bool StopsAtNonFiniteLoss { get; }

    /// <summary>Has each say, before a training changes anything, what could only go wrong later.</summary>
    /// <param name="ofBatch">What the logs of a batch hold.</param>
    /// <param name="ofEpoch">What the logs of an epoch hold.</param>
    public void Prepare(LogNames ofBatch, LogNames ofEpoch)
    {
        foreach (Callback callback in _callbacks) { callback.Prepare(ofBatch, ofEpoch); }
    }

    public void Tell(Action<Callback, int, Logs> what, int number = 0, Logs? logs = null)
    {
        if (_callbacks.Length == 0) { return; }
        bool begun = _model.Guard.BeginCallbacks();
        try
        {
            foreach (Callback callback in _callbacks) { what(callback, number, logs!); }
        }
        finally { _model.Guard.EndCallbacks(begun); }
        _model.Guard.ThrowIfEnding();
    }

    /// <summary>Tells of the outputs of a batch: of a single one, or of each by its name.</summary>
    public void TellOutputs(int batch, ModelDefinition definition, BatchRunner runner)
    {
        if (_callbacks.Length == 0) { return; }
        bool begun = _model.Guard.BeginCallbacks();
        try
        {
            foreach (Callback callback in _callbacks)
            {
                for (int i = 0; i < definition.Outputs.Length; i++)
                {
                    callback.OnPredictBatchEnd(batch, definition.Outputs[i].Name, runner.Output(i));
                }
            }
        }
        finally { _model.Guard.EndCallbacks(begun); }
        _model.Guard.ThrowIfEnding();
    }

    /// <summary>Has all callbacks write down what they have counted, each under its number.</summary>
    public void SaveState(CallbackState state) =>
        TellOfState((callback, number) => callback.SaveState(new StateWriter(state, $"{number}/")));

    /// <summary>Has all callbacks look at what <see cref="SaveState"/> wrote.</summary>
    public void CheckState(CallbackState state) =>
        TellOfState((callback, number) => callback.CheckState(new StateReader(state, $"{number}/")));

    /// <summary>Has all callbacks take up what <see cref="SaveState"/> wrote.</summary>
    public void LoadState(CallbackState state) =>
        TellOfState((callback, number) => callback.LoadState(new StateReader(state, $"{number}/")));

    private void TellOfState(Action<Callback, int> what)
    {
        bool begun = _model.Guard.BeginCallbacks();
        try
        {
            for (int i = 0; i < _withState.Length; i++) { what(_withState[i], i); }
        }
        finally { _model.Guard.EndCallbacks(begun); }
        _model.Guard.ThrowIfEnding();
    }

    /// <summary>Ends the call: a callback that is part of an outer one (it evaluates with itself, say) goes on with that.</summary>
    public void Dispose()
    {
        for (int i = _taken.Count - 1; i >= 0; i--)
        {
            (Callback callback, CallbackList? outer, CallbackParams parameters, IReadOnlyList<string> measured) = _taken[i];
            if (outer is not null) { (callback.Params, callback.Measured) = (parameters, measured); }
            Volatile.Write(ref callback.Running, outer);
        }
    }

    // What one model counts must not reach another: the weights that it restores, say.
    private void Take(Callback callback, CallbackParams parameters, IReadOnlyList<string> measured)
    {
        CallbackList? outer = Interlocked.CompareExchange(ref callback.Running, this, null);
        if (outer is not null && outer._model != _model)
        {
            Dispose();
            throw new InvalidOperationException(
                $"This {callback.GetType().Name} belongs to a call that is running on another model. Give each model callbacks of "
                    + "its own.");
        }

        _taken.Add((callback, outer, callback.Params, callback.Measured));
        (callback.Running, callback.Model, callback.Params, callback.Measured) = (this, _model, parameters, measured);
    }
}
