namespace ModelGen;

/// <summary>Updates a stretch of the parameters by their gradients. It holds no reference to anything managed, so that tasks can hold it.</summary>
/// <param name="parameters">Where the parameters begin.</param>
/// <param name="function">Gets the rule, the stretch's place among the parameters, their gradients, and how many they are.</param>
/// <param name="rule">What is done, with the numbers of this step; it stays where it is until the backward pass has ended.</param>
internal readonly unsafe struct StretchUpdate(float* parameters, delegate*<void*, long, float*, int, void> function, void* rule)
{
    /// <summary>Whether there is one.</summary>
    public bool Exists => function != null;

    /// <summary>Where the parameters begin.</summary>
    public float* Parameters => parameters;

    /// <summary>Updates a stretch.</summary>
    public void Run(long place, float* gradients, int count) => function(rule, place, gradients, count);
}

/// <summary>
/// An update that is offered to the kernels of one backward pass. A kernel that computes a parameter's whole gradient piece by piece may take it: each piece then changes its
/// parameters while it is in a core's cache, and the gradient is never stored. What no kernel takes, the optimizer updates after the pass. Each
/// value is updated by the same formula either way, so bits do not depend on who does it.
/// </summary>
internal sealed class BackwardUpdate
{
    private readonly long[] _places;
    private readonly bool[] _mayBeTaken;
    private readonly bool[] _taken;
    private StretchUpdate _update;

    /// <summary>For the parameters of a store.</summary>
    public BackwardUpdate(ParameterStore store)
    {
        _places = [.. store.Contents.Select(static p => p.Weight.Offset)];
        // A penalty's gradient is added when the pass has written the others.
        _mayBeTaken = [.. store.Contents.Select(static p => !p.HasPenalty)];
        _taken = new bool[_places.Length];
    }

    /// <summary>Offers an update to the next backward pass, or withdraws it: <c>default</c>.</summary>
    public void Offer(StretchUpdate update) => _update = update;

    /// <summary>Gives the update to the kernel that computes the gradient of the parameter at this place: it then updates the parameter and does not write the gradient.</summary>
    public bool TryTake(long place, out StretchUpdate update)
    {
        int parameter = Array.BinarySearch(_places, place);
        bool takes = parameter >= 0 && _mayBeTaken[parameter] && _update.Exists;
        if (parameter >= 0) { _taken[parameter] = takes; }
        update = takes ? _update : default;
        return takes;
    }

    /// <summary>Whether the last backward pass has updated the parameter at this place, so that its gradient is not known.</summary>
    public bool HasTaken(long place) => Array.BinarySearch(_places, place) is >= 0 and var parameter && _taken[parameter];
}
