namespace ModelGen.Data;

/// <content>Tables from files.</content>
public sealed partial class Table
{
    /// <summary>
    /// Reads a file of fields that are parted by commas, semicolons, tabs or bars. The file is read in pieces, twice at most: memory is
    /// needed for the columns, and for one row of at most 16,777,216 letters.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read; null: all is recognized by the file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It is a folder, or may not be read.</exception>
    /// <exception cref="InvalidDataException">Something in it is no such table; the message names the file, the line and the column, what
    /// was found and what was expected.</exception>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public static Table ReadCsv(string path, TableOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = DiskFile.OpenRead(path);
        return new CsvFile(file, path, options ?? new()).Read();
    }

    /// <summary>Reads the same from a stream, from where it stands; one that cannot seek is copied to a temporary file first.</summary>
    /// <param name="stream">The stream, which stays open.</param>
    /// <param name="options">How it is read; null: all is recognized by its beginning.</param>
    /// <exception cref="InvalidDataException">Something in it is no such table; the message names the line and the column, what was found
    /// and what was expected.</exception>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public static Table ReadCsv(Stream stream, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.CanSeek) { return new CsvFile(stream, "the stream", options ?? new()).Read(); }
        using var copy = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            bufferSize: 1 << 16, FileOptions.DeleteOnClose);
        stream.CopyTo(copy);
        copy.Position = 0;
        return new CsvFile(copy, "the stream", options ?? new()).Read();
    }

    /// <summary>
    /// Reads a Parquet file whose columns are numbers, truth values, texts or dates; values may be missing.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It is a folder, or may not be read.</exception>
    /// <exception cref="InvalidDataException">It is something else, it is damaged, or a column holds something else, such as lists; the
    /// message names the file and the column.</exception>
    public static Table ReadParquet(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = DiskFile.OpenRead(path);
        return ParquetFile.Read(file, path);
    }
}
