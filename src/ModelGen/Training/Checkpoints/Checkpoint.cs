using ModelGen.Data;

namespace ModelGen;

/// <summary>
/// What a checkpoint holds: texts, and tensors by name. To be written, or as it was read; a read one has been checked to be whole.
/// </summary>
internal sealed class Checkpoint
{
    /// <summary>What its text "format" says.</summary>
    public const string Format = "modelgen checkpoint";

    /// <summary>The version of the names and their meaning; a file with another is refused. In version 1 checksums were SHA-256.</summary>
    private const string Version = "2", OldVersion = "1";

    /// <summary>More epochs or batches than any training has, and few enough to go on counting.</summary>
    public const int MostCounted = 1 << 30;

    private readonly List<TensorSource> _sources = [];
    private readonly Dictionary<string, (long[] Shape, Array Values)> _tensors = new(StringComparer.Ordinal);

    /// <summary>An empty one, to be written.</summary>
    public Checkpoint()
    {
        File = "";
        (Texts["format"], Texts["version"]) = (Format, Version);
    }

    private Checkpoint(string path, Dictionary<string, string> texts, Dictionary<string, (long[], Array)> tensors) =>
        (File, Texts, _tensors) = (path, new(texts, StringComparer.Ordinal), tensors);

    /// <summary>The file it was read from; empty where it is being made.</summary>
    public string File { get; }

    /// <summary>The texts in its header.</summary>
    public SortedDictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the tensors that were read.</summary>
    public IEnumerable<string> Names => _tensors.Keys.Order(StringComparer.Ordinal);

    public void Add(TensorSource tensor) => _sources.Add(tensor);

    public bool Has(string name) => _tensors.ContainsKey(name);

    public Array Tensor(string name) => _tensors[name].Values;

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public long Integer(string name, long least = long.MinValue, long most = long.MaxValue)
    {
        long value = Get<long>(name, "one I64", [])[0];
        return value >= least && value <= most ? value : throw Bad($"its {name} is {value}; expected {least} to {most}.");
    }

    /// <summary>A number of epochs, batches and the like.</summary>
    public int Count(string name, int least = 0, int most = MostCounted) => (int)Integer(name, least, most);

    /// <summary>Yes or no, as 1 or 0.</summary>
    public bool Flag(string name) => Integer(name, 0, 1) == 1;

    public double Number(string name) => Get<double>(name, "one F64", [])[0];

    /// <summary>A list of whole numbers.</summary>
    public long[] Integers(string name) => Get<long>(name, "a list of I64", null);

    /// <summary>A list of numbers.</summary>
    public double[] Numbers(string name) => Get<double>(name, "a list of F64", null);

    /// <summary>A list of so many numbers.</summary>
    public double[] Numbers(string name, int length) => Get<double>(name, $"a list of {length:N0} F64", [length]);

    /// <summary>A list of floats.</summary>
    public float[] Floats(string name) => Get<float>(name, "a list of F32", null);

    /// <summary>A tensor of floats of a shape.</summary>
    public float[] Floats(string name, params long[] shape) => Get<float>(name, $"F32 {Shown.Shape(shape)}", shape);

    /// <summary>A tensor of finite floats of a shape: no state is saved with others.</summary>
    public float[] FiniteFloats(string name, params long[] shape)
    {
        float[] values = Floats(name, shape);
        int place = Bounds.IndexOfNonFinite(values);
        return place < 0
            ? values
            : throw Bad($"its {name} has {values[place]} at place {place}; expected finite numbers.");
    }

    /// <summary>An error about this file that says what it has and what is needed.</summary>
    public InvalidDataException Bad(string what) => new($"{File}: {what}");

    /// <summary>
    /// Writes it to a new file, flushed to the disk; tensors of 8-byte numbers first, so that all lie at multiples of their size.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="writing">For tests: told of each tensor that is in the file.</param>
    public void Write(FileStream file, Action<string>? writing = null)
    {
        IEnumerable<TensorSource> sources = _sources.OrderBy(source => source.Type == "F32");
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

        using var checksum = new Digest();
        SafeTensors.Write(file, Texts.Select(text => (text.Key, text.Value)), [.. sources], checksum);
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or no checkpoint.</exception>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static Checkpoint Read(string path)
    {
        using FileStream file = DiskFile.OpenRead(path);
        var reader = new SafeTensorsReader(file, path);
        Dictionary<string, TensorEntry> entries = reader.ReadHeader();
        reader.CheckChecksum();
        var tensors = new Dictionary<string, (long[], Array)>(StringComparer.Ordinal);
        foreach ((string name, TensorEntry entry) in entries) { tensors.Add(name, (entry.Shape, reader.Read(name, entry))); }
        var read = new Checkpoint(path, reader.Texts, tensors);
        string format = read.Texts.GetValueOrDefault("format", "(none)");
        return format == Format ? read : throw read.Bad($"its format is \"{Shown.Text(format)}\"; expected \"{Format}\".");
    }

    /// <summary>Throws where the file was written by a version of this library that gives its names another meaning.</summary>
    public void CheckVersion()
    {
        string version = Texts.GetValueOrDefault("version", "(none)");
        if (version is not (Version or OldVersion))
        {
            throw Bad(
                $"it is a checkpoint of version {Shown.Text(version)}; this version of ModelGen reads version {Version}. Go on with the "
                    + "version of ModelGen that wrote it, or train from the beginning.");
        }
    }

    // A null shape is any list.
    private T[] Get<T>(string name, string what, long[]? shape)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
        {
            throw Bad($"it has no {Shown.Text(name)}; expected {what}. It has: {Shown.Names([.. Names])}.");
        }

        if (tensor.Values is T[] found && (shape is null ? tensor.Shape.Length == 1 : tensor.Shape.AsSpan().SequenceEqual(shape)))
        {
            return found;
        }

        string type = tensor.Values is float[] ? "F32" : tensor.Values is double[] ? "F64" : "I64";
        throw Bad($"its {Shown.Text(name)} is {type} {Shown.Shape(tensor.Shape)}; expected {what}.");
    }
}
