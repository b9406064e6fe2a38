using ModelGen.Data;

namespace ModelGen.Images.Tests;

/// <summary>Folders of pictures: which files count, in which order, with which labels.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ImageFolder Load(IReadOnlyList<string>? classNames = null, LabelMode labels = LabelMode.Int, bool followLinks = false,
        bool skipDamaged = false, int? threads = null) =>
        ImageFolder.Load(_folder.Path, 1, 1, channels: 1, labels: labels, classNames: classNames, followLinks: followLinks,
            skipDamaged: skipDamaged, threads: threads);

    private void WriteThreeClasses()
    {
        _folder.WriteGray("dog/b.png", 11);
        _folder.WriteGray("dog/a.PNG", 10);
        _folder.WriteGray("cat/10.png", 20);
        _folder.WriteGray("cat/2.png", 22);
        _folder.WriteGray("Bird/only.png", 30);
    }

    private static float[] Inputs(Dataset data) => [.. Enumerable.Range(0, data.Count).SelectMany(i => data.Sample(i).ToArray())];

    [Fact]
    public void Folders_are_classes_and_names_are_ordered_by_their_characters()
    {
        WriteThreeClasses();
        ImageFolder photos = Load();
        Assert.Equal(["Bird", "cat", "dog"], photos.ClassNames);
        string[] names = ["Bird/only.png", "cat/10.png", "cat/2.png", "dog/a.PNG", "dog/b.png"];
        Assert.Equal(names.Select(name => _folder[name]), photos.Paths);
        Assert.Equal([30, 20, 22, 10, 11], Inputs(photos.Data));
        Assert.Equal([0, 1, 1, 2, 2], photos.Data.Labels.Classes.ToArray());
        Assert.Equal([1, 1, 1], photos.Data.SampleShape);
        Assert.Empty(photos.Skipped);
        Assert.Equal("5 pictures of 1 x 1 x 1 in 3 classes: Bird 1, cat 2, dog 2", photos.ToString());
    }

    [Fact]
    public void Of_many_classes_the_first_ten_are_shown()
    {
        for (int i = 0; i < 11; i++) { _folder.WriteGray($"{i:00}/a.png", 1); }
        Assert.EndsWith("in 11 classes: 00 1, 01 1, 02 1, 03 1, 04 1, 05 1, 06 1, 07 1, 08 1, 09 1, ...", Load().ToString());
    }

    [Fact]
    public void Classes_may_have_an_order_of_ones_own()
    {
        WriteThreeClasses();
        ImageFolder photos = Load(["dog", "Bird", "cat"]);
        Assert.Equal(["dog", "Bird", "cat"], photos.ClassNames);
        Assert.Equal([10, 11, 30, 20, 22], Inputs(photos.Data));
        Assert.Equal([0, 0, 1, 2, 2], photos.Data.Labels.Classes.ToArray());
    }

    [Theory]
    [InlineData("dog,Bird", "/cat is a folder that classNames lacks; it has dog, Bird.")]
    [InlineData("dog,Bird,cat,cow", "classNames has \"cow\", but ")]
    [InlineData("dog,Bird,cat,dog", "classNames has \"dog\" twice.")]
    public void Names_that_are_not_those_of_the_folders_are_refused(string names, string expected)
    {
        WriteThreeClasses();
        ArgumentException error = Assert.Throws<ArgumentException>(() => Load(names.Split(',')));
        Assert.Contains(expected, error.Message);
        Assert.Equal("classNames", error.ParamName);
    }

    [Fact]
    public void Labels_are_one_hot_or_binary_where_that_is_asked_for()
    {
        WriteThreeClasses();
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1], Load(labels: LabelMode.Categorical).Data.Labels.Values.ToArray());
        Assert.Contains("for 2 classes, but there are 3", Assert.Throws<ArgumentException>(() => Load(labels: LabelMode.Binary)).Message);
        Directory.Delete(_folder["Bird"], recursive: true);
        Assert.Equal([0f, 0, 1, 1], Load(labels: LabelMode.Binary).Data.Labels.Values.ToArray());
    }

    [Fact]
    public void Hidden_files_and_files_of_other_kinds_do_not_count_and_folders_within_classes_do()
    {
        _folder.WriteGray("a/z.png", 1);
        _folder.WriteGray("a/b/y.png", 2);
        _folder.WriteGray("a/b/c/x.png", 3);
        _folder.WriteGray("a/.hidden/w.png", 4);
        _folder.WriteGray("a/._z.png", 5);
        _folder.Write("a/notes.txt", [1]);
        _folder.Write("labels.csv", [1]);
        _folder.WriteGray(".thumbnails/v.png", 6);
        ImageFolder photos = Load();
        Assert.Equal(["a"], photos.ClassNames);
        Assert.Equal([1, 2, 3], Inputs(photos.Data));
    }

    [Fact]
    public void Links_to_folders_within_a_class_count_where_that_is_asked_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        using var other = new TemporaryFolder();
        other.WriteGray("one.png", 9);
        _folder.WriteGray("a/z.png", 1);
        Directory.CreateSymbolicLink(_folder["a/linked"], other.Path);
        Assert.Equal([1], Inputs(Load().Data));
        Assert.Equal([1, 9], Inputs(Load(followLinks: true).Data));
        Directory.CreateSymbolicLink(_folder["a/around"], _folder["a"]);
        Assert.Contains("found a link to a folder around it", Assert.Throws<IOException>(() => Load(followLinks: true)).Message);
    }

    [Fact]
    public void A_missing_folder_a_file_an_empty_folder_and_an_empty_class_are_told()
    {
        string missing = _folder["none"];
        Assert.Equal($"{missing}: there is no such folder.",
            Assert.Throws<DirectoryNotFoundException>(() => ImageFolder.Load(missing, 1, 1)).Message);
        string file = _folder.Write("photos.zip", [1]);
        Assert.Equal($"{file} is a file; expected a folder with one folder for each class.",
            Assert.Throws<IOException>(() => ImageFolder.Load(file, 1, 1)).Message);
        Assert.Equal($"{_folder.Path}: classes: found no folders, expected one for each class with its pictures in it.",
            Assert.Throws<InvalidDataException>(() => Load()).Message);
        _folder.WriteGray("a/1.png", 1);
        _folder.Write("b/1.webp", [1]);
        Assert.Equal($"{_folder["b"]}: pictures: found none, expected at least one file of .bmp, .gif, .jpeg, .jpg, .png.",
            Assert.Throws<InvalidDataException>(() => Load()).Message);
    }

    [Fact]
    public void Pictures_without_a_class_are_told()
    {
        _folder.WriteGray("a/1.png", 1);
        _folder.WriteGray("2.png", 1);
        _folder.WriteGray("3.png", 1);
        Assert.Equal($"{_folder["2.png"]}: place: found 2 pictures beside the class folders, expected each in the folder of its class.",
            Assert.Throws<InvalidDataException>(() => Load()).Message);
    }

    [Fact]
    public void Pictures_that_no_array_holds_are_refused_before_they_are_read()
    {
        _folder.Write("a/1.png", [1]);
        _folder.Write("a/2.png", [1]);
        string message = Assert.Throws<InvalidDataException>(() => ImageFolder.Load(_folder.Path, 20_000, 20_000)).Message;
        Assert.Equal($"{_folder.Path}: size: found 2 pictures, which take 2,400,000,000 bytes as 20000 x 20000 x 3, expected at most "
            + "2,147,483,591: make them smaller.", message);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(7)]
    public void Any_number_of_threads_gives_the_same_and_reports_the_first_damaged_file(int threads)
    {
        for (int i = 0; i < 200; i++) { _folder.WriteGray($"a/{i:000}.png", (byte)i); }
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (float)i), Inputs(Load(threads: threads).Data));
        _folder.Write("a/190.png", []);
        string first = _folder.Write("a/057.png", [1]);
        _folder.Write("a/058.png", [2]);
        Assert.StartsWith($"{first}: ", Assert.Throws<InvalidDataException>(() => Load(threads: threads)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Load(threads: 0));
    }

    [Fact]
    public void Damaged_files_are_left_out_and_listed_where_that_is_asked_for()
    {
        WriteThreeClasses();
        string first = _folder.Write("cat/1.jpg", []), second = _folder.Write("dog/aa.bmp", [1, 2]);
        ImageFolder photos = Load(skipDamaged: true);
        Assert.Equal([30, 20, 22, 10, 11], Inputs(photos.Data));
        Assert.Equal([0, 1, 1, 2, 2], photos.Data.Labels.Classes.ToArray());
        Assert.Equal([first, second], photos.Skipped.Select(skipped => skipped.Path));
        Assert.Equal($"{first}: length: found 0 bytes, expected a PNG, JPEG, BMP or GIF picture.", photos.Skipped[0].Reason);
        Assert.DoesNotContain(first, photos.Paths);
        Assert.EndsWith("dog 2; 2 damaged files left out", photos.ToString());
    }

    [Fact]
    public void A_class_of_which_all_files_are_damaged_is_told()
    {
        WriteThreeClasses();
        _folder.Write("Bird/only.png", []);
        string message = Assert.Throws<InvalidDataException>(() => Load(skipDamaged: true)).Message;
        Assert.StartsWith($"{_folder["Bird"]}: pictures: found only damaged ones, expected at least one that can be read. The first is "
            + $"{_folder["Bird/only.png"]}: length", message);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_no_damaged_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        WriteThreeClasses();
        File.CreateSymbolicLink(_folder["cat/gone.png"], _folder["nowhere.png"]);
        Assert.Throws<FileNotFoundException>(() => Load(skipDamaged: true));
    }

    // int(0.29 * 100) is 28 in Python, too.
    [Theory, InlineData(0.25, 25), InlineData(0.29, 28), InlineData(0.999, 99)]
    public void A_split_parts_all_pictures_with_their_labels(double validationSplit, int count)
    {
        for (int i = 0; i < 100; i++) { _folder.WriteGray($"{i / 50}/{i:000}.png", (byte)i); }
        ImageFolder photos = Load();
        (Dataset train, Dataset validation) = photos.Split(validationSplit, seed: 3);
        Assert.Equal((100 - count, count), (train.Count, validation.Count));
        float[] all = [.. Inputs(train), .. Inputs(validation)];
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (float)i), all.Order());
        Assert.NotEqual(all.Order(), all);
        int[] labels = [.. train.Labels.Classes.ToArray(), .. validation.Labels.Classes.ToArray()];
        Assert.Equal(all.Select(gray => (int)gray / 50), labels);

        (Dataset again, _) = Load(threads: 1).Split(validationSplit, seed: 3);
        Assert.Equal(Inputs(train), Inputs(again));
        Assert.NotEqual(Inputs(train), Inputs(photos.Split(validationSplit, seed: 4).Train));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(-0.5), InlineData(double.NaN), InlineData(0.1)]
    public void A_split_that_leaves_a_part_empty_is_refused(double validationSplit)
    {
        WriteThreeClasses();
        ImageFolder photos = Load();
        Assert.Throws<ArgumentOutOfRangeException>(() => photos.Split(validationSplit, seed: 1));
    }
}
