using System.Buffers.Binary;

namespace ModelGen.Data;

/// <summary>Looks at the end of a Parquet file, which says what is in it, before the library does.</summary>
internal static class ParquetFooter
{
    private const int Frame = 12, BytesOfKind = 512;

    // What fields of SchemaElement say.
    private const int RepetitionField = 3, NameField = 4, ChildrenField = 5, Repeated = 2;

    /// <summary>Checks that the footer can be read, and that columns hold single values.</summary>
    /// <exception cref="InvalidDataException">It is no Parquet file, it is damaged, or a column holds lists or structures.</exception>
    public static void Check(FileStream file, string path)
    {
        var ends = new byte[BytesOfKind];
        int read = file.ReadAtLeast(ends, ends.Length, throwOnEndOfStream: false);
        if (!ends.AsSpan(0, read).StartsWith("PAR1"u8))
        {
            string found = FileKind.Of(ends.AsSpan(0, read)) is { } kind ? $"it is {kind}" : "it does not begin with PAR1";
            throw new InvalidDataException($"{path}: {found}; expected a Parquet file.");
        }

        Span<byte> last = stackalloc byte[8];
        file.Position = Math.Max(0, file.Length - last.Length);
        file.ReadExactly(last[..(int)Math.Min(last.Length, file.Length)]);
        int length = BinaryPrimitives.ReadInt32LittleEndian(last);
        if (file.Length < Frame || !last[4..].SequenceEqual("PAR1"u8) || length <= 0 || length > file.Length - Frame)
        {
            throw new InvalidDataException($"{path}: it is cut off: a Parquet file ends in a footer, the length of that, and PAR1.");
        }

        var footer = new byte[length];
        file.Position = file.Length - 8 - length;
        file.ReadExactly(footer);
        CheckSchema(path, footer);
    }

    private static void CheckSchema(string path, byte[] footer)
    {
        List<(string Name, int Children, int Repetition)> elements = [];
        var reader = new ThriftReader(footer, (structure, field, value) =>
        {
            if (structure != "SchemaElement") { return; }
            if (field == 0) { elements.Add(("", 0, 0)); }
            if (field == RepetitionField) { elements[^1] = elements[^1] with { Repetition = (int)value }; }
            if (field == NameField) { elements[^1] = elements[^1] with { Name = (string)value }; }
            if (field == ChildrenField) { elements[^1] = elements[^1] with { Children = (int)value }; }
        });
        try { reader.Read("FileMetaData"); }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            throw new InvalidDataException($"{path}: its footer is damaged: {e.Message}.", e);
        }

        foreach ((string name, int children, int repetition) in elements.Skip(1))
        {
            if (children == 0 && repetition != Repeated) { continue; }
            throw new InvalidDataException(
                $"{path}: column \"{name}\" holds lists or structures; expected columns of single values. Write the file without it.");
        }

        if (elements.Count == 0 || elements[0].Children != elements.Count - 1)
        {
            throw new InvalidDataException($"{path}: its footer is damaged: it names other columns than it counts.");
        }
    }
}
