using System.Buffers.Binary;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests.Data;

/// <summary>IDX files, whole, damaged, cut off, and with more or less inside than they promise.</summary>
public sealed class MnistFileTests : TemporaryFolder
{
    private const string Images = "train-images-idx3-ubyte", Labels = "train-labels-idx1-ubyte";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_of_four_files_is_read_zipped_or_not(bool zipped)
    {
        IdxFiles.WriteAll(Folder, zipped);
        (Dataset train, Dataset test) = Load();
        Assert.Equal(2, train.Count);
        Assert.Equal(2, test.Count);
        Assert.Equal([28, 28, 1], train.SampleShape);
        Assert.Equal(1f, train.Image(1)[0]); // 255 / 255
        Assert.Equal(9, train.Label(1));
    }

    [Theory]
    [InlineData(Images, 2, 9, "type: found 9, expected 8 (bytes)")]
    [InlineData(Images, 3, 1, "number of axes: found 1, expected 3")]
    [InlineData(Images, 0, 1, "first two bytes: found 1 and 0, expected two zeros")]
    [InlineData(Images, 7, 3, "values: found 1568 bytes, expected 2352")]
    [InlineData(Images, 4, 255, "size of axis 1: found 4278190082, expected at most 2147483647")]
    [InlineData(Images, 8, 127, "values: found 1568 bytes, expected 119319561760")]
    [InlineData(Labels, 8, 10, "label 0: found 10, expected 0 to 9")]
    public void A_damaged_file_says_what_is_wrong(string name, int position, byte value, string message)
    {
        IdxFiles.WriteAll(Folder, zipped: false);
        byte[] bytes = File.ReadAllBytes(At(name));
        bytes[position] = value;
        File.WriteAllBytes(At(name), bytes);
        Refused(name, $"{message}.");
    }

    [Theory]
    [InlineData(Images)]
    [InlineData(Labels)]
    public void A_zipped_file_that_is_cut_off_anywhere_or_goes_on_is_refused(string name)
    {
        IdxFiles.WriteAll(Folder, zipped: true);
        byte[] whole = File.ReadAllBytes(At(name + ".gz"));
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(At(name + ".gz"), whole[..length]);
            Refused(name + ".gz", "");
        }

        File.WriteAllBytes(At(name + ".gz"), [.. whole, 0]);
        Refused(name + ".gz", "its gzip data are cut off or damaged, or something follows them (it ends in a CRC-32 of ");
        File.WriteAllBytes(At(name + ".gz"), [.. whole, .. IdxFiles.Zip([1])]);
        Refused(name + ".gz", "");
    }

    [Fact]
    public void A_flipped_bit_is_found_out_or_means_nothing_and_found_out_where_the_checksum_is_missing()
    {
        IdxFiles.WriteAll(Folder, zipped: true);
        float[] expected = Load().Train.InputColumns[0].Range(0, 2).ToArray();
        byte[] whole = File.ReadAllBytes(At(Images + ".gz"));
        for (int bit = 80; bit < 8 * whole.Length; bit++) // behind gzip's own header
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(At(Images + ".gz"), flipped[..^8]);
            Assert.StartsWith(Folder, Assert.Throws<InvalidDataException>(() => Load()).Message);
            File.WriteAllBytes(At(Images + ".gz"), flipped);
            try { Assert.Equal(expected, Load().Train.InputColumns[0].Range(0, 2)); } // the last byte before the checksum is not used up
            catch (InvalidDataException e) { Assert.StartsWith(Folder, e.Message); }
        }
    }

    [Fact]
    public void What_a_header_does_not_promise_is_not_unpacked()
    {
        IdxFiles.WriteAll(Folder, zipped: true);
        byte[] zeros = new byte[64 << 20], images = [.. IdxFiles.TwoImages, .. zeros];
        foreach ((byte[] bytes, string says) in ((byte[], string)[])
            [(zeros, "type: found 0, expected 8 (bytes)."), (images, "values: found more bytes than that, expected 1568.")])
        {
            IdxFiles.Write(Folder, Images, zipped: true, bytes);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Refused(Images + ".gz", says);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void What_a_file_cannot_hold_is_not_allocated()
    {
        IdxFiles.WriteAll(Folder, zipped: true);
        byte[] header = [.. IdxFiles.TwoImages];
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 2_000_000);
        string path = IdxFiles.Write(Folder, Images, zipped: true, header);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(Images + ".gz", $"values: found at most {(new FileInfo(path).Length * 1032) - 16} bytes, expected 1568000000.");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Headers_that_do_not_fit_are_refused_before_values_are_read()
    {
        IdxFiles.WriteAll(Folder, zipped: false);
        IdxFiles.Write(Folder, Labels, zipped: false, [0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3]);
        Refused(Labels, $"labels: found 3, expected 2, one for each image of {At(Images)}.");
        IdxFiles.Write(Folder, Images, zipped: false, [0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28]);
        Refused(Images, "images: found 0, expected at least 1.");
        IdxFiles.Write(Folder, Images, zipped: false, [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 7, 7]);
        Refused(Images, "image size: found 2 x 1, expected 28 x 28.");
        File.WriteAllBytes(At(Images), [.. "PK\u0003\u0004"u8, .. new byte[100]]);
        Refused(Images, "it is a zip file; expected an IDX file.");
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.StartsWith("There is no train-images-idx3-ubyte or train-images-idx3-ubyte.gz in ",
            Assert.Throws<FileNotFoundException>(() => Load()).Message);

    private (Dataset Train, Dataset Test) Load() => ModelGen.Data.Mnist.Load(Folder);

    private void Refused(string name, string message) =>
        Assert.StartsWith($"{At(name)}: {message}", Assert.Throws<InvalidDataException>(() => Load()).Message);
}
