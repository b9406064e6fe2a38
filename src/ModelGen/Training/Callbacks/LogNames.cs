namespace ModelGen;

/// <summary>The names that logs will hold, as far as that can be said before the first step.</summary>
/// <param name="measured">Those of the loss and the metrics.</param>
/// <param name="advice">What to do where a number of the validation is missed.</param>
internal sealed class LogNames(IEnumerable<string> measured, string advice = "")
{
    private readonly SortedSet<string> _names = new(measured, StringComparer.Ordinal);

    /// <summary>Whether a callback of somebody's own may add others.</summary>
    public bool MayHoldOthers { get; set; }

    /// <summary>All that are known, in alphabetical order.</summary>
    public IReadOnlyCollection<string> Known => _names;

    /// <summary>Notes what a callback adds.</summary>
    public void Add(string name) => _names.Add(name);

    /// <summary>Whether this name can never be there.</summary>
    public bool Never(string name) => !MayHoldOthers && !_names.Contains(name);

    /// <summary>The end of a message that this name is missing: what to do about it.</summary>
    public string Advice(string name) => advice.Length > 0 && name.StartsWith("val_", StringComparison.Ordinal) ? $" {advice}" : "";
}
