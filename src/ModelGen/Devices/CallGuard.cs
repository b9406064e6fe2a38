namespace ModelGen;

/// <summary>
/// Lets one call at a time work on something, and lets its life end only between two steps of a call. What a callback of a call does on the
/// same thread counts as part of that call. Ending is a call itself: a thread that is inside one may not end what it works on; any other
/// waits until the running step is done, or ends it while callbacks run, because then nothing works on it.
/// </summary>
/// <param name="what">What messages call it: "the same model".</param>
/// <param name="advice">What messages tell another thread to do instead.</param>
internal sealed class CallGuard(string what, string advice)
{
    private const int Free = 0, Ended = int.MinValue;

    // Free, ended, the number of the thread that is at work, or, while that thread runs callbacks of its call, this number below 0.
    private int _state;
    private string _running = "";
    private object? _ending;

    /// <summary>Whether somebody has begun to end it.</summary>
    public bool IsEnding => Volatile.Read(ref _ending) is not null;

    /// <summary>Begins a call; it ends when the result is disposed.</summary>
    /// <param name="call">Its name, for messages.</param>
    /// <param name="allowedInCallback">Whether a callback of a running call may do this.</param>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    /// <exception cref="ObjectDisposedException">It has been disposed.</exception>
    public Entry Enter(string call, bool allowedInCallback)
    {
        if (Volatile.Read(ref _ending) is { } disposed) { throw Disposed(disposed); }
        int thread = Environment.CurrentManagedThreadId;
        int before = Interlocked.CompareExchange(ref _state, thread, Free);
        if (before == Free)
        {
            _running = call;
            return new Entry(this, Free);
        }

        if (before == -thread && allowedInCallback) { before = Interlocked.CompareExchange(ref _state, thread, -thread); }
        if (before == -thread && allowedInCallback) { return new Entry(this, -thread); }
        if (before == Ended) { throw Disposed(Volatile.Read(ref _ending)!); }
        bool own = before == thread || before == -thread;
        throw Overlap(call, own ? "A callback may evaluate, predict, read and write parameters, but not train." : advice);
    }

    /// <summary>The same for what a running call may do itself, too.</summary>
    public Entry EnterOrJoin(string call) =>
        Volatile.Read(ref _state) == Environment.CurrentManagedThreadId ? default : Enter(call, allowedInCallback: true);

    /// <summary>Between two steps of a call: ends it where somebody waits to dispose what it works on.</summary>
    /// <exception cref="ObjectDisposedException">Somebody does.</exception>
    public void ThrowIfEnding()
    {
        if (Volatile.Read(ref _ending) is { } disposed)
        {
            throw new ObjectDisposedException(disposed.GetType().FullName,
                $"{disposed.GetType().Name} was disposed while {_running} was running.");
        }
    }

    /// <summary>Says that the running call is about to run callbacks.</summary>
    /// <returns>Whether they are that call's, to be handed to <see cref="EndCallbacks"/>.</returns>
    public bool BeginCallbacks()
    {
        int thread = Environment.CurrentManagedThreadId;
        return Interlocked.CompareExchange(ref _state, -thread, thread) == thread;
    }

    /// <summary>Says that they have run. <see cref="ThrowIfEnding"/> follows.</summary>
    public void EndCallbacks(bool begun)
    {
        int thread = Environment.CurrentManagedThreadId;
        if (begun) { Interlocked.CompareExchange(ref _state, thread, -thread); }
    }

    /// <summary>Says that it is to be disposed: new calls are refused from now on, and a running one stops after its step.</summary>
    /// <param name="disposed">What is disposed: the owner, or what owns that.</param>
    /// <returns>Whether nobody has said so before.</returns>
    /// <exception cref="InvalidOperationException">This thread is inside a call; nothing has been changed.</exception>
    public bool BeginEnd(object disposed)
    {
        int state = Volatile.Read(ref _state), thread = Environment.CurrentManagedThreadId;
        if (state == thread || state == -thread)
        {
            throw Overlap("Dispose", $"Dispose it when {_running} has returned. A callback may set StopTraining to end Fit.");
        }

        return Interlocked.CompareExchange(ref _ending, disposed, null) is null;
    }

    /// <summary>Waits until no call works on it any more; then none ever will.</summary>
    public void AwaitEnd()
    {
        var wait = new SpinWait();
        while (true)
        {
            int state = Volatile.Read(ref _state);
            if (state == Ended || (state <= Free && Interlocked.CompareExchange(ref _state, Ended, state) == state)) { return; }
            wait.SpinOnce();
        }
    }

    private InvalidOperationException Overlap(string call, string instead) =>
        new($"{call} was called while {_running} is running on {what}. {instead}");

    private static ObjectDisposedException Disposed(object disposed) => new(disposed.GetType().FullName);

    /// <summary>A running call.</summary>
    public readonly ref struct Entry(CallGuard? guard, int before)
    {
        /// <summary>Ends it.</summary>
        public void Dispose()
        {
            // At work, only this thread changes the state.
            if (guard is not null && Volatile.Read(ref guard._state) != Ended) { Volatile.Write(ref guard._state, before); }
        }
    }
}
