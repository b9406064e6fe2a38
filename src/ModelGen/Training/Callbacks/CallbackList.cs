namespace ModelGen;

/// <summary>The callbacks of one call, told everything in their order.</summary>
internal sealed class CallbackList
{
    private readonly Model _model;
    private readonly Callback[] _callbacks;

    public CallbackList(Model model, IEnumerable<Callback>? callbacks, CallbackParams parameters, IReadOnlyList<string> measured)
    {
        (_model, _callbacks) = (model, [.. callbacks ?? []]);
        foreach (Callback callback in _callbacks)
        {
            if (callback is null) { throw new ArgumentException("One of the callbacks is null.", nameof(callbacks)); }
            (callback.Model, callback.Params, callback.Measured) = (model, parameters, measured);
        }

        StopsAtNonFiniteLoss = _callbacks.Any(callback => callback is TerminateOnNaN { RaiseError: false });
    }

    public int Count => _callbacks.Length;

    public Callback this[int index] => _callbacks[index];

    /// <summary>Whether a loss that is not finite ends training instead of being an exception.</summary>
    public bool StopsAtNonFiniteLoss { get; }

    public void Tell(Action<Callback, int, Logs> what, int number = 0, Logs? logs = null)
    {
        if (_callbacks.Length == 0) { return; }
        bool outer = _model.SwapInCallback(true);
        try
        {
            foreach (Callback callback in _callbacks) { what(callback, number, logs!); }
        }
        finally { _model.SwapInCallback(outer); }
    }

    public void TellOutputs(int batch, ReadOnlySpan<float> outputs)
    {
        if (_callbacks.Length == 0) { return; }
        bool outer = _model.SwapInCallback(true);
        try
        {
            foreach (Callback callback in _callbacks) { callback.OnPredictBatchEnd(batch, outputs); }
        }
        finally { _model.SwapInCallback(outer); }
    }
}
