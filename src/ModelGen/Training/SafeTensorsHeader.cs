using System.Text;
using System.Text.Json;

namespace ModelGen;

/// <summary>What a safetensors header says of one tensor; offsets are bytes after the header.</summary>
internal sealed record TensorEntry(string Type, long[] Shape, long Begin, long End);

/// <summary>Reads the JSON header of a safetensors file token by token: it may be of 100 MB, and nothing in it is believed.</summary>
internal ref struct SafeTensorsHeader(ReadOnlySpan<byte> header, string path)
{
    private readonly ReadOnlySpan<byte> _header = header;
    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);
    private Utf8JsonReader _json = new(header);
    private bool _hasTexts;

    /// <summary>The texts, by their names.</summary>
    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>The tensors, by their names.</summary>
    public Dictionary<string, TensorEntry> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads all of it.</summary>
    /// <exception cref="InvalidDataException">It is not as the format has it; the message names the tensor and the field.</exception>
    public void Read()
    {
        try
        {
            _json.Read();
            if (_json.TokenType != JsonTokenType.StartObject) { throw new JsonException($"It begins with a {_json.TokenType}."); }
            while (NextName() is { } name)
            {
                if (name == SafeTensors.Metadata) { ReadTexts(); }
                else if (!Tensors.TryAdd(name, ReadTensor(name))) { throw Bad($"it has {Shown.Text(name)} twice"); }
            }

            _json.Read(); // throws where more follows than spaces
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: its header is no JSON object of tensors. {Shown.Text(e.Message)}", e);
        }
    }

    private void ReadTexts()
    {
        if (_hasTexts) { throw Bad($"it has {SafeTensors.Metadata} twice"); }
        _hasTexts = true;
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            _json.Skip();
            return;
        }

        while (NextName() is { } name)
        {
            if (!Texts.TryAdd(name, ReadText())) { throw Bad($"it has the text {Shown.Text(name)} twice"); }
        }
    }

    // A number or a list as it stands there.
    private string ReadText()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.String) { return _json.GetString()!; }
        int begin = (int)_json.TokenStartIndex;
        _json.Skip();
        return Encoding.UTF8.GetString(_header[begin..(int)_json.BytesConsumed]);
    }

    private TensorEntry ReadTensor(string name)
    {
        string? type = null;
        long[]? shape = null, offsets = null;
        string shown = Shown.Text(name);
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw Bad($"{shown} is no object; expected one of dtype, shape and data_offsets");
        }
        _fields.Clear();
        while (NextName() is { } field)
        {
            if (!_fields.Add(field)) { throw Bad($"{shown} has its {Shown.Text(field)} twice"); }
            _json.Read();
            switch (field)
            {
                case "dtype" when _json.TokenType == JsonTokenType.String: type = _json.GetString(); break;
                case "shape" when _json.TokenType == JsonTokenType.StartArray: shape = ReadNumbers(shown, field); break;
                case "data_offsets" when _json.TokenType == JsonTokenType.StartArray: offsets = ReadNumbers(shown, field); break;
                default: _json.Skip(); break;
            }
        }

        if (type is null) { throw Bad($"{shown} has no dtype; expected one (string)"); }
        if (shape is null) { throw Bad($"{shown} has no shape; expected one (array)"); }
        if (offsets is null) { throw Bad($"{shown} has no data_offsets; expected one (array)"); }
        return offsets.Length == 2
            ? new TensorEntry(type, shape, offsets[0], offsets[1]) : throw Bad($"{shown} has {offsets.Length:N0} data_offsets; expected 2");
    }

    private long[] ReadNumbers(string shown, string field)
    {
        List<long> numbers = [];
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out long number) || number < 0)
            {
                throw Bad(
                    $"{shown}'s {field} holds {Shown.Text(Encoding.UTF8.GetString(_json.ValueSpan))}; expected a whole number, 0 or more");
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>The next name of the object that is being read; null at its end.</summary>
    private string? NextName() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName ? _json.GetString() : null;

    private readonly InvalidDataException Bad(string what) => new($"{path}: {what}.");
}
