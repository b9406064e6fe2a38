namespace ModelGen.Generators.Plan;

/// <summary>
/// Where the gradients of values lie while the backward pass is planned. The gradient of a value that several layers read is the sum of
/// what they contribute, in the order in which they are planned. Several values may have their gradients at one place, as long as nobody
/// writes to it before all of them have been read.
/// </summary>
internal sealed class GradientPlaces
{
    private readonly Dictionary<string, (string Place, List<int> From)> _gradients = [];
    private readonly Dictionary<string, HashSet<string>> _holders = [];

    /// <summary>Where the gradient of a value lies, or null while nothing has been contributed.</summary>
    public string? PlaceOf(string value) => _gradients.TryGetValue(value, out var gradient) ? gradient.Place : null;

    /// <summary>Which layers have contributed to the gradient of a value.</summary>
    public IReadOnlyList<int> From(string value) => _gradients[value].From;

    /// <summary>Says that a layer has contributed to the gradient of a value, which lies there.</summary>
    public void Contribute(string value, string place, int by)
    {
        Move(value, place);
        _gradients[value].From.Add(by);
    }

    /// <summary>Says that the gradient of a value lies at another place.</summary>
    public void Move(string value, string place)
    {
        List<int> from = _gradients.TryGetValue(value, out var gradient) ? gradient.From : [];
        if (gradient.Place is { } before && before != place) { _holders[before].Remove(value); }
        _gradients[value] = (place, from);
        if (!_holders.TryGetValue(place, out HashSet<string> holders)) { _holders.Add(place, holders = []); }
        holders.Add(value);
    }

    /// <summary>Says that nobody needs the gradient of a value any more.</summary>
    public void Release(string value)
    {
        if (PlaceOf(value) is { } place) { _holders[place].Remove(value); }
    }

    /// <summary>Whether a place holds the gradient of no other value than this one.</summary>
    public bool IsOnlyFor(string place, string value) =>
        !_holders.TryGetValue(place, out HashSet<string> holders) || holders.All(holder => holder == value);
}
