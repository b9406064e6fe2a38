using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Weight files come back bit for bit; a damaged one is refused and changes nothing.</summary>
public sealed class WeightFileTests : TemporaryFolder
{
    private string File1 => At("weights.safetensors");

    [Fact]
    public void Weights_come_back_bit_for_bit()
    {
        using var saved = new LinearModel(3, 2, seed: 1);
        using var loaded = new LinearModel(3, 2, seed: 2);
        saved.SaveWeights(File1);
        saved.SaveWeights(File1);
        loaded.LoadWeights(File1);
        Assert.Equal(saved.Parameters[0].ToArray(), loaded.Parameters[0].ToArray());
        Assert.Equal(["weights.safetensors"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void The_file_is_what_the_safetensors_format_asks_for()
    {
        using var model = new LinearModel(3, 2);
        model.Parameters[0].Set([1, 2, 3, 4, 5, 6]);
        model.SaveWeights(File1);
        byte[] bytes = File.ReadAllBytes(File1);
        long header = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, (8 + header) % 8);
        Assert.Equal(
            $$$"""{"__metadata__":{"format":"modelgen","model":"linear"},{{{Kernel}}}}""",
            Encoding.UTF8.GetString(bytes, 8, (int)header).TrimEnd(' '));
        Assert.Equal([1f, 2, 3, 4, 5, 6],
            Enumerable.Range(0, 6).Select(i => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + (int)header + 4 * i))));
    }

    private const string Kernel = "\"dense/kernel\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[0,24]}";

    public static TheoryData<string, string> Damaged => new()
    {
        { """{"dense/kernel":{"dtype":"F16","shape":[3,2],"data_offsets":[0,24]}}""", "dense/kernel has dtype F16; expected F32." },
        { """{"dense/kernel":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}""", "dense/kernel has shape (2, 3); expected (3, 2)." },
        { """{"dense/bias":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]}}""",
            "it has no dense/kernel, which the model has; it has dense/bias." },
        { $$$"""{{{{Kernel}}},"more":{"dtype":"F32","shape":[0],"data_offsets":[24,24]}}""",
            "it has more, which the model has not; the model has dense/kernel." },
        { $$$"""{{{{Kernel}}},{{{Kernel}}}}""", "it has dense/kernel twice." },
        { $$$"""{{{{Kernel}}},"more":{"dtype":"F32","shape":[3],"data_offsets":[12,24]}}""",
            "more begins at byte 12, inside another tensor; expected 24." },
        { """{"dense/kernel":{"dtype":"F32","shape":[3,2],"data_offsets":[0,20]}}""",
            "its tensors need 20 bytes, but 24 follow the header." },
        { """{"dense/kernel":{"dtype":"F32","shape":[3,2],"data_offsets":[24,0]}}""",
            "dense/kernel has data_offsets 24 to 0; expected them in order." },
        { """{"dense/kernel":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24,30]}}""", "dense/kernel has 3 data_offsets; expected 2." },
        { """{"dense/kernel":{"dtype":"F32","shape":[3,-2],"data_offsets":[0,24]}}""",
            "dense/kernel's shape holds -2; expected a whole number, 0 or more." },
        { """{"dense/kernel":{"shape":[3,2],"data_offsets":[0,24]}}""", "dense/kernel has no dtype; expected one (string)." },
        { """{"dense/kernel":{"dtype":"F32","dtype":"F32","shape":[3,2],"data_offsets":[0,24]}}""", "dense/kernel has its dtype twice." },
        {
            """{"dense/kernel":{"dtype":"F32","shape":[3,2],"shape":[2,3],"data_offsets":[0,24]}}""",
            "dense/kernel has its shape twice."
        },
        { """{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4],"x":1,"x":2}}""", "a has its x twice." },
        { """{"__metadata__":{"format":"a","format":"b"}}""", "it has the text format twice." },
        { """{"__metadata__":{},"__metadata__":{}}""", "it has __metadata__ twice." },
        { """{"dense/kernel":7}""", "dense/kernel is no object; expected one of dtype, shape and data_offsets." },
        { """{"a\nb":{"dtype":"F32","shape":[6],"data_offsets":[0,24]}}""",
            "it has no dense/kernel, which the model has; it has a\\u000ab." },
        { """{"dense/kernel":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]}} {}""", "its header is no JSON object of tensors." },
        { """[1, 2]""", "its header is no JSON object of tensors." },
        { """{"dense""", "its header is no JSON object of tensors." },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_header_that_does_not_fit_is_refused(string header, string message) => Refused(Bytes(header, data: 24), message);

    [Fact]
    public void A_file_that_is_cut_off_is_refused()
    {
        const string whole = """{"dense/kernel":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]}}""";
        Refused([1, 2, 3], "it has 3 bytes; the length of its header alone needs 8.");
        Refused(Bytes(whole, data: 23), "its tensors need 24 bytes, but 23 follow the header.");
        Refused(Bytes(whole, data: 0)[..20],
            $"its header claims {whole.Length} bytes, but only 12 follow; the file is cut off or no safetensors file.");
    }

    [Fact]
    public void A_header_of_very_many_tensors_gets_one_sentence()
    {
        int count = Extent.Pick(brief: 20_000, full: 1_500_000);
        var header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        for (int i = 0; i < count; i++)
        {
            header.Append(CultureInfo.InvariantCulture, $",\"t{i:D7}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}");
        }
        using var model = new LinearModel(3, 2);
        File.WriteAllBytes(File1, Bytes(header.Append('}').ToString(), data: 0));
        string message = Assert.Throws<InvalidDataException>(() => model.LoadWeights(File1)).Message;
        Assert.Equal(
            $"{File1}: it has no dense/kernel, which the model has; it has t0000000, t0000001, t0000002, t0000003, t0000004, t0000005, "
                + "t0000006, t0000007 "
                + $"and {count - 8:N0} more.", message);
    }

    [Fact]
    public void An_absurd_header_length_is_refused_before_anything_is_read()
    {
        byte[] bytes = Bytes("{}", data: 0);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, ulong.MaxValue);
        Refused(bytes, "its header claims 18,446,744,073,709,551,615 bytes; at most 100,000,000 are read.");
    }

    [Fact]
    public void Parameters_are_found_by_name_and_check_lengths()
    {
        using var model = new LinearModel(3, 2);
        Assert.Equal([3, 2], model.Parameters["dense/kernel"].Shape);
        Assert.Equal("There is no parameter \"kernel\". There are: dense/kernel.",
            Assert.Throws<KeyNotFoundException>(() => model.Parameters["kernel"]).Message);
        Assert.StartsWith("dense/kernel (3, 2) has 6 values, but 5 are given.",
            Assert.Throws<ArgumentException>(() => model.Parameters[0].Set(new float[5])).Message);
    }

    private void Refused(byte[] bytes, string message)
    {
        using var model = new LinearModel(3, 2);
        float[] before = model.Parameters[0].ToArray();
        File.WriteAllBytes(File1, bytes);
        Assert.StartsWith($"{File1}: {message}", Assert.Throws<InvalidDataException>(() => model.LoadWeights(File1)).Message);
        Assert.Equal(before, model.Parameters[0].ToArray());
    }

    private static byte[] Bytes(string header, int data)
    {
        var bytes = new byte[8 + header.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        Encoding.UTF8.GetBytes(header, bytes.AsSpan(8));
        return bytes;
    }
}
