namespace ModelGen.Data;

/// <summary>
/// A folder of pictures as data to train on: each folder in it is a class, as for Keras's <c>image_dataset_from_directory</c>. All pictures
/// are decoded and resized at once; they are kept as bytes.
/// </summary>
public sealed class ImageFolder
{
    private const int MostClassesShown = 10;

    private readonly ClassFile[] _files;
    private readonly ImageForm _form;

    private ImageFolder(ReadOnlyMemory<byte> pictures, ClassFile[] files, ImageForm form, LabelMode labels,
        IReadOnlyList<string> classNames, SkippedImage[] skipped)
    {
        (_files, _form) = (files, form);
        (ClassNames, Paths, Skipped) = (classNames, [.. files.Select(file => file.Path)], skipped);
        Data = Dataset.FromBytes(pictures, ImageLabels.Of([.. files.Select(file => file.Class)], classNames.Count, labels), form.Height,
            form.Width, form.Channels);
    }

    /// <summary>The names of the classes; their order gives the numbers of the labels.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The file of each sample.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The files that were left out because they are damaged; empty unless <c>skipDamaged</c> was asked for.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; }

    /// <summary>
    /// The pictures, [height, width, channels], values 0 to 255, class after class. <c>Fit</c> shuffles them; <c>[Rescaling(1 / 255f)]</c>
    /// in the model brings them to 0 to 1.
    /// </summary>
    public Dataset Data { get; }

    /// <summary>Loads a folder.</summary>
    /// <param name="folder">The folder. Each folder in it is a class, with pictures in it or in folders within it.</param>
    /// <param name="height">The height that pictures get, in pixels.</param>
    /// <param name="width">The width that pictures get, in pixels.</param>
    /// <param name="channels">1: grayscale; 3: red, green, blue; 4: with alpha, 255 where a picture has none.</param>
    /// <param name="interpolation">How pictures are resized.</param>
    /// <param name="cropToAspectRatio">Whether the largest part in the middle that has the new aspect ratio is resized; else the whole
    /// picture, which is distorted where its aspect ratio is another.</param>
    /// <param name="labels">What stands for a class.</param>
    /// <param name="classNames">The names of the class folders in an order of one's own; null: ordered by their characters.</param>
    /// <param name="followLinks">Whether folders within a class that are links count; links to files do, and classes that are.</param>
    /// <param name="applyOrientation">Whether pictures are turned as their EXIF data say. Keras does not.</param>
    /// <param name="skipDamaged">Whether files that are damaged are left out, and listed in <see cref="Skipped"/>.</param>
    /// <param name="maxPixels">The most pixels that a picture may have; a larger one counts as damaged, and is not decoded. While a picture
    /// is decoded each of its pixels takes 4 bytes, and up to 6 more in a progressive JPEG.</param>
    /// <param name="threads">How many threads decode; null: as many as there are cores. The result is the same.</param>
    /// <exception cref="ArgumentException">An argument is out of its range, <paramref name="classNames"/> are not those of the folders,
    /// or binary labels are asked for and there are not two classes.</exception>
    /// <exception cref="InvalidDataException">There is no class folder, one without pictures, a picture beside them, all pictures together
    /// are more than one array holds, or a picture is damaged; the message names the file, what was found and expected.</exception>
    /// <exception cref="IOException">The folder is not there, or something in it cannot be read.</exception>
    public static ImageFolder Load(string folder, int height, int width, int channels = 3,
        Interpolation interpolation = Interpolation.Bilinear, bool cropToAspectRatio = false, LabelMode labels = LabelMode.Int,
        IReadOnlyList<string>? classNames = null, bool followLinks = false, bool applyOrientation = false, bool skipDamaged = false,
        int maxPixels = ImageFile.MaxPixels, int? threads = null)
    {
        ImageForm form = ImageForm.Of(height, width, channels, interpolation, cropToAspectRatio, applyOrientation, maxPixels);
        if (threads is { } most) { ArgumentOutOfRangeException.ThrowIfLessThan(most, 1, nameof(threads)); }
        var scan = new FolderScan(folder, classNames, followLinks);
        ImageLabels.Check(labels, scan.ClassNames.Count);
        long bytes = (long)scan.Files.Count * form.Size;
        if (bytes > Array.MaxLength)
        {
            throw new InvalidDataException($"{folder}: size: found {scan.Files.Count:N0} pictures, which take {bytes:N0} bytes as "
                + $"{form}, expected at most {Array.MaxLength:N0}: make them smaller.");
        }

        var reader = new FolderReader(scan.Files, form, skipDamaged);
        ReadOnlyMemory<byte> pictures = reader.Read(threads);
        ClassFile[] kept = [.. reader.Kept];
        foreach (IGrouping<int, string> of in reader.Skipped.GroupBy(skipped => skipped.Class, skipped => skipped.File.Reason))
        {
            if (kept.Any(file => file.Class == of.Key)) { continue; }
            throw new InvalidDataException($"{Path.Combine(folder, scan.ClassNames[of.Key])}: pictures: found only damaged ones, expected "
                + $"at least one that can be read. The first is {of.First()}");
        }

        return new ImageFolder(pictures, kept, form, labels, scan.ClassNames, [.. reader.Skipped.Select(skipped => skipped.File)]);
    }

    /// <summary>
    /// Two parts, shuffled: the last pictures of the shuffled order are for validation, as with Keras's <c>validation_split</c>.
    /// </summary>
    /// <param name="validationSplit">The part for validation, between 0 and 1; what it gives is rounded down.</param>
    /// <param name="seed">The seed of the order: the same folder and seed give the same parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part would have no picture.</exception>
    public (Dataset Train, Dataset Validation) Split(double validationSplit, int seed)
    {
        int validation = validationSplit is > 0 and < 1 ? (int)(validationSplit * _files.Length) : 0;
        if (validation == 0 || validation == _files.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(validationSplit), validationSplit, $"validationSplit is {validationSplit}, which "
                + $"leaves a part of {_files.Length:N0} pictures empty; expected a number between 0 and 1 that does not.");
        }

        var order = new int[_files.Length];
        Shuffle.Permute(order, seed, epoch: 0);
        return (Data.Select(order[..^validation]), Data.Select(order[^validation..]));
    }

    /// <summary>What was loaded: <c>400 pictures of 32 x 32 x 3 in 10 classes: airplane 40, ...</c></summary>
    public override string ToString()
    {
        int[] counts = [.. ClassNames.Select((_, number) => _files.Count(file => file.Class == number))];
        IEnumerable<string> shown = ClassNames.Zip(counts, (name, count) => $"{name} {count:N0}").Take(MostClassesShown);
        return $"{_files.Length:N0} pictures of {_form} in {counts.Length:N0} classes: {string.Join(", ", shown)}"
            + (counts.Length > MostClassesShown ? ", ..." : "")
            + (Skipped.Count > 0 ? $"; {Skipped.Count:N0} damaged files left out" : "");
    }
}
