using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using ModelGen.Data;
using ModelGen.Kernels;
using ModelGen.Tests.Gpu;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// What a seed decides has the same bits on every machine: first weights, orders of samples, masks of dropout. The digests stand here, so
/// that each kind of vectors and each processor is compared with all others.
/// </summary>
public class SameEverywhereTests
{
    private const int Rows = 40, Columns = 50;

    [Theory]
    [InlineData(Initializer.GlorotUniform, "2D7D7D74C51B7B9E")]
    [InlineData(Initializer.GlorotNormal, "8E501B3D5EEC9F4B")]
    [InlineData(Initializer.HeUniform, "75FF3CC38A713116")]
    [InlineData(Initializer.HeNormal, "1E720F3882A83A95")]
    [InlineData(Initializer.LecunUniform, "9BF55CC0E08D1FB4")]
    [InlineData(Initializer.LecunNormal, "2C62CFC8078EDADB")]
    [InlineData(Initializer.RandomUniform, "21E42EFCCE8FE429")]
    [InlineData(Initializer.RandomNormal, "B066CC5B8203E655")]
    [InlineData(Initializer.TruncatedNormal, "1B4E5C94C811B7D4")]
    [InlineData(Initializer.Orthogonal, "247FE1B9619C2D51")]
    public void First_weights(Initializer initializer, string digest)
    {
        var values = new float[Rows * Columns];
        InitialValues.Fill(values, initializer, [Rows, Columns], Rows, Columns, seed: 5, parameter: 1);
        Assert.Equal(digest, Digest(MemoryMarshal.AsBytes(values.AsSpan())));
    }

    [Fact]
    public void The_order_of_samples()
    {
        int[] order = [.. Enumerable.Range(0, 1000)];
        Shuffle.Permute(order, seed: 5, epoch: 3);
        Assert.Equal("61AADBB766E5770E", Digest(MemoryMarshal.AsBytes(order.AsSpan())));
    }

    [Fact]
    public void The_mask_of_dropout()
    {
        using var bench = new Bench(new CpuDevice(threads: 1), Rows, seed: 5);
        Block ones = bench.Put(Enumerable.Repeat(1.0, Rows * Columns));
        (Block dropped, Func<float[]> read) = bench.Room(Rows * Columns);
        Dropout.Forward<Third>(bench.Step, dropped, ones);
        float[] values = read();
        Assert.InRange(values.Count(v => v == 0), Rows * Columns / 4, Rows * Columns / 2);
        Assert.Equal("5097DE5F34F07B8B", Digest(MemoryMarshal.AsBytes(values.AsSpan())));
    }

    private static string Digest(ReadOnlySpan<byte> bytes) => XxHash64.HashToUInt64(bytes).ToString("X16", CultureInfo.InvariantCulture);

    private readonly struct Third : IDropout
    {
        public static int Size => Columns;

        public static float Rate => 1f / 3;

        public static int Stream => 2;
    }
}
