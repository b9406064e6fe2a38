namespace ModelGen.Data;

/// <summary>
/// CIFAR-10 of Krizhevsky, Nair and Hinton: photos of 32 x 32 pixels in three colours, in ten classes; 50,000 to train on and 10,000 to
/// test. They stay bytes until a batch is gathered, and are then floats between 0 and 1, [32, 32, 3].
/// </summary>
public static class Cifar10
{
    private const string Test = "test_batch.bin";

    private static readonly DownloadFile s_archive =
        new("cifar-10-binary.tar.gz", 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd");

    /// <summary>What the classes are called, in the order of their numbers.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>
    /// Where the download is kept: <c>MODELGEN_DATA</c> where that is set, else <c>modelgen</c> in the user's cache folder, and there
    /// <c>cifar-10</c>.
    /// </summary>
    public static string CacheFolder => Path.Combine(DataCache.Folder, "cifar-10");

    /// <summary>
    /// Loads the photos from the cache folder, after downloading them there if this is the first time (170 MB). Size and SHA-256 are
    /// looked at each time, and a damaged file is got again.
    /// </summary>
    /// <exception cref="DataUnavailableException">They are not there and could not be downloaded. Always in a browser, which cannot wait
    /// for them.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static (Dataset Train, Dataset Test) Load() => ReadArchive(CifarArchive.Get(s_archive, CacheFolder, nameof(Cifar10)));

    /// <summary>
    /// Loads photos from a folder that has <c>cifar-10-binary.tar.gz</c>, or the files in it: <c>data_batch_1.bin</c> and so on and
    /// <c>test_batch.bin</c>, each gzipped (<c>.gz</c>) or not.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FileNotFoundException">The folder lacks one of them.</exception>
    /// <exception cref="InvalidDataException">A file is damaged or cut off; the message names the file, the picture, what was found and
    /// what was expected.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static (Dataset Train, Dataset Test) Load(string folder)
    {
        string archive = Path.Combine(folder, s_archive.Name);
        return File.Exists(archive)
            ? ReadArchive(archive)
            : (Files.Read(folder, "data_batch_*.bin"), Files.Read(folder, Test));
    }

    private static CifarFiles Files => new(labelBytes: 1, labelAt: 0, ClassNames.Count);

    private static (Dataset Train, Dataset Test) ReadArchive(string archive) => CifarFiles.ReadArchive(
        archive, Files, name => name.StartsWith("data_batch_", StringComparison.Ordinal), Files, Test);
}
