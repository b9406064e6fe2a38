using System.Text;

namespace ModelGen;

/// <summary>
/// Writes the logs of each epoch as a line of a CSV file, which is on the disk before the next epoch begins. The first line names the
/// columns:
/// <c>epoch</c>, counted from 0, and the logs in alphabetical order. What an epoch without validation has not measured is <c>NA</c>.
/// Numbers are as Python writes them and lines end in CR LF, as in Keras's files.
/// </summary>
public sealed class CSVLogger : Callback
{
    private const string Epoch = "epoch";

    private readonly string _file;
    private readonly string _separator;
    private readonly bool _append;
    private string[] _columns = [];
    private bool _begun;

    /// <summary>Writes a file.</summary>
    /// <param name="filename">The file.</param>
    /// <param name="separator">What stands between the columns; no line break and no quotation mark.</param>
    /// <param name="append">
    /// Whether to write on behind what is there: the numbers go under the columns of their names, and a column that this training does not
    /// measure holds <c>NA</c>. A file that lacks one of this training's columns, or has another separator, is refused before the first
    /// step. Else the file is overwritten.
    /// </param>
    /// <exception cref="ArgumentException">The name or the separator is empty, or the separator holds a line
    /// break or a quotation mark.</exception>
    public CSVLogger(string filename, string separator = ",", bool append = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(filename);
        ArgumentException.ThrowIfNullOrEmpty(separator);
        if (separator.AsSpan().ContainsAny('"', '\r', '\n'))
        {
            throw new ArgumentException(
                "The separator holds a line break or a quotation mark, which end lines and columns. Write \",\", \";\" or \"\\t\".",
                nameof(separator));
        }

        (_file, _separator, _append) = (filename, separator, append);
    }

    /// <inheritdoc/>
    public override string ToString() => $"CSVLogger({_file})";

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        (_columns, _begun) = ([], false);
        using FileStream file = Open(); // A file that cannot be written is to be known now, not after the first epoch.
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file that is written on lacks a column for a number that a
    /// callback of somebody's own has added.</exception>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        var text = new StringBuilder();
        using FileStream file = Open();
        if (!_begun) { Begin(file, logs, text); }
        Line(text,
            _columns.Select(name => name == Epoch ? $"{epoch}" : logs.TryGetValue(name, out double value) ? PythonText.Repr(value) : "NA"));
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(text.ToString()));
        file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd()
    {
        if (_begun || _append) { return; }
        using FileStream file = Open();
        file.SetLength(0);
    }

    /// <inheritdoc/>
    public override void SaveState(StateWriter state)
    {
        state.Write("begun", _begun ? 1 : 0);
        state.Write("columns", _columns.Length);
        for (int i = 0; i < _columns.Length; i++) { state.Write($"columns/{i}", _columns[i]); }
        using FileStream file = Open();
        state.Write("length", file.Length);
    }

    /// <inheritdoc/>
    public override void CheckState(StateReader state) => Read(state);

    /// <inheritdoc/>
    /// <remarks>The file is cut to the length that it had: lines of epochs that will be trained again are gone.</remarks>
    public override void LoadState(StateReader state)
    {
        (_begun, _columns, long? length) = Read(state);
        if (length is not { } end) { return; }
        using FileStream file = Open();
        file.SetLength(end);
    }

    // One by one: an array made for the count would take what memory a file asks for.
    private static IEnumerable<string> ReadColumns(StateReader state)
    {
        int count = state.ReadCount("columns");
        for (int i = 0; i < count; i++) { yield return state.ReadText($"columns/{i}"); }
    }

    // The length is null where nothing that is in the file is ours.
    private (bool Begun, string[] Columns, long? Length) Read(StateReader state)
    {
        bool begun = state.ReadFlag("begun");
        string[] columns = [.. ReadColumns(state)];
        long length = state.ReadInteger("length", long.MaxValue);
        if (begun && !columns.Contains(Epoch)) { columns = [Epoch, .. columns]; } // an earlier version did not write it down
        if (!begun && !_append) { return (begun, columns, null); }
        using FileStream file = Open();
        if (file.Length < length)
        {
            throw new InvalidDataException(
                $"{_file} has {file.Length:N0} bytes, but it had {length:N0} when the state of training was saved in {state.File}. "
                + "Give the file back its lines, or train from the beginning.");
        }

        return !begun || length == 0 || EndsLine(file, length)
            ? (begun, columns, length)
            : throw state.Bad($"the \"length\" of CSVLogger is {length}, in the midst of a line of {_file}; expected the end of one.");
    }

    internal override void Prepare(LogNames ofBatch, LogNames ofEpoch)
    {
        if (!_append || !File.Exists(_file)) { return; }
        using var file = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length > 0) { ReadColumns(file, ofEpoch.Known); }
    }

    private void Begin(FileStream file, Logs logs, StringBuilder text)
    {
        if (!_append) { file.SetLength(0); }
        IEnumerable<string> later = Measured.Where(name => name.StartsWith("val_", StringComparison.Ordinal) && !logs.ContainsKey(name));
        string[] needed = [.. logs.Names, .. later.Order(StringComparer.Ordinal)];
        if (file.Length > 0)
        {
            _columns = ReadColumns(file, needed);
            if (!EndsLine(file, file.Length)) { text.Append("\r\n"); }
        }
        else
        {
            _columns = [Epoch, .. needed];
            Line(text, _columns);
        }

        _begun = true;
    }

    /// <summary>The columns of a file that is to be written on.</summary>
    private string[] ReadColumns(FileStream file, IEnumerable<string> needed)
    {
        file.Seek(0, SeekOrigin.Begin);
        string[] columns = [.. CsvRecord.ReadFirst(file, _separator)];
        string[] missing = [.. needed.Prepend(Epoch).Where(name => !columns.Contains(name))];
        if (missing.Length == 0) { return columns; }
        throw new InvalidDataException(
            $"{_file}: its columns, separated by \"{_separator}\", are {string.Join(", ", columns.Select(name => $"\"{name}\""))}; "
            + $"this training also needs {string.Join(", ", missing.Select(name => $"\"{name}\""))}. "
            + "Write to another file, give the separator that the file has, or leave append out to overwrite it.");
    }

    private static bool EndsLine(FileStream file, long length)
    {
        file.Position = length - 1;
        return file.ReadByte() == '\n';
    }

    private FileStream Open() => new(_file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    private void Line(StringBuilder text, IEnumerable<string> fields) =>
        text.AppendJoin(_separator, fields.Select(field => CsvRecord.Quoted(field, _separator))).Append("\r\n");
}
