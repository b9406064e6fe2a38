using System.Runtime.InteropServices;
using System.Security.Cryptography;
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
    [InlineData(Initializer.GlorotUniform, "735A1A5931E95219")]
    [InlineData(Initializer.GlorotNormal, "5D8B84FBDAF6E3FF")]
    [InlineData(Initializer.HeUniform, "194BFD9EB696E716")]
    [InlineData(Initializer.HeNormal, "83C90E41B37BC6BC")]
    [InlineData(Initializer.LecunUniform, "F223D3E17773A669")]
    [InlineData(Initializer.LecunNormal, "6786579724E02C13")]
    [InlineData(Initializer.RandomUniform, "52ED34C00D3FB4A9")]
    [InlineData(Initializer.RandomNormal, "B5AF29BD62095EC0")]
    [InlineData(Initializer.TruncatedNormal, "B2FDBAF3DC7106A0")]
    [InlineData(Initializer.Orthogonal, "7C66556D1744CFD7")]
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
        Assert.Equal("276ABB7F20AFA2F4", Digest(MemoryMarshal.AsBytes(order.AsSpan())));
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
        Assert.Equal("55F8D98BA7FABFDE", Digest(MemoryMarshal.AsBytes(values.AsSpan())));
    }

    private static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes))[..16];

    private readonly struct Third : IDropout
    {
        public static int Size => Columns;

        public static float Rate => 1f / 3;

        public static int Stream => 2;
    }
}
