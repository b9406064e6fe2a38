using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>First weights have the distributions that Keras names, and are functions of the seed.</summary>
public class InitializerTests
{
    private const int Count = 100_000;

    // Fans of a 5 x 5 convolution from 1 channel to 32 filters.
    private const int FanIn = 25, FanOut = 800;

    public static TheoryData<Initializer, double> Uniform => new()
    {
        { Initializer.GlorotUniform, Math.Sqrt(6.0 / (FanIn + FanOut)) },
        { Initializer.HeUniform, Math.Sqrt(6.0 / FanIn) },
        { Initializer.LecunUniform, Math.Sqrt(3.0 / FanIn) },
        { Initializer.RandomUniform, 0.05 },
    };

    [Theory]
    [MemberData(nameof(Uniform))]
    public void Uniform_initializers_fill_their_interval_evenly(Initializer initializer, double limit)
    {
        float[] values = Fill(initializer);
        Assert.All(values, v => Assert.InRange(v, -limit, limit));
        Moments(values, out double mean, out double deviation);
        // The mean of n uniform numbers deviates by limit / sqrt(3 n): five times that.
        Assert.Equal(0, mean, 5 * limit / Math.Sqrt(3.0 * Count));
        Assert.Equal(limit / Math.Sqrt(3), deviation, 0.01 * limit);
        for (int tenth = 0; tenth < 10; tenth++)
        {
            double low = -limit + tenth * limit / 5;
            Assert.InRange(values.Count(v => v >= low && v < low + limit / 5), Count / 10 - 500, Count / 10 + 500);
        }
    }

    public static TheoryData<Initializer, double, double> Normal => new()
    {
        { Initializer.GlorotNormal, Math.Sqrt(2.0 / (FanIn + FanOut)), 2 / .87962566103423978 },
        { Initializer.HeNormal, Math.Sqrt(2.0 / FanIn), 2 / .87962566103423978 },
        { Initializer.LecunNormal, Math.Sqrt(1.0 / FanIn), 2 / .87962566103423978 },
        { Initializer.TruncatedNormal, 0.05 * .87962566103423978, 2 / .87962566103423978 },
        { Initializer.RandomNormal, 0.05, double.PositiveInfinity },
    };

    [Theory]
    [MemberData(nameof(Normal))]
    public void Normal_initializers_have_their_deviation_and_cut(Initializer initializer, double deviation, double cut)
    {
        float[] values = Fill(initializer);
        Moments(values, out double mean, out double found);
        Assert.Equal(0, mean, 5 * deviation / Math.Sqrt(Count));
        Assert.Equal(deviation, found, 0.015 * deviation);
        Assert.All(values, v => Assert.True(Math.Abs(v) <= cut * deviation * 1.000001));
        if (double.IsInfinity(cut)) { Assert.Contains(values, v => Math.Abs(v) > 3 * deviation); }
    }

    [Fact]
    public void Zeros_and_ones_are_what_they_say()
    {
        Assert.All(Fill(Initializer.Zeros), v => Assert.Equal(0, v));
        Assert.All(Fill(Initializer.Ones), v => Assert.Equal(1, v));
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_gives_others()
    {
        Assert.Equal(Fill(Initializer.GlorotUniform), Fill(Initializer.GlorotUniform));
        Assert.NotEqual(Fill(Initializer.GlorotUniform), Fill(Initializer.GlorotUniform, seed: 2));
        Assert.NotEqual(Fill(Initializer.GlorotUniform), Fill(Initializer.GlorotUniform, parameter: 1));
    }

    [Fact]
    public void Philox_gives_the_words_of_the_published_test_vectors()
    {
        // Random123's known answers for philox4x32-10.
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), Philox.Words(0, 0, 0, 0, 0, 0));
        Assert.Equal((0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu), Philox.Words(~0u, ~0u, ~0u, ~0u, ~0u, ~0u));
        Assert.Equal((0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u), Philox.Words(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0));
    }

    private static float[] Fill(Initializer initializer, int seed = 1, int parameter = 0)
    {
        var values = new float[Count];
        InitialValues.Fill(values, initializer, FanIn, FanOut, seed, parameter);
        return values;
    }

    private static void Moments(float[] values, out double mean, out double deviation)
    {
        double m = values.Average(v => (double)v);
        (mean, deviation) = (m, Math.Sqrt(values.Average(v => (v - m) * (v - m))));
    }
}
