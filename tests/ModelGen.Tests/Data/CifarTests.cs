using System.Formats.Tar;
using System.IO.Compression;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests.Data;

/// <summary>The files of CIFAR-10 and CIFAR-100, plain, zipped, in their archive, and damaged.</summary>
public sealed class CifarTests : TemporaryFolder
{
    private const int Pixels = 32 * 32;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_is_read_zipped_or_not_and_colours_of_a_pixel_lie_together(bool zipped)
    {
        WriteTen(zipped);
        (Dataset train, Dataset test) = Cifar10.Load(Folder);
        CheckTen(train, test);
    }

    [Fact]
    public void The_archive_is_read_as_it_is()
    {
        WriteArchive("cifar-10-binary.tar.gz", ("a/readme.html", [1, 2, 3]), ("a/data_batch_1.bin", Picture(9, [9])),
            ("a/test_batch.bin", Picture(1, [1])), ("a/data_batch_2.bin", Picture(3, [3])));
        (Dataset train, Dataset test) = Cifar10.Load(Folder);
        CheckTen(train, test);
    }

    [Theory]
    [InlineData(false, 97, 20)]
    [InlineData(true, 15, 12)]
    public void CIFAR_100_has_fine_and_coarse_classes(bool coarse, int first, int second)
    {
        File.WriteAllBytes(At("train.bin"), [.. Picture(5, [15, 97]), .. Picture(6, [12, 20])]);
        File.WriteAllBytes(At("test.bin"), Picture(7, [19, 99]));
        (Dataset train, Dataset test) = Cifar100.Load(Folder, coarse);
        Assert.Equal([first, second], train.Labels.Classes.ToArray());
        Assert.Equal(coarse ? 19 : 99, test.Label(0));
        File.WriteAllBytes(At("test.bin"), Picture(7, [20, 100]));
        Assert.Equal($"{At("test.bin")}: picture 0: found class {(coarse ? 20 : 100)}, expected 0 to {(coarse ? 19 : 99)}.",
            Assert.Throws<InvalidDataException>(() => Cifar100.Load(Folder, coarse)).Message);
    }

    [Fact]
    public void A_file_says_what_is_wrong_with_it()
    {
        WriteTen(zipped: false);
        File.WriteAllBytes(At("test_batch.bin"), [.. Picture(1, [1]), .. Picture(1, [10])]);
        Refused("test_batch.bin: picture 1: found class 10, expected 0 to 9.");
        File.WriteAllBytes(At("test_batch.bin"), Picture(1, [1])[..^1]);
        Refused("test_batch.bin: picture 0: found 3072 bytes, expected 3,073.");
        File.WriteAllBytes(At("test_batch.bin"), []);
        Refused("test_batch.bin: pictures: found none, expected at least 1.");
        File.WriteAllText(At("test_batch.bin"), "<!DOCTYPE html>");
        Refused("test_batch.bin: it is a web page; expected pictures of CIFAR.");
        File.Delete(At("test_batch.bin"));
        Assert.Equal($"There is no test_batch.bin or test_batch.bin.gz in {Folder}.",
            Assert.Throws<FileNotFoundException>(() => Cifar10.Load(Folder)).Message);
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        WriteTen(zipped: true);
        CutOff("test_batch.bin.gz");
        foreach (string file in Directory.GetFiles(Folder)) { File.Delete(file); }
        WriteArchive("cifar-10-binary.tar.gz", ("data_batch_1.bin", Picture(9, [9])), ("test_batch.bin", Picture(1, [1])));
        CutOff("cifar-10-binary.tar.gz");
    }

    [Fact]
    public void What_is_no_archive_is_refused()
    {
        File.WriteAllBytes(At("cifar-10-binary.tar.gz"), Zip([.. Enumerable.Range(0, 5_000).Select(i => (byte)(i * 31))]));
        Assert.Contains("cifar-10-binary.tar.gz: it is no whole tar file", Message());
        WriteArchive("cifar-10-binary.tar.gz", ("data_batch_1.bin", Picture(9, [9])));
        Assert.Contains("cifar-10-binary.tar.gz: pictures: found none, expected at least 1.", Message());
    }

    [Fact]
    public void FashionMNIST_is_read_as_MNIST_is()
    {
        IdxFiles.WriteAll(Folder, zipped: true);
        (Dataset train, _) = FashionMnist.Load(Folder);
        Assert.Equal("Ankle boot", FashionMnist.ClassNames[train.Label(1)]);
    }

    private static void CheckTen(Dataset train, Dataset test)
    {
        Assert.Equal((2, 1), (train.Count, test.Count));
        Assert.Equal([32, 32, 3], train.SampleShape);
        Assert.Equal([9, 3], train.Labels.Classes.ToArray());
        Assert.Equal("truck", Cifar10.ClassNames[train.Label(0)]);
        ReadOnlySpan<float> picture = train.Sample(0);
        for (int pixel = 0; pixel < Pixels; pixel++)
        for (int colour = 0; colour < 3; colour++)
        {
            Assert.Equal(Value(9, colour, pixel) / 255f, picture[(3 * pixel) + colour]);
        }
    }

    private void WriteTen(bool zipped)
    {
        Write("data_batch_1.bin", Picture(9, [9]));
        Write("data_batch_2.bin", Picture(3, [3]));
        Write("test_batch.bin", Picture(1, [1]));

        void Write(string name, byte[] bytes) => File.WriteAllBytes(At(zipped ? name + ".gz" : name), zipped ? Zip(bytes) : bytes);
    }

    private void WriteArchive(string name, params (string Name, byte[] Bytes)[] files)
    {
        using FileStream file = File.Create(At(name));
        using var zipped = new GZipStream(file, CompressionLevel.Fastest);
        using var tar = new TarWriter(zipped);
        foreach ((string entry, byte[] bytes) in files)
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream(bytes) });
        }
    }

    private void CutOff(string name)
    {
        byte[] whole = File.ReadAllBytes(At(name));
        for (int length = 0; length < whole.Length; length += 1 + (whole.Length / 97))
        {
            File.WriteAllBytes(At(name), whole[..length]);
            Assert.Contains(At(name), Message());
        }

        File.WriteAllBytes(At(name), [.. whole, 0]);
        Assert.Contains("its gzip data are cut off or damaged, or something follows them", Message());
        File.WriteAllBytes(At(name), whole);
        Cifar10.Load(Folder);
    }

    private void Refused(string message) => Assert.Equal(At(message), Message());

    private string Message() => Assert.Throws<InvalidDataException>(() => Cifar10.Load(Folder)).Message;

    private string At(string name) => Path.Combine(Folder, name);

    private static byte[] Zip(byte[] bytes) => IdxFiles.Zip(bytes);

    private static byte Value(int seed, int colour, int pixel) => (byte)((seed * 7) + (colour * 50) + (pixel * 3));

    private static byte[] Picture(int seed, byte[] labels) =>
        [.. labels, .. Enumerable.Range(0, 3 * Pixels).Select(i => Value(seed, i / Pixels, i % Pixels))];
}
