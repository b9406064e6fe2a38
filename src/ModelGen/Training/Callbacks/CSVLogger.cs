using System.Text;

namespace ModelGen;

/// <summary>
/// Writes the logs of each epoch as a line of a CSV file, which is on the disk before the next epoch begins. The first line names the
/// columns:
/// <c>epoch</c>, counted from 0, and the logs in alphabetical order. What an epoch without validation has not measured is <c>NA</c>.
/// Numbers are as Python writes them and lines end in CR LF, as in Keras's files.
/// </summary>
/// <param name="filename">The file.</param>
/// <param name="separator">What stands between the columns.</param>
/// <param name="append">Whether to write on behind what is there, without a second line of names. Else the file is overwritten.</param>
public sealed class CSVLogger(string filename, string separator = ",", bool append = false) : Callback
{
    private readonly string _file = NotEmpty(filename, nameof(filename));
    private readonly string _separator = NotEmpty(separator, nameof(separator));
    private string[] _columns = [];
    private bool _begun;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        (_columns, _begun) = ([], false);
        using FileStream file = Open(); // A file that cannot be written is to be known now, not after the first epoch.
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        var text = new StringBuilder();
        using FileStream file = Open();
        if (!_begun)
        {
            Begin(file);
            IEnumerable<string> later = Measured.Where(name => name.StartsWith("val_", StringComparison.Ordinal)
                && !logs.ContainsKey(name));
            _columns = [.. logs.Names, .. later.Order(StringComparer.Ordinal)];
            if (file.Length == 0) { Line(text, _columns.Prepend("epoch")); }
        }

        Line(text, _columns.Select(name => logs.TryGetValue(name, out double value) ? PythonText.Repr(value) : "NA").Prepend($"{epoch}"));
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(text.ToString()));
        file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd()
    {
        if (_begun) { return; }
        using FileStream file = Open();
        Begin(file);
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
    /// <remarks>The file is cut to the length that it had: lines of epochs that will be trained again are gone.</remarks>
    public override void LoadState(StateReader state)
    {
        _begun = state.ReadInteger("begun") != 0;
        _columns = [.. Enumerable.Range(0, (int)state.ReadInteger("columns")).Select(i => state.ReadText($"columns/{i}"))];
        if (!_begun && !append) { return; }
        long length = state.ReadInteger("length");
        using FileStream file = Open();
        if (file.Length < length)
        {
            throw new InvalidDataException(
                $"{_file} has {file.Length:N0} bytes, but it had {length:N0} when the state of training was saved. Give the file back its "
                    + "lines, or train from the beginning.");
        }

        file.SetLength(length);
    }

    private void Begin(FileStream file)
    {
        _begun = true;
        if (!append) { file.SetLength(0); }
    }

    private FileStream Open() => new(_file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    private void Line(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(_separator, fields.Select(Quoted)).Append("\r\n");

    // Only where it is needed, as Python's csv does.
    private string Quoted(string field) =>
        field.Contains(_separator, StringComparison.Ordinal) || field.AsSpan().ContainsAny('"', '\r', '\n')
            ? $"\"{field.Replace("\"", "\"\"")}\"" : field;

    private static string NotEmpty(string text, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, name);
        return text;
    }
}
