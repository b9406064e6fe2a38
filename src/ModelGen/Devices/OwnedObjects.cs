namespace ModelGen;

/// <summary>
/// What is disposed together with its owner, if it still exists then. It is held weakly: what is disposed earlier or forgotten leaves
/// nothing behind. Safe from many threads.
/// </summary>
internal sealed class OwnedObjects
{
    private readonly HashSet<WeakReference<IDisposable>> _objects = [];
    private readonly Lock _gate = new();
    private int _tidyAt = 64;
    private bool _closed;

    /// <summary>Takes one in.</summary>
    /// <returns>What to hand to <see cref="Remove"/>; null where the owner has been disposed, and it was not taken.</returns>
    public WeakReference<IDisposable>? TryAdd(IDisposable added)
    {
        var reference = new WeakReference<IDisposable>(added);
        lock (_gate)
        {
            if (_closed) { return null; }
            if (_objects.Count >= _tidyAt)
            {
                _objects.RemoveWhere(static forgotten => !forgotten.TryGetTarget(out _));
                _tidyAt = Math.Max(64, 2 * _objects.Count);
            }

            _objects.Add(reference);
            return reference;
        }
    }

    /// <summary>Lets one go that was disposed by itself.</summary>
    public void Remove(WeakReference<IDisposable>? disposed)
    {
        if (disposed is null) { return; }
        lock (_gate) { _objects.Remove(disposed); }
    }

    /// <summary>Disposes all there are and takes no more.</summary>
    public void Dispose()
    {
        WeakReference<IDisposable>[] owned;
        lock (_gate)
        {
            _closed = true;
            owned = [.. _objects];
            _objects.Clear();
        }

        foreach (WeakReference<IDisposable> each in owned)
        {
            if (each.TryGetTarget(out IDisposable? target)) { target.Dispose(); }
        }
    }
}
