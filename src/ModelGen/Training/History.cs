using System.Diagnostics.CodeAnalysis;

namespace ModelGen;

/// <summary>
/// What <c>Fit</c> measured: one value for each finished epoch under each name, the names in alphabetical order as in Keras 3. Where the
/// validation does not follow each epoch, there are fewer values under its names.
/// </summary>
public sealed class History
{
    private readonly SortedDictionary<string, List<double>> _values = new(StringComparer.Ordinal);
    private readonly List<int> _epochs = [];

    // Which of the epochs, by their places in the list, the values under a name belong to.
    private readonly Dictionary<string, List<int>> _places = new(StringComparer.Ordinal);

    internal History(IEnumerable<string> names)
    {
        foreach (string name in names) { _values.Add(name, []); }
    }

    /// <summary>How many epochs were finished.</summary>
    public int Epochs => _epochs.Count;

    /// <summary>The numbers of the finished epochs, from 0 or from <c>initialEpoch</c>.</summary>
    public IReadOnlyList<int> Epoch => _epochs;

    /// <summary>Whether the cancellation token or Ctrl-C ended training. The epoch it broke off is not among the values.</summary>
    public bool Cancelled { get; internal set; }

    /// <summary>
    /// The names: <c>accuracy</c>, <c>loss</c>, and with validation data <c>val_accuracy</c>, <c>val_loss</c>; <c>learning_rate</c> where a
    /// callback changes it, and what callbacks add.
    /// </summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>The values under one name, an epoch each.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of this name was measured; the message lists the names.</exception>
    public IReadOnlyList<double> this[string name] => _values.TryGetValue(name, out List<double>? values)
        ? values
        : throw new KeyNotFoundException($"The history has no \"{name}\". It has: {string.Join(", ", Names)}.");

    /// <summary>The values under one name, if it was measured.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out IReadOnlyList<double>? values)
    {
        bool found = _values.TryGetValue(name, out List<double>? list);
        values = list;
        return found;
    }

    /// <summary>
    /// A table with a line for each epoch, counted from 1 as where training shows its progress, and a column for each name. Of many epochs
    /// the first and the last are shown.
    /// </summary>
    public override string ToString()
    {
        if (Epochs == 0) { return "no epoch was finished"; }
        string[] names = [.. _values.Keys];
        return TextTable.Of(Epochs + 1, names.Length + 1, (row, column) => (row, column) switch
        {
            (0, 0) => "epoch",
            (0, _) => names[column - 1],
            (_, 0) => $"{_epochs[row - 1] + 1}",
            _ => ValueAt(names[column - 1], row - 1) is { } value ? ProgressText.Value(value) : "",
        });
    }

    internal void Add(int epoch, Logs logs)
    {
        foreach (string name in logs.Names)
        {
            if (!_values.TryGetValue(name, out List<double>? values)) { _values.Add(name, values = []); }
            if (!_places.TryGetValue(name, out List<int>? places)) { _places.Add(name, places = []); }
            values.Add(logs[name]);
            places.Add(_epochs.Count);
        }

        _epochs.Add(epoch);
    }

    private double? ValueAt(string name, int place)
    {
        if (_values[name].Count == _epochs.Count) { return _values[name][place]; }
        int index = _places.TryGetValue(name, out List<int>? places) ? places.IndexOf(place) : -1;
        return index < 0 ? null : _values[name][index];
    }

    private const string EpochsName = "history_epochs", ValuesPrefix = "history/", PlacesPrefix = "history_places/";

    internal void Save(Checkpoint checkpoint)
    {
        checkpoint.Add(TensorSource.Numbers(EpochsName, _epochs));
        foreach ((string name, List<double> values) in _values)
        {
            checkpoint.Add(TensorSource.Numbers(ValuesPrefix + name, values));
            if (values.Count < _epochs.Count)
            {
                checkpoint.Add(TensorSource.Numbers(PlacesPrefix + name, _places.GetValueOrDefault(name, [])));
            }
        }
    }

    /// <summary>Takes up what <see cref="Save"/> wrote, after a look at all of it.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="first">The first epoch's number.</param>
    /// <param name="end">The epoch that is next or running.</param>
    /// <param name="measured">What each epoch has.</param>
    /// <exception cref="InvalidDataException">It is not the history of these epochs.</exception>
    internal void Load(Checkpoint checkpoint, int first, int end, IEnumerable<string> measured)
    {
        long[] epochs = checkpoint.Integers(EpochsName);
        if (epochs.Length != end - first || epochs.Where((epoch, i) => epoch != first + i).Any())
        {
            throw checkpoint.Bad(
                $"its {EpochsName} are {Shown.Names([.. epochs.Select(epoch => $"{epoch}")])}; expected {end - first}, those "
                    + $"before {end}.");
        }

        Dictionary<string, List<double>> values = [];
        Dictionary<string, List<int>> places = [];
        foreach (string name in checkpoint.Names.Where(name => name.StartsWith(ValuesPrefix, StringComparison.Ordinal)))
        {
            double[] list = checkpoint.Numbers(name);
            if (list.Length > epochs.Length)
            {
                throw checkpoint.Bad($"its {Shown.Text(name)} has {list.Length:N0} values; expected at most {epochs.Length:N0}.");
            }

            string own = name[ValuesPrefix.Length..];
            values[own] = [.. list];
            places[own] = ReadPlaces(checkpoint, own, list.Length, epochs.Length);
        }

        foreach (string name in measured) { checkpoint.Numbers(ValuesPrefix + name, epochs.Length); }
        _epochs.AddRange(epochs.Select(epoch => (int)epoch));
        foreach ((string name, List<double> list) in values) { (_values[name], _places[name]) = (list, places[name]); }
    }

    private static List<int> ReadPlaces(Checkpoint checkpoint, string name, int values, int epochs)
    {
        if (!checkpoint.Has(PlacesPrefix + name)) { return [.. Enumerable.Range(0, values)]; }
        long[] places = checkpoint.Integers(PlacesPrefix + name);
        bool areRight = places.Length == values && places.All(place => place >= 0 && place < epochs)
            && places.Zip(places.Skip(1)).All(p => p.First < p.Second);
        return areRight
            ? [.. places.Select(place => (int)place)]
            : throw checkpoint.Bad(
                $"its {PlacesPrefix}{Shown.Text(name)} are {Shown.Names([.. places.Select(place => $"{place}")])}; expected {values} "
                    + $"rising places of {epochs} epochs.");
    }
}
