namespace ModelGen;

/// <summary>Lets one call at a time work on a model. What a callback of that call does on the same thread counts as part of it.</summary>
internal sealed class CallGuard
{
    private int _owner;
    private string _running = "";
    private bool _inCallback;

    /// <summary>Begins a call; it ends when the result is disposed.</summary>
    /// <param name="call">Its name, for messages.</param>
    /// <param name="allowedInCallback">Whether a callback of a running call may do this.</param>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    public Entry Enter(string call, bool allowedInCallback)
    {
        int thread = Environment.CurrentManagedThreadId;
        int owner = Interlocked.CompareExchange(ref _owner, thread, 0);
        if (owner == 0)
        {
            _running = call;
            return new Entry(this);
        }

        if (owner == thread && _inCallback && allowedInCallback) { return default; }
        string advice = owner == thread
            ? "A callback may evaluate, predict, read and write parameters, but not train."
            : "Wait for it, or predict with model.CreatePredictor(), which shares the weights and owns its values.";
        throw new InvalidOperationException($"{call} was called while {_running} is running on the same model. {advice}");
    }

    /// <summary>Says that the running call is about to run, or has run, a callback; gives what was so before.</summary>
    public bool SwapInCallback(bool value)
    {
        bool before = _inCallback;
        _inCallback = value;
        return before;
    }

    /// <summary>A running call.</summary>
    public readonly ref struct Entry(CallGuard? guard)
    {
        /// <summary>Ends it.</summary>
        public void Dispose()
        {
            if (guard is null) { return; }
            guard._inCallback = false;
            Volatile.Write(ref guard._owner, 0);
        }
    }
}
