namespace ModelGen.Data;

/// <summary>
/// A collection of pictures of 28 x 28 pixels in ten classes, in four IDX files, as MNIST and those that take its place are given out.
/// </summary>
/// <param name="name">What it is called in messages: MNIST.</param>
/// <param name="type">The class with its <c>Load</c>.</param>
/// <param name="folder">The folder in the cache.</param>
/// <param name="files">Training images and labels, test images and labels.</param>
/// <param name="mirrors">Where they are got.</param>
internal sealed class IdxPictures(string name, string type, string folder, DownloadFile[] files, Uri[] mirrors)
{
    /// <summary>Where downloads are kept.</summary>
    public string CacheFolder => Path.Combine(DataCache.Folder, folder);

    /// <summary>Loads it from the cache folder, after downloading what that lacks.</summary>
    public (Dataset Train, Dataset Test) Load()
    {
        if (OperatingSystem.IsBrowser())
        {
            throw new DataUnavailableException($"A browser's one thread cannot wait for a download. Fetch {name}'s four files with "
                + $"HttpClient, write them into a folder with File.WriteAllBytes, and call {type}.Load(folder).");
        }

        new Downloader(mirrors).Download(files, CacheFolder, type);
        string[] paths = [.. files.Select(file => Path.Combine(CacheFolder, file.Name))];
        return (Read(paths[0], paths[1]), Read(paths[2], paths[3]));
    }

    /// <summary>Loads such files from a folder, gzipped or not.</summary>
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
