using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Lists of maxima against a plain loop.</summary>
public unsafe class SparseVectorTests
{
    private const int PlaceGuard = -7;
    private const float ValueGuard = 777f;

    // Beside multiples of a vector's 16 channels: less than one, and some left over.
    public static TheoryData<int> Channels => [1, 2, 7, 15, 16, 17, 31, 32, 33, 48, 63, 100];

    [Theory]
    [MemberData(nameof(Channels))]
    public void Lists_the_channels_of_one_argmax_in_order(int channels)
    {
        var random = new Random(channels);
        int[] codes = [.. Enumerable.Range(0, channels).Select(_ => random.Next(4))];
        float[] gradients = [.. Enumerable.Range(0, channels).Select(_ => random.Next(3) == 0 ? 0f : random.NextSingle() - 0.5f)];
        for (int code = 0; code < 5; code++) { Check(codes, gradients, code); } // nobody has 4
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void Takes_all_or_none(int channels)
    {
        int[] codes = [.. Enumerable.Repeat(2, channels)];
        Assert.Equal(channels, Check(codes, [.. Enumerable.Repeat(0.5f, channels)], code: 2));
        Assert.Equal(0, Check(codes, [.. Enumerable.Repeat(0.5f, channels)], code: 1));
        Assert.Equal(0, Check(codes, new float[channels], code: 2));
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void Zeros_of_both_signs_have_no_place_and_everything_else_has(int channels)
    {
        float[] kinds = [0f, float.NaN, -0f, float.Epsilon, float.PositiveInfinity, -float.Epsilon, float.NegativeInfinity];
        float[] gradients = [.. Enumerable.Range(0, channels).Select(i => kinds[i % kinds.Length])];
        int zeros = Enumerable.Range(0, channels).Count(i => i % kinds.Length is 0 or 2); // where 0 and -0 stand in kinds
        Assert.Equal(channels - zeros, Check(new int[channels], gradients, code: 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(50)]
    public void Lists_the_values_of_a_vector_that_are_not_0(int length)
    {
        float[] kinds = [1.5f, 0f, float.NaN, -0f, float.Epsilon, float.NegativeInfinity];
        float[] x = [.. Enumerable.Range(0, length).Select(i => kinds[i % kinds.Length])];
        const int stride = 75;
        int[] places = [.. Enumerable.Repeat(PlaceGuard, length + SparseVector.Slack + 1)];
        float[] values = new float[places.Length];
        var expected = x.Select((value, i) => (Place: i * stride, Bits: BitConverter.SingleToInt32Bits(value))).Where((_, i) => x[i] != 0f)
            .ToArray();
        fixed (float* pX = x, pValues = values)
        fixed (int* pPlaces = places) { Assert.Equal(expected.Length, SparseVector.OfNonZero(pX, length, stride, pPlaces, pValues).Count); }
        Assert.Equal(expected, places.Zip(values.Select(BitConverter.SingleToInt32Bits)).Take(expected.Length));
        Assert.Equal(PlaceGuard, places[^1]);
    }

    // Returns how many it listed.
    private static int Check(int[] codes, float[] gradients, int code)
    {
        const int place = 1_000, stride = 75;
        var expected = Enumerable.Range(0, codes.Length).Where(i => codes[i] == code && gradients[i] != 0f)
            .Select(i => (Place: place + (i * stride), Bits: BitConverter.SingleToInt32Bits(gradients[i]))).ToArray();
        int length = codes.Length + SparseVector.Slack + 1;
        int[] places = [.. Enumerable.Repeat(PlaceGuard, length)];
        float[] values = [.. Enumerable.Repeat(ValueGuard, length)];
        byte[] argmax = [.. codes.Select(c => (byte)c)];
        fixed (byte* pCodes = argmax)
        fixed (int* pPlaces = places)
        fixed (float* pGradients = gradients, pValues = values)
        {
            SparseVector list = SparseVector.Of(pCodes, pGradients, codes.Length, code, place, stride, pPlaces, pValues);
            Assert.Equal(expected.Length, list.Count);
            Assert.True(list.Places == pPlaces && list.Values == pValues, "the list lies elsewhere");
        }

        Assert.Equal(expected, places.Zip(values.Select(BitConverter.SingleToInt32Bits)).Take(expected.Length));
        Assert.All(places[(expected.Length + SparseVector.Slack)..], p => Assert.Equal(PlaceGuard, p));
        Assert.All(values[(expected.Length + SparseVector.Slack)..], v => Assert.Equal(ValueGuard, v));
        return expected.Length;
    }
}
