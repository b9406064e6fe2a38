using System.Buffers.Binary;

namespace ModelGen.Tests.Checkpoints;

/// <summary>
/// A safetensors file taken apart, to be changed and put together again with a checksum that is right: as somebody makes it who means harm,
/// or another program.
/// </summary>
internal sealed class CraftedFile
{
    private sealed record Tensor(string Type, long[] Shape, byte[] Bytes);

    private readonly SortedDictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly bool _isCheckpoint;

    public CraftedFile(string path)
    {
        using FileStream file = File.OpenRead(path);
        var reader = new SafeTensorsReader(file, path);
        Dictionary<string, TensorEntry> entries = reader.ReadHeader();
        long start = file.Length - entries.Values.Sum(entry => entry.End - entry.Begin);
        foreach ((string name, TensorEntry entry) in entries)
        {
            var bytes = new byte[entry.End - entry.Begin];
            file.Position = start + entry.Begin;
            file.ReadExactly(bytes);
            _tensors.Add(name, new(entry.Type, entry.Shape, bytes));
        }

        Texts = new(reader.Texts, StringComparer.Ordinal);
        _isCheckpoint = Texts.Remove("checksum");
    }

    public SortedDictionary<string, string> Texts { get; }

    public IEnumerable<string> Names => _tensors.Keys;

    public void Write(string path)
    {
        using FileStream file = File.Create(path);
        IEnumerable<TensorSource> tensors = _tensors.Select(tensor => new TensorSource(
            tensor.Key, tensor.Value.Type, tensor.Value.Shape, tensor.Value.Bytes.Length, sink => sink(tensor.Value.Bytes)));
        using Digest? checksum = _isCheckpoint ? new Digest() : null;
        SafeTensors.Write(file, Texts.Select(text => (text.Key, text.Value)), [.. tensors], checksum);
    }

    public void Remove(string name) => _tensors.Remove(name);

    /// <summary>Sets a tensor to whole numbers.</summary>
    public void Set(string name, params long[] values) =>
        _tensors[name] = new("I64", values.Length == 1 ? [] : [values.Length], Bytes(values));

    /// <summary>Sets a tensor to numbers.</summary>
    public void Set(string name, params double[] values) =>
        _tensors[name] = new("F64", values.Length == 1 ? [] : [values.Length], Bytes([.. values.Select(BitConverter.DoubleToInt64Bits)]));

    public void SetShape(string name, params long[] shape) => _tensors[name] = _tensors[name] with { Shape = shape };

    /// <summary>Makes one change at random; says which.</summary>
    public string Change(Random random)
    {
        if (Texts.Count > 0 && random.Next(6) == 0) { return ChangeText(random); }
        string name = Names.ElementAt(random.Next(_tensors.Count));
        Tensor tensor = _tensors[name];
        int size = tensor.Type == "F32" ? 4 : 8, count = tensor.Bytes.Length / size;
        switch (random.Next(9))
        {
            case 0:
                Remove(name);
                return $"{name} removed";
            case 1:
                Remove(name);
                _tensors[name + "x"] = tensor;
                return $"{name} renamed";
            case 2:
                _tensors[name] = tensor with { Shape = tensor.Shape.Length == 2
                    ? [tensor.Shape[1], tensor.Shape[0]] : [1, .. tensor.Shape] };
                return $"{name} of another shape";
            case 3:
                _tensors[name] = tensor with { Type = tensor.Type switch { "I64" => "F64", "F64" => "I64", _ => "I32" } };
                return $"{name} of another type";
            case 4 when count > 0:
                _tensors[name] = new(tensor.Type, [count - 1], tensor.Bytes[..^size]);
                return $"{name} one shorter";
            case 5:
                _tensors[name] = new(tensor.Type, [count + 1], [.. tensor.Bytes, .. new byte[size]]);
                return $"{name} one longer";
            case 6:
                (string other, Tensor taken) = _tensors.ElementAt(random.Next(_tensors.Count));
                _tensors[name] = taken;
                return $"{name} with what {other} holds";
            default:
                return count == 0 ? "nothing" : ChangeValue(name, tensor, size, random.Next(count), random);
        }
    }

    private static string ChangeValue(string name, Tensor tensor, int size, int place, Random random)
    {
        Span<byte> value = tensor.Bytes.AsSpan(place * size, size);
        if (tensor.Type == "I64")
        {
            long old = BinaryPrimitives.ReadInt64LittleEndian(value);
            BinaryPrimitives.WriteInt64LittleEndian(value,
                random.Next(4) switch { 0 => old + 1, 1 => old - 1, _ => Mutations.Number(random) });
            return $"{name}[{place}] = {BinaryPrimitives.ReadInt64LittleEndian(value)}, was {old}";
        }

        double real = Mutations.Real(random);
        if (size == 8) { BinaryPrimitives.WriteDoubleLittleEndian(value, real); }
        else { BinaryPrimitives.WriteSingleLittleEndian(value, (float)real); }
        return $"{name}[{place}] = {real}";
    }

    private string ChangeText(Random random)
    {
        string name = Texts.Keys.ElementAt(random.Next(Texts.Count)), text = Mutations.Text(random);
        if (random.Next(5) == 0)
        {
            Texts.Remove(name);
            return $"text {name} removed";
        }

        Texts[name] = text;
        return $"text {name} = {text[..Math.Min(40, text.Length)]}";
    }

    private static byte[] Bytes(long[] values)
    {
        var bytes = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++) { BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]); }
        return bytes;
    }
}
