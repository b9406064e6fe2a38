using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ModelGen;

/// <summary>
/// Weight files in the safetensors format: 8 bytes (little-endian) with the length of a JSON header, the header, which gives each tensor's
/// type, shape and place, and then the tensors' values, one after the other.
/// </summary>
internal static class SafeTensors
{
    private const string Metadata = "__metadata__";

    /// <summary>Longer headers are refused, as the format's own library does.</summary>
    private const long MaxHeader = 100_000_000;

    /// <summary>Writes all parameters. The file appears whole or not at all.</summary>
    public static void Save(string path, Model model)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                WriteHeader(file, model);
                foreach (Parameter parameter in model.Parameters) { WriteValues(file, parameter); }
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads the values of all parameters, in the model's order, and checks everything on the way.</summary>
    /// <exception cref="InvalidDataException">The file is not whole, or not for this model; the message names file, field, what was found and what was expected.</exception>
    public static float[][] Load(string path, Model model)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var reader = new SafeTensorsReader(file, path);
        Dictionary<string, TensorEntry> entries = reader.ReadHeader(MaxHeader, Metadata);
        reader.CheckNames(entries.Keys, model.Parameters.Select(parameter => parameter.Name));
        var values = new float[model.Parameters.Count][];
        for (int i = 0; i < values.Length; i++)
        {
            Parameter parameter = model.Parameters[i];
            values[i] = reader.ReadValues(parameter, entries[parameter.Name]);
        }

        return values;
    }

    private static void WriteHeader(Stream file, Model model)
    {
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject(Metadata);
            json.WriteString("format", "modelgen");
            json.WriteString("model", model.Definition.Name);
            json.WriteEndObject();
            long offset = 0;
            foreach (Parameter parameter in model.Parameters)
            {
                json.WriteStartObject(parameter.Name);
                json.WriteString("dtype", "F32");
                WriteNumbers(json, "shape", parameter.Shape.Select(d => (long)d));
                WriteNumbers(json, "data_offsets", [offset, offset + 4L * parameter.Count]);
                json.WriteEndObject();
                offset += 4L * parameter.Count;
            }

            json.WriteEndObject();
        }

        // Spaces at the end, so that the values begin at a multiple of 8 bytes.
        while (header.Length % 8 != 0) { header.WriteByte((byte)' '); }
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        file.Write(length);
        header.WriteTo(file);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers) { json.WriteNumberValue(number); }
        json.WriteEndArray();
    }

    private static void WriteValues(Stream file, Parameter parameter)
    {
        var values = new float[parameter.Count];
        parameter.Read(values);
        Span<int> bits = MemoryMarshal.Cast<float, int>(values.AsSpan());
        if (!BitConverter.IsLittleEndian) { BinaryPrimitives.ReverseEndianness(bits, bits); }
        file.Write(MemoryMarshal.AsBytes(bits));
    }
}
