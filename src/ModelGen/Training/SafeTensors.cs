using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using ModelGen.Data;

namespace ModelGen;

/// <summary>
/// Files in the safetensors format: 8 bytes (little-endian) with the length of a JSON header, the header, which gives each tensor's
/// type, shape and place, and then the tensors' values, one after the other.
/// </summary>
internal static class SafeTensors
{
    public const string Metadata = "__metadata__";

    /// <summary>Longer headers are refused, as the format's own library does.</summary>
    public const long MaxHeader = 100_000_000;

    /// <summary>How a header with a checksum begins; its hexadecimal digits follow.</summary>
    public static ReadOnlySpan<byte> ChecksumPrefix => "{\"__metadata__\":{\"checksum\":\""u8;

    // As what other programs know files of such names.
    private static readonly string[] s_otherFormats =
        [".h5", ".hdf5", ".keras", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".npy", ".npz", ".onnx", ".pb", ".tflite", ".gguf", ".zip"];

    /// <summary>Writes all parameters. The file appears whole or not at all.</summary>
    public static void Save(string path, Model model)
    {
        CheckName(path);
        TensorSource[] tensors = [.. model.Parameters.Select(parameter => TensorSource.Of(parameter.Name, parameter))];
        DiskFile.WriteWhole(path, file => Write(file, [("format", "modelgen"), ("model", model.Definition.Name)], tensors));
    }

    /// <summary>Checks that a file's name does not promise another format.</summary>
    /// <exception cref="ArgumentException">It does, or is empty.</exception>
    public static void CheckName(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (s_otherFormats.FirstOrDefault(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is not { } other) { return; }
        throw new ArgumentException(
            $"The file is \"{path}\", but what is saved is in the safetensors format and no {other}. Let its name end in .safetensors.",
            nameof(path));
    }

    /// <summary>Gives parameters of a model the values that a file has for them, when everything has been checked.</summary>
    /// <exception cref="InvalidDataException">The file is not whole, or not for this model; the message names file, field, what was found
    /// and what was expected.</exception>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static WeightsReport Load(string path, Model model, bool skipMismatch, IReadOnlyList<string>? only)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = DiskFile.OpenRead(path);
        var reader = new SafeTensorsReader(file, path);
        Dictionary<string, TensorEntry> entries = reader.ReadHeader();
        if (reader.Texts.GetValueOrDefault("format") == Checkpoint.Format)
        {
            throw reader.Bad("it is a checkpoint, which LoadCheckpoint reads; expected a file of weights, as SaveWeights writes it");
        }

        return new WeightTransfer(model)
        {
            Names = entries.Keys,
            Found = parameter => entries[parameter.Name] is { Type: "F32" } entry ? Shown.Shape(entry.Shape)
                : Shown.Text(entries[parameter.Name].Type),
            Read = parameter => reader.ReadValues(parameter, entries[parameter.Name]),
            CheckNames = reader.CheckNames,
        }.Run(skipMismatch, only);
    }

    /// <summary>Writes a whole file and flushes it to the disk.</summary>
    /// <param name="file">The file, empty.</param>
    /// <param name="metadata">Texts by name.</param>
    /// <param name="tensors">The tensors, in the order in which they are to lie.</param>
    /// <param name="checksum">If its first text shall be a checksum: of all its bytes, with zeros in the checksum's own place.</param>
    public static void Write(
        FileStream file, IEnumerable<(string Name, string Text)> metadata, IReadOnlyList<TensorSource> tensors, Digest? checksum = null)
    {
        if (checksum is not null) { metadata = metadata.Prepend(("checksum", new string('0', checksum.Length))); }
        byte[] header = Header(metadata, tensors);
        void Put(ReadOnlySpan<byte> bytes)
        {
            checksum?.Append(bytes);
            file.Write(bytes);
        }

        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        Put(length);
        Put(header);
        foreach (TensorSource tensor in tensors) { tensor.Write(Put); }
        if (checksum is not null)
        {
            file.Position = 8 + ChecksumPrefix.Length;
            file.Write(Encoding.ASCII.GetBytes(checksum.Digits()));
        }

        file.Flush(flushToDisk: true);
    }

    private static byte[] Header(IEnumerable<(string Name, string Text)> metadata, IReadOnlyList<TensorSource> tensors)
    {
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject(Metadata);
            foreach ((string name, string text) in metadata) { json.WriteString(name, text); }
            json.WriteEndObject();
            long offset = 0;
            foreach (TensorSource tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type);
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [offset, offset + tensor.Bytes]);
                json.WriteEndObject();
                offset += tensor.Bytes;
            }

            json.WriteEndObject();
        }

        // Spaces at the end, so that the values begin at a multiple of 8 bytes.
        while (header.Length % 8 != 0) { header.WriteByte((byte)' '); }
        return header.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers) { json.WriteNumberValue(number); }
        json.WriteEndArray();
    }
}
