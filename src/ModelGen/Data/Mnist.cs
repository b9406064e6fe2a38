namespace ModelGen.Data;

/// <summary>
/// The handwritten digits of LeCun, Cortes and Burges: 28 x 28 pixels between 0 and 1, labels 0 to 9; 60,000 to train on and 10,000 to
/// test.
/// </summary>
public static class Mnist
{
    private static readonly DownloadFile[] Files =
    [
        new("train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        new("train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        new("t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        new("t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ];

    private const string NoDownload = "A browser's one thread cannot wait for a download. Fetch MNIST's four files with HttpClient, write "
        + "them into a folder with File.WriteAllBytes, and call Mnist.Load(folder).";

    private static readonly Uri[] Mirrors =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
    ];

    /// <summary>
    /// Where downloads are kept: <c>MODELGEN_DATA</c> where that is set, else <c>modelgen</c> in the user's cache folder
    /// (<c>XDG_CACHE_HOME</c>, <c>~/.cache</c>, or the local application data on Windows), and there <c>mnist</c>.
    /// </summary>
    public static string CacheFolder => Path.Combine(DataCache.Folder, "mnist");

    /// <summary>
    /// Loads the digits from the cache folder, after downloading them there if this is the first time (11 MB). Their size and SHA-256 are
    /// looked at each time, and a damaged one is got again. .NET needs OpenSSL for that on Linux; <see cref="Load(string)"/> does without.
    /// </summary>
    /// <exception cref="DataUnavailableException">
    /// They are not there and no mirror gave them; where none can be reached that is known within 10 seconds. Always in a browser, which
    /// cannot wait for them.
    /// </exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static (Dataset Train, Dataset Test) Load()
    {
        if (OperatingSystem.IsBrowser()) { throw new DataUnavailableException(NoDownload); }
        new Downloader(Mirrors).Download(Files, CacheFolder);
        string[] paths = [.. Files.Select(file => Path.Combine(CacheFolder, file.Name))];
        return (Read(paths[0], paths[1]), Read(paths[2], paths[3]));
    }

    /// <summary>Loads digits from a folder of the four IDX files, gzipped (<c>.gz</c>) or not.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FileNotFoundException">The folder lacks one of them.</exception>
    /// <exception cref="InvalidDataException">
    /// A file is damaged or cut off; the message names the file, the field, what was found and what was expected.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static (Dataset Train, Dataset Test) Load(string folder) =>
        (Read(Find(folder, "train-images-idx3-ubyte"), Find(folder, "train-labels-idx1-ubyte")),
            Read(Find(folder, "t10k-images-idx3-ubyte"), Find(folder, "t10k-labels-idx1-ubyte")));

    // Both headers first: what they promise must fit before anything is read.
    private static Dataset Read(string imagePath, string labelPath)
    {
        using IdxFile images = new(imagePath, axes: 3), labels = new(labelPath, axes: 1);
        int count = images.Sizes[0];
        if (images.Sizes[1] != 28 || images.Sizes[2] != 28)
        {
            throw new InvalidDataException($"{imagePath}: image size: found {images.Sizes[1]} x {images.Sizes[2]}, expected 28 x 28.");
        }

        if (count == 0) { throw new InvalidDataException($"{imagePath}: images: found 0, expected at least 1."); }
        if (count != labels.Sizes[0])
        {
            throw new InvalidDataException(
                $"{labelPath}: labels: found {labels.Sizes[0]}, expected {count}, one for each image of {imagePath}.");
        }

        byte[] classes = labels.ReadValues();
        int wrong = Array.FindIndex(classes, label => label > 9);
        if (wrong >= 0) { throw new InvalidDataException($"{labelPath}: label {wrong}: found {classes[wrong]}, expected 0 to 9."); }
        float[] pixels = Array.ConvertAll(images.ReadValues(), pixel => pixel / 255f);
        return Dataset.From(pixels, Array.ConvertAll(classes, label => (int)label), 28, 28, 1);
    }

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name);
        string zipped = plain + ".gz";
        return File.Exists(plain) ? plain
            : File.Exists(zipped) ? zipped
            : throw new FileNotFoundException($"There is no {name} or {name}.gz in {Path.GetFullPath(folder)}.", plain);
    }
}
