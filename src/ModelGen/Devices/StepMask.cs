namespace ModelGen.Kernels;

/// <summary>
/// For what a step is done: which layers are trained, and whose gradients are needed for it. One never changes. Where something is frozen
/// there is another one, which the next step takes.
/// </summary>
internal sealed class StepMask
{
    private readonly int _inputs;
    private readonly bool[]? _trains, _needs, _followsBatch;
    private readonly long[] _places = [];
    private readonly bool[] _updates = [];

    private StepMask() { }

    /// <param name="trains">Which layers have parameters that are trained.</param>
    /// <param name="needs">Of which inputs and layers the gradients are needed: the last input first, the first layer after the first
    /// input.</param>
    /// <param name="followsBatch">Which layers are not frozen, so that normalizations work by the batch.</param>
    /// <param name="inputs">How many inputs there are.</param>
    /// <param name="places">Where the parameters lie that can be trained, in order.</param>
    /// <param name="updates">Which of them are.</param>
    public StepMask(bool[]? trains, bool[]? needs, bool[]? followsBatch, int inputs, long[] places, bool[] updates)
    {
        (_trains, _needs, _followsBatch, _inputs, _places, _updates) = (trains, needs, followsBatch, inputs, places, updates);
        IsWhole = !updates.Contains(false);
        NeedsInputs = needs is not null && needs.AsSpan(0, inputs).Contains(true);
    }

    /// <summary>Whether the step keeps what a backward pass needs, as in training, but computes what predictions do.</summary>
    public bool IsInference { get; init; }

    /// <summary>Everything is trained, and nobody needs the gradients of the inputs.</summary>
    public static StepMask All { get; } = new();

    /// <summary>Whether parameters of a layer are trained.</summary>
    public bool Trains(int layer) => _trains is null || _trains[layer - 1];

    /// <summary>Whether the gradient of what a layer gives is needed; of an input, 0, -1, ..., whether it was asked for.</summary>
    public bool NeedsGradient(int layer) => _needs is null ? layer > 0 : _needs[layer + _inputs - 1];

    /// <summary>Whether a normalization works by the batch.</summary>
    public bool FollowsBatch(int layer) => _followsBatch is null || _followsBatch[layer - 1];

    /// <summary>Whether gradients of inputs are needed.</summary>
    public bool NeedsInputs { get; }

    /// <summary>Whether a backward pass has anything to do.</summary>
    public bool NeedsAny => _needs is null || _needs.Contains(true);

    /// <summary>Whether some parameters are updated.</summary>
    public bool TrainsAny => _updates.Length == 0 || _updates.Contains(true);

    /// <summary>Whether all parameters are updated.</summary>
    public bool IsWhole { get; } = true;

    /// <summary>Whether a parameter is updated, by its number in the order of places.</summary>
    public bool Updates(int parameter) => _updates.Length == 0 || _updates[parameter];

    /// <summary>Whether the parameter at a place is updated.</summary>
    public bool UpdatesAt(long place) =>
        _updates.Length == 0 || (Array.BinarySearch(_places, place) is >= 0 and var number && _updates[number]);

    /// <summary>Where the parameters of a store lie that are updated, those together that lie side by side.</summary>
    public IReadOnlyList<(long First, long End)> StretchesOf(ParameterStore store)
    {
        if (IsWhole) { return [(0, store.TrainableLength)]; }
        List<(long First, long End)> stretches = [];
        for (int i = 0; i < _places.Length; i++)
        {
            if (!_updates[i]) { continue; }
            long first = _places[i], end = i + 1 < _places.Length ? _places[i + 1] : store.TrainableLength;
            if (stretches is [.., var last] && last.End == first) { stretches[^1] = (last.First, end); }
            else { stretches.Add((first, end)); }
        }

        return stretches;
    }
}
