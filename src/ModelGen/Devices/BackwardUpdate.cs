using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Updates a stretch of the parameters by their gradients. It holds no reference to anything managed, so that tasks can hold it.
/// </summary>
/// <param name="function">Gets the rule, the stretch's place among the parameters, their gradients, and how many they are.</param>
/// <param name="rule">What is done, with the numbers of this step; it stays where it is until the backward pass has ended.</param>
internal readonly unsafe struct StretchUpdate(delegate*<void*, long, float*, int, void> function, void* rule)
{
    /// <summary>Whether there is one.</summary>
    public bool Exists => function != null;

    /// <summary>Updates a stretch.</summary>
    public void Run(long place, float* gradients, int count) => function(rule, place, gradients, count);
}

/// <summary>
/// An update that is offered to the kernels of one backward pass. A kernel that computes a parameter's whole gradient piece by piece may
/// take it: each piece then changes its parameters while it is in a core's cache, and the gradient is never stored. What no kernel takes,
/// the optimizer updates after the pass. Each value is updated by the same formula either way, so bits do not depend on who does it.
/// </summary>
internal sealed class BackwardUpdate
{
    private readonly ParameterStore _store;
    private readonly IReadOnlyList<StoredParameter> _parameters;
    private readonly bool[] _taken;
    private StretchUpdate _update;
    private Func<bool>? _mayUpdate;

    /// <summary>For the parameters of a store.</summary>
    public BackwardUpdate(ParameterStore store) =>
        (_store, _parameters, _taken) = (store, store.Contents, new bool[store.Contents.Count]);

    /// <summary>Offers an update to the next backward pass, or withdraws it: <c>default</c> and null.</summary>
    /// <param name="update">The update.</param>
    /// <param name="mayUpdate">Asked before it is given away, when all slices have run: a kernel has asked for its inputs before. Null
    /// where it always may be.</param>
    public void Offer(StretchUpdate update, Func<bool>? mayUpdate) => (_update, _mayUpdate) = (update, mayUpdate);

    /// <summary>
    /// Gives the update to the kernel that computes the gradient of the parameter at this place: it then updates the parameter and does not
    /// write the gradient.
    /// </summary>
    public bool TryTake(long place, out StretchUpdate update)
    {
        update = default;
        int parameter = NumberOf(place);
        if (parameter < 0) { return false; }

        // A regularizer's gradient is added when the pass has written the others, and so is that of another layer with the same parameter.
        // What is frozen is no part of the update.
        bool takes = _update.Exists && !_parameters[parameter].IsWholeLate && _store.Mask.Updates(parameter)
            && (_mayUpdate is null || _mayUpdate());
        if (takes) { update = _update; }
        return _taken[parameter] = takes;
    }

    /// <summary>Whether the last backward pass has updated the parameter at this place, so that its gradient is not known.</summary>
    public bool HasTaken(long place) => NumberOf(place) is >= 0 and var parameter && _taken[parameter];

    /// <summary>The same by the parameter's number.</summary>
    public bool HasTakenNumber(int parameter) => _taken[parameter];

    /// <summary>Says that the gradients are known again, because they were written from elsewhere.</summary>
    public void Forget() => Array.Clear(_taken);

    private int NumberOf(long place)
    {
        for (int i = 0; i < _parameters.Count; i++)
        {
            if (_parameters[i].Weight.Offset == place) { return i; }
        }

        return -1;
    }
}
