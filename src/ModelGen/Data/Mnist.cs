namespace ModelGen.Data;

/// <summary>
/// The handwritten digits of LeCun, Cortes and Burges: 28 x 28 pixels between 0 and 1, labels 0 to 9; 60,000 to train on and 10,000 to
/// test.
/// </summary>
public static class Mnist
{
    private static readonly DownloadFile[] Files =
    [
        new("train-images-idx3-ubyte.gz", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        new("train-labels-idx1-ubyte.gz", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        new("t10k-images-idx3-ubyte.gz", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        new("t10k-labels-idx1-ubyte.gz", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ];

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

    /// <summary>Loads the digits from the cache folder, after downloading them there if this is the first time (11 MB).</summary>
    /// <exception cref="DataUnavailableException">They are not there and no mirror could be reached, within 10 seconds.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static (Dataset Train, Dataset Test) Load()
    {
        if (!Files.All(file => File.Exists(Path.Combine(CacheFolder, file.Name))))
        {
            new Downloader(Mirrors).Download(Files, CacheFolder);
        }

        return Load(CacheFolder);
    }

    /// <summary>Loads digits from a folder of the four IDX files, gzipped (<c>.gz</c>) or not.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FileNotFoundException">The folder lacks one of them.</exception>
    /// <exception cref="InvalidDataException">A file is damaged; the message names the file, the field, what
    /// was found and what was expected.</exception>
    public static (Dataset Train, Dataset Test) Load(string folder) =>
        (Load(folder, "train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
            Load(folder, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"));

    private static Dataset Load(string folder, string imageFile, string labelFile)
    {
        string imagePath = Find(folder, imageFile);
        string labelPath = Find(folder, labelFile);
        byte[] pixels = IdxFile.Read(imagePath, 3, out int[] sizes);
        byte[] classes = IdxFile.Read(labelPath, 1, out int[] counts);
        if (sizes[1] != 28 || sizes[2] != 28)
        {
            throw new InvalidDataException($"{imagePath}: image size: found {sizes[1]} x {sizes[2]}, expected 28 x 28.");
        }
        if (sizes[0] != counts[0])
        {
            throw new InvalidDataException(
                $"{labelPath}: labels: found {counts[0]}, expected {sizes[0]}, one for each image of {imagePath}.");
        }
        int wrong = Array.FindIndex(classes, label => label > 9);
        if (wrong >= 0) { throw new InvalidDataException($"{labelPath}: label {wrong}: found {classes[wrong]}, expected 0 to 9."); }
        return Dataset.From(Array.ConvertAll(pixels, pixel => pixel / 255f), Array.ConvertAll(classes, label => (int)label), 28, 28, 1);
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
