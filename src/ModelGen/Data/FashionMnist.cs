namespace ModelGen.Data;

/// <summary>
/// Pictures of clothes, by Zalando Research, in the place of MNIST's digits and harder than these: 28 x 28 pixels between 0 and 1, classes
/// 0 to 9; 60,000 to train on and 10,000 to test.
/// </summary>
public static class FashionMnist
{
    private static readonly IdxPictures s_pictures = new("Fashion-MNIST", nameof(FashionMnist), "fashion-mnist",
    [
        new("train-images-idx3-ubyte.gz", 26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        new("train-labels-idx1-ubyte.gz", 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        new("t10k-images-idx3-ubyte.gz", 4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        new("t10k-labels-idx1-ubyte.gz", 5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
    ],
    [
        new("https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
        new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
    ]);

    /// <summary>What the classes are called, in the order of their numbers.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>
    /// Where downloads are kept: <c>MODELGEN_DATA</c> where that is set, else <c>modelgen</c> in the user's cache folder
    /// (<c>XDG_CACHE_HOME</c>, <c>~/.cache</c>, or the local application data on Windows), and there <c>fashion-mnist</c>.
    /// </summary>
    public static string CacheFolder => s_pictures.CacheFolder;

    /// <summary>
    /// Loads the pictures from the cache folder, after downloading them there if this is the first time (31 MB). Their size and SHA-256 are
    /// looked at each time, and a damaged one is got again. .NET needs OpenSSL for that on Linux; <see cref="Load(string)"/> does without.
    /// </summary>
    /// <exception cref="DataUnavailableException">
    /// They are not there and no mirror gave them; where none can be reached that is known within 10 seconds. Always in a browser, which
    /// cannot wait for them.
    /// </exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static (Dataset Train, Dataset Test) Load() => s_pictures.Load();

    /// <summary>Loads pictures from a folder of the four IDX files, gzipped (<c>.gz</c>) or not.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FileNotFoundException">The folder lacks one of them.</exception>
    /// <exception cref="InvalidDataException">
    /// A file is damaged or cut off; the message names the file, the field, what was found and what was expected.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static (Dataset Train, Dataset Test) Load(string folder) => IdxPictures.Load(folder);
}
