using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelGen.Data;

/// <content>Encoders as files.</content>
public sealed partial class TableEncoder
{
    private const string Format = "ModelGen.TableEncoder";
    private const int Version = 1, MostBytes = 1 << 28;

    /// <summary>Saves it as a JSON text that people can read. The file appears whole or not at all; an old one stays until then.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        DiskFile.WriteWhole(path, file => JsonSerializer.Serialize(
            file, new EncoderFile(Format, Version, _inputs, _target), EncoderJson.Default.EncoderFile));
    }

    /// <summary>Loads what <see cref="Save"/> has written.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is something else; the message names the file and the place.</exception>
    public static TableEncoder Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = DiskFile.OpenRead(path);
        if (stream.Length > MostBytes)
        {
            throw new InvalidDataException($"{path}: it has {stream.Length:N0} bytes; expected an encoder, at most {MostBytes:N0}.");
        }

        EncoderFile? file;
        try { file = JsonSerializer.Deserialize(stream, EncoderJson.Default.EncoderFile); }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: it is no saved encoder: {e.Message}", e);
        }

        return FaultOf(file) is { } fault
            ? throw new InvalidDataException($"{path}: it is no saved encoder: {fault}.") : new(file!.Inputs, file.Target);
    }

    private static string? FaultOf(EncoderFile? file)
    {
        if (file is not { Format: Format }) { return $"its format is \"{file?.Format}\", expected \"{Format}\""; }
        if (file.Version != Version) { return $"its version is {file.Version}, expected {Version}"; }
        if (file.Inputs is not { Length: > 0 } || file.Inputs.Contains(null)) { return "it has no inputs"; }
        if (file.Inputs.Select(column => column.Fault()).FirstOrDefault(fault => fault is not null) is { } wrong) { return wrong; }
        string[] names = [.. file.Inputs.Select(column => column.Column)];
        if (!EncodedColumn.AreNames(names) || names.Contains(file.Target?.Column)) { return "two of its columns have the same name"; }
        return file.Target switch
        {
            { Column: null or "" } => "its target has no name",
            { Classes: { } classes } when !EncodedColumn.AreNames(classes) => "its target needs different classes",
            { Classes: null, Type: not (ColumnType.Number or ColumnType.Integer) } => "its target needs classes",
            _ => null,
        };
    }
}

/// <summary>What is in the file of an encoder.</summary>
internal sealed record EncoderFile(
    [property: JsonRequired] string Format, [property: JsonRequired] int Version, [property: JsonRequired] EncodedColumn[] Inputs,
    EncodedTarget? Target);

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(EncoderFile))]
internal sealed partial class EncoderJson : JsonSerializerContext;
