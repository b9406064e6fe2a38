namespace ModelGen;

/// <summary>
/// What a checkpoint holds: texts, and tensors by name. To be written, or as it was read; a read one has been checked to be whole.
/// </summary>
internal sealed class Checkpoint
{
    /// <summary>The version of the names and their meaning; a file with another is refused.</summary>
    private const string Version = "1";

    private const string Format = "modelgen checkpoint";

    private readonly List<TensorSource> _sources = [];
    private readonly Dictionary<string, Array> _tensors = new(StringComparer.Ordinal);
    private readonly string _path;

    /// <summary>An empty one, to be written.</summary>
    public Checkpoint()
    {
        _path = "";
        (Texts["format"], Texts["version"]) = (Format, Version);
    }

    private Checkpoint(string path, Dictionary<string, string> texts, Dictionary<string, Array> tensors) =>
        (_path, Texts, _tensors) = (path, new(texts, StringComparer.Ordinal), tensors);

    /// <summary>The texts in its header.</summary>
    public SortedDictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the tensors that were read.</summary>
    public IEnumerable<string> Names => _tensors.Keys.Order(StringComparer.Ordinal);

    public void Add(TensorSource tensor) => _sources.Add(tensor);

    public bool Has(string name) => _tensors.ContainsKey(name);

    public object Tensor(string name) => _tensors[name];

    public long Integer(string name) => Get<long>(name, "one I64", 1)[0];

    public double Number(string name) => Get<double>(name, "one F64", 1)[0];

    public long[] Integers(string name) => Get<long>(name, "I64");

    public double[] Numbers(string name) => Get<double>(name, "F64");

    /// <summary>A tensor of so many floats.</summary>
    public float[] Floats(string name, long length) => Get<float>(name, $"{length:N0} F32", length);

    /// <summary>A tensor of so many finite floats: no state is saved with others.</summary>
    public float[] FiniteFloats(string name, long length)
    {
        float[] values = Floats(name, length);
        int place = Bounds.IndexOfNonFinite(values);
        return place < 0
            ? values
            : throw Bad(FormattableString.Invariant($"its {name} has {values[place]} at place {place}; expected finite numbers."));
    }

    /// <summary>An error about this file that says what it has and what is needed.</summary>
    public InvalidDataException Bad(string what) => new($"{_path}: {what}");

    /// <summary>
    /// Writes it to a new file, flushed to the disk; tensors of 8-byte numbers first, so that all lie at multiples of their size.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="writing">For tests: told of each tensor that is in the file.</param>
    public void Write(FileStream file, Action<string>? writing = null)
    {
        IEnumerable<TensorSource> sources = [.. _sources.Where(source => source.Type != "F32"),
            .. _sources.Where(source => source.Type == "F32")];
        if (writing is not null)
        {
            sources = sources.Select(source => source with
            {
                Write = sink =>
                {
                    source.Write(sink);
                    file.Flush();
                    writing(source.Name);
                },
            });
        }

        SafeTensors.Write(file, Texts.Select(text => (text.Key, text.Value)), [.. sources], withChecksum: true);
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or no checkpoint.</exception>
    public static Checkpoint Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var reader = new SafeTensorsReader(file, path);
        Dictionary<string, TensorEntry> entries = reader.ReadHeader(SafeTensors.MaxHeader, SafeTensors.Metadata);
        reader.CheckChecksum();
        var read = new Checkpoint(path, reader.Texts,
            entries.ToDictionary(entry => entry.Key, entry => reader.Read(entry.Key, entry.Value), StringComparer.Ordinal));
        read.CheckText("format", Format);
        return read;
    }

    /// <summary>Throws where the file was written by a version of this library that gives its names another meaning.</summary>
    public void CheckVersion()
    {
        if (Texts.GetValueOrDefault("version") is var version && version != Version)
        {
            throw Bad(
                $"it is a checkpoint of version {version ?? "(none)"}; this version of ModelGen reads version {Version}. Go on with the "
                    + "version of ModelGen that wrote it, or train from the beginning.");
        }
    }

    private void CheckText(string name, string expected)
    {
        string found = Texts.GetValueOrDefault(name, "(none)");
        if (found != expected) { throw Bad($"its {name} is \"{found}\"; expected \"{expected}\"."); }
    }

    private T[] Get<T>(string name, string what, long? length = null)
    {
        if (!_tensors.TryGetValue(name, out Array? values))
        {
            throw Bad($"it has no {name}; expected {what}. It has: {string.Join(", ", Names)}.");
        }
        return values is T[] found && (length is null || found.Length == length)
            ? found
            : throw Bad(
                $"its {name} is {values.Length:N0} {(values is float[] ? "F32" : values is double[] ? "F64" : "I64")}; expected {what}.");
    }
}
