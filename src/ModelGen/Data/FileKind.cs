using System.Buffers.Binary;
using System.Text;

namespace ModelGen.Data;

/// <summary>
/// Recognizes files of other formats by their first bytes, so that an error can say what somebody has mistaken for something else.
/// </summary>
internal static class FileKind
{
    private const int BytesNeeded = 512;

    private static readonly (int Place, byte[] Bytes, string Kind)[] s_kinds =
    [
        (0, [0x89, .. "HDF\r\n"u8, 0x1A, (byte)'\n'], "an HDF5 file, as Keras writes .h5"),
        (0, [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46], "a file of PyTorch from before version 1.6 (a pickle)"),
        (0, [0x93, .. "NUMPY"u8], "an array of NumPy (.npy)"),
        (0, [0x1F, 0x8B], "a gzip file"),
        (0, [.. "BZh"u8], "a bzip2 file"),
        (0, [0xFD, .. "7zXZ"u8], "an xz file"),
        (0, [0x28, 0xB5, 0x2F, 0xFD], "a zstd file"),
        (0, [.. "7z"u8, 0xBC, 0xAF], "a 7z file"),
        (257, [.. "ustar"u8], "a tar file"),
        (0, [.. "GGUF"u8], "a GGUF file"),
        (0, [.. "PAR1"u8], "a Parquet file"),
        (0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "a file of Excel or Word from before 2007 (.xls, .doc)"),
        (4, [.. "TFL3"u8], "a model of TensorFlow Lite"),
        (0, [.. "version https://git-lfs"u8], "a pointer of Git LFS in place of the file (git lfs pull gets it)"),
        (0, [.. "<!DOCTYPE"u8], "a web page"),
        (0, [.. "<!doctype"u8], "a web page"),
        (0, [.. "<html"u8], "a web page"),
        (0, [.. "<?xml"u8], "an XML text"),
    ];

    /// <summary>As many of a file's first bytes as are enough; the file then stands at its beginning again.</summary>
    public static byte[] StartOf(FileStream file)
    {
        var start = new byte[BytesNeeded];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return start[..read];
    }

    /// <summary>What a file of another format is, to stand behind "it is"; null where these bytes do not tell.</summary>
    /// <param name="start">What <see cref="StartOf"/> gives.</param>
    public static string? Of(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("PK\u0003\u0004"u8)) { return OfZip(start); }
        foreach ((int place, byte[] bytes, string kind) in s_kinds)
        {
            if (start.Length > place && start[place..].StartsWith(bytes)) { return kind; }
        }

        // A pickle of protocol 2 or later says its number; from 4 on a frame follows.
        if (start.Length > 2 && start[0] == 0x80 && (start[1] is 2 or 3 || (start[1] is 4 or 5 && start[2] == 0x95)))
        {
            return "a pickle of Python";
        }
        ReadOnlySpan<byte> text = start.TrimStart(" \t\r\n"u8);
        return text.Length > 1 && (text[0] is (byte)'{' or (byte)'[') && !text.Contains((byte)0) ? "a JSON text" : null;
    }

    // The first file inside tells who has written it.
    private static string OfZip(ReadOnlySpan<byte> start)
    {
        const int nameAt = 30;
        int length = start.Length < nameAt ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(start[26..]);
        string name = start.Length < nameAt ? "" : Encoding.UTF8.GetString(start[nameAt..Math.Min(start.Length, nameAt + length)]);
        return name switch
        {
            "[Content_Types].xml" or "xl/workbook.xml" => "a file of Excel or Word (.xlsx, .docx)",
            "metadata.json" or "config.json" or "model.weights.h5" => "a model of Keras (.keras, a zip file)",
            _ when name.EndsWith(".pkl", StringComparison.Ordinal) =>
                "a file of PyTorch, as torch.save writes it (a zip file with a pickle)",
            _ when name.EndsWith(".npy", StringComparison.Ordinal) => "a file of NumPy's arrays (.npz)",
            _ => "a zip file",
        };
    }
}
