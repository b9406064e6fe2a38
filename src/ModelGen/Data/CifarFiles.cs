using System.Formats.Tar;

namespace ModelGen.Data;

/// <summary>
/// Pictures of 32 x 32 pixels in three colours, as CIFAR-10 and CIFAR-100 have them in their binary form: for each picture one byte or two
/// with its class, then all red, all green, all blue bytes.
/// </summary>
/// <param name="labelBytes">Bytes before the pixels.</param>
/// <param name="labelAt">Which of them is the class.</param>
/// <param name="classes">How many classes there are.</param>
internal sealed class CifarFiles(int labelBytes, int labelAt, int classes)
{
    private const int Side = 32, Pixels = Side * Side, Colours = 3;

    // Ten times as many as the largest file that is given out has.
    private const int Most = 500_000;

    private readonly List<byte> _pixels = [];
    private readonly List<int> _labels = [];

    /// <summary>Reads files of a folder, gzipped or not.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pattern">Their names: data_batch_*.bin.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">One is no such file.</exception>
    public Dataset Read(string folder, string pattern)
    {
        string[] paths = !Directory.Exists(folder) ? []
            : [.. Directory.GetFiles(folder, pattern).Concat(Directory.GetFiles(folder, pattern + ".gz")).Order(StringComparer.Ordinal)];
        if (paths.Length == 0)
        {
            throw new FileNotFoundException($"There is no {pattern} or {pattern}.gz in {Path.GetFullPath(folder)}.");
        }

        foreach (string path in paths)
        {
            using var file = new PackedFile(path, "pictures of CIFAR");
            Append(file, path);
        }

        return End();
    }

    /// <summary>Reads an archive, once, for both parts.</summary>
    /// <param name="archive">The archive, a gzipped tar file.</param>
    /// <param name="training">Where its pictures to train on are gathered.</param>
    /// <param name="isTraining">Which of its files have them.</param>
    /// <param name="test">Where those to test with are.</param>
    /// <param name="testName">The file that has them.</param>
    /// <exception cref="InvalidDataException">It is no such archive, or lacks these files, or one is damaged.</exception>
    public static (Dataset Train, Dataset Test) ReadArchive(string archive, CifarFiles training, Func<string, bool> isTraining,
        CifarFiles test, string testName)
    {
        using var file = new PackedFile(archive, "a gzipped tar file of CIFAR");
        try
        {
            using var tar = new TarReader(file, leaveOpen: true);
            while (tar.GetNextEntry() is { } entry)
            {
                string name = Path.GetFileName(entry.Name);
                CifarFiles? part = isTraining(name) ? training : name == testName ? test : null;
                if (entry.DataStream is { } data) { part?.Append(data, $"{archive}, {name}"); }
            }

            file.CopyTo(Stream.Null); // to where its checksum is compared
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException or ArgumentException or NotSupportedException
            || (e is InvalidDataException && !e.Message.StartsWith(archive, StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"{archive}: it is no whole tar file: {e.Message}", e);
        }

        return training._labels.Count > 0 && test._labels.Count > 0 ? (training.End(), test.End())
            : throw new InvalidDataException($"{archive}: pictures: found none, expected at least 1.");
    }

    private void Append(Stream file, string path)
    {
        var record = new byte[labelBytes + (Colours * Pixels)];
        var pixels = new byte[Colours * Pixels];
        int picture = 0;
        while (file.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) is > 0 and var read)
        {
            if (read < record.Length) { throw Wrong(path, picture, $"{read} bytes", $"{record.Length:N0}"); }
            if (record[labelAt] >= classes) { throw Wrong(path, picture, $"class {record[labelAt]}", $"0 to {classes - 1}"); }
            if (_labels.Count == Most) { throw Wrong(path, picture, "one more picture", $"at most {Most:N0}"); }
            ReadOnlySpan<byte> colours = record.AsSpan(labelBytes);
            for (int i = 0; i < pixels.Length; i++)
            {
                // A file has one colour after the other, a network all colours of a pixel together.
                pixels[i] = colours[(i % Colours * Pixels) + (i / Colours)];
            }

            _labels.Add(record[labelAt]);
            _pixels.AddRange(pixels);
            picture++;
        }

        if (picture == 0) { throw new InvalidDataException($"{path}: pictures: found none, expected at least 1."); }
    }

    private Dataset End() => Dataset.FromBytes(_pixels.ToArray(), (int[])[.. _labels], divisor: 255, [Side, Side, Colours]);

    private static InvalidDataException Wrong(string path, int picture, string found, string expected) =>
        new($"{path}: picture {picture:N0}: found {found}, expected {expected}.");
}
