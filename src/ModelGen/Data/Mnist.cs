namespace ModelGen.Data;

/// <summary>
/// The handwritten digits of LeCun, Cortes and Burges: 28 x 28 pixels between 0 and 1, labels 0 to 9; 60,000 to train on and 10,000 to
/// test.
/// </summary>
public static class Mnist
{
    private static readonly IdxPictures s_pictures = new("MNIST", nameof(Mnist), "mnist",
    [
        new("train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        new("train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        new("t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        new("t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ],
    [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")]);

    /// <summary>
    /// Where downloads are kept: <c>MODELGEN_DATA</c> where that is set, else <c>modelgen</c> in the user's cache folder
    /// (<c>XDG_CACHE_HOME</c>, <c>~/.cache</c>, or the local application data on Windows), and there <c>mnist</c>.
    /// </summary>
    public static string CacheFolder => s_pictures.CacheFolder;

    /// <summary>
    /// Loads the digits from the cache folder, after downloading them there if this is the first time (11 MB). Their size and SHA-256 are
    /// looked at each time, and a damaged one is got again. .NET needs OpenSSL for that on Linux; <see cref="Load(string)"/> does without.
    /// </summary>
    /// <exception cref="DataUnavailableException">
    /// They are not there and no mirror gave them; where none can be reached that is known within 10 seconds. Always in a browser, which
    /// cannot wait for them.
    /// </exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static (Dataset Train, Dataset Test) Load() => s_pictures.Load();

    /// <summary>Loads digits from a folder of the four IDX files, gzipped (<c>.gz</c>) or not.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FileNotFoundException">The folder lacks one of them.</exception>
    /// <exception cref="InvalidDataException">
    /// A file is damaged or cut off; the message names the file, the field, what was found and what was expected.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static (Dataset Train, Dataset Test) Load(string folder) => IdxPictures.Load(folder);
}
