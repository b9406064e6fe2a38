namespace ModelGen.Data;

/// <summary>
/// CIFAR-100 of Krizhevsky, Nair and Hinton: photos of 32 x 32 pixels in three colours, in 100 classes, or in the 20 that these belong to;
/// 50,000 to train on and 10,000 to test. They stay bytes until a batch is gathered, and are then floats between 0 and 1, [32, 32, 3].
/// </summary>
public static class Cifar100
{
    private const string Train = "train.bin", Test = "test.bin";

    private static readonly DownloadFile s_archive =
        new("cifar-100-binary.tar.gz", 168_513_733, "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec");

    /// <summary>
    /// Where the download is kept: <c>MODELGEN_DATA</c> where that is set, else <c>modelgen</c> in the user's cache folder, and there
    /// <c>cifar-100</c>.
    /// </summary>
    public static string CacheFolder => Path.Combine(DataCache.Folder, "cifar-100");

    /// <summary>
    /// Loads the photos from the cache folder, after downloading them there if this is the first time (169 MB). Size and SHA-256 are
    /// looked at each time, and a damaged file is got again.
    /// </summary>
    /// <param name="coarse">Whether labels are the 20 coarse classes (Keras's <c>label_mode="coarse"</c>), not the 100 fine ones.</param>
    /// <exception cref="DataUnavailableException">They are not there and could not be downloaded. Always in a browser, which cannot wait
    /// for them.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static (Dataset Train, Dataset Test) Load(bool coarse = false) =>
        ReadArchive(CifarArchive.Get(s_archive, CacheFolder, nameof(Cifar100)), coarse);

    /// <summary>
    /// Loads photos from a folder that has <c>cifar-100-binary.tar.gz</c>, or the files in it: <c>train.bin</c> and <c>test.bin</c>, each
    /// gzipped (<c>.gz</c>) or not.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="coarse">Whether labels are the 20 coarse classes and not the 100 fine ones.</param>
    /// <exception cref="FileNotFoundException">The folder lacks one of them.</exception>
    /// <exception cref="InvalidDataException">A file is damaged or cut off; the message names the file, the picture, what was found and
    /// what was expected.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static (Dataset Train, Dataset Test) Load(string folder, bool coarse = false)
    {
        string archive = Path.Combine(folder, s_archive.Name);
        return File.Exists(archive)
            ? ReadArchive(archive, coarse)
            : (Files(coarse).Read(folder, Train), Files(coarse).Read(folder, Test));
    }

    private static (Dataset Train, Dataset Test) ReadArchive(string archive, bool coarse) =>
        CifarFiles.ReadArchive(archive, Files(coarse), name => name == Train, Files(coarse), Test);

    // The coarse class stands before the fine one.
    private static CifarFiles Files(bool coarse) => new(labelBytes: 2, labelAt: coarse ? 0 : 1, coarse ? 20 : 100);
}
