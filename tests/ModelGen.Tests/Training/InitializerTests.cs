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
        Assert.Equal((0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u),
            Philox.Words(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0));
    }

    public static TheoryData<string, double, double> Scaled => new()
    {
        { "fan_in", 2.0, 2.0 / FanIn },
        { "fan_out", 2.0, 2.0 / FanOut },
        { "fan_avg", 3.0, 3.0 * 2 / (FanIn + FanOut) },
    };

    [Theory]
    [MemberData(nameof(Scaled))]
    public void Variance_scaling_has_the_variance_of_scale_over_fan(string mode, double scale, double variance)
    {
        FanMode fan = mode switch { "fan_in" => FanMode.FanIn, "fan_out" => FanMode.FanOut, _ => FanMode.FanAvg };
        foreach (Distribution distribution in Enum.GetValues<Distribution>())
        {
            float[] values = Fill(Initial.VarianceScaling(scale, fan, distribution));
            Moments(values, out double mean, out double deviation);
            Assert.Equal(0, mean, 5 * Math.Sqrt(variance / Count));
            Assert.Equal(Math.Sqrt(variance), deviation, 0.015 * Math.Sqrt(variance));
            double cut = distribution switch { Distribution.Uniform => Math.Sqrt(3), Distribution.TruncatedNormal => 2 / .87962566103423978,
                _ => double.PositiveInfinity };
            Assert.All(values, v => Assert.True(Math.Abs(v) <= cut * Math.Sqrt(variance) * 1.000001));
        }
    }

    [Fact]
    public void Numbers_of_ones_own_move_and_widen_the_distribution()
    {
        Moments(Fill(Initial.RandomNormal(mean: 3, stddev: 0.5)), out double mean, out double deviation);
        Assert.Equal(3, mean, 5 * 0.5 / Math.Sqrt(Count));
        Assert.Equal(0.5, deviation, 0.01);
        float[] truncated = Fill(Initial.TruncatedNormal(mean: -1, stddev: 0.5));
        Moments(truncated, out mean, out deviation);
        Assert.Equal(-1, mean, 5 * 0.5 / Math.Sqrt(Count));
        Assert.Equal(0.5 * .87962566103423978, deviation, 0.01);
        Assert.All(truncated, v => Assert.InRange(v, -2f, 0f));
        float[] uniform = Fill(Initial.RandomUniform(minval: 2, maxval: 5));
        Moments(uniform, out mean, out deviation);
        Assert.All(uniform, v => Assert.InRange(v, 2f, 5f));
        Assert.Equal(3.5, mean, 5 * 1.5 / Math.Sqrt(3.0 * Count));
        Assert.Equal(1.5 / Math.Sqrt(3), deviation, 0.01);
        Assert.All(Fill(Initial.Constant(0.1)), v => Assert.Equal(0.1f, v));
        Assert.All(Fill(Initial.RandomNormal(mean: 0.25, stddev: 0)), v => Assert.Equal(0.25f, v));
    }

    // The largest distance between the share of numbers up to x and its probability is above 1.95 / sqrt(n) once in a thousand times
    // (Kolmogorov and Smirnov).
    [Fact]
    public void The_share_of_numbers_up_to_each_is_its_probability()
    {
        double limit = 1.95 / Math.Sqrt(Count);
        Assert.InRange(Farthest(Fill(Initializer.RandomNormal), v => Below(v / 0.05)), 0, limit);
        double least = Below(-2), between = Below(2) - least;
        Assert.InRange(Farthest(Fill(Initializer.TruncatedNormal), v => (Below(v / 0.05) - least) / between), 0, limit);
        Assert.InRange(Farthest(Fill(Initial.RandomUniform(-1, 3)), v => (v + 1) / 4), 0, limit);

        // 1 + erf through the Oracle's GELU: x P(x) / x.
        static double Below(double x) => x == 0 ? 0.5 : ModelGen.Oracle.Scalar.Value(ModelGen.Oracle.Function.GELU, x) / x;
    }

    private static double Farthest(float[] values, Func<double, double> probability)
    {
        float[] sorted = [.. values.Order()];
        return Enumerable.Range(0, sorted.Length)
            .Max(i =>
                Math.Max(Math.Abs(probability(sorted[i]) - ((double)i / Count)), Math.Abs(probability(sorted[i]) - ((i + 1.0) / Count))));
    }

    [Theory]
    [InlineData(40, 7, 1.0)]
    [InlineData(7, 40, 1.0)]
    [InlineData(16, 16, 2.5)]
    [InlineData(1, 1, -0.5)]
    [InlineData(1, 9, 1.0)]
    public void The_shorter_side_of_an_orthogonal_matrix_is_perpendicular_and_of_length_gain(int rows, int columns, double gain)
    {
        var w = new float[rows * columns];
        InitialValues.Fill(w, Initial.Orthogonal(gain), [rows, columns], rows, columns, seed: 5, parameter: 1);
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double At(int vector, int i) => rows >= columns ? w[(i * columns) + vector] : w[(vector * columns) + i];
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                double dot = Enumerable.Range(0, length).Sum(i => At(a, i) * At(b, i));
                Assert.Equal(a == b ? gain * gain : 0, dot, 1e-6 * gain * gain);
            }
        }
    }

    [Fact]
    public void An_orthogonal_kernel_of_a_convolution_has_perpendicular_filters()
    {
        var w = new float[3 * 3 * 4 * 8];
        InitialValues.Fill(w, Initializer.Orthogonal, [3, 3, 4, 8], 36, 72, seed: 5, parameter: 1);
        Assert.Equal(1, Enumerable.Range(0, 36).Sum(i => (double)w[i * 8] * w[i * 8]), 1e-6);
        Assert.Equal(0, Enumerable.Range(0, 36).Sum(i => (double)w[i * 8] * w[(i * 8) + 5]), 1e-6);
    }

    // Of a square one each value has mean 0 and variance 1 / n; the sign of R's diagonal would show in the
    // mean of the first column's first value.
    [Fact]
    public void Orthogonal_matrices_have_no_favourite_direction()
    {
        const int n = 4, draws = 2_000;
        var w = new float[n * n];
        double[] sums = new double[n * n], squares = new double[n * n];
        for (int seed = 0; seed < draws; seed++)
        {
            InitialValues.Fill(w, Initializer.Orthogonal, [n, n], n, n, seed, parameter: 0);
            for (int i = 0; i < w.Length; i++) { (sums[i], squares[i]) = (sums[i] + w[i], squares[i] + (w[i] * w[i])); }
        }

        Assert.All(sums, sum => Assert.Equal(0, sum / draws, 5 / Math.Sqrt(n * draws)));
        Assert.All(squares, sum => Assert.Equal(1.0 / n, sum / draws, 0.04));
    }

    [Fact]
    public void An_identity_is_gain_on_the_diagonal_of_any_matrix()
    {
        var w = new float[6];
        InitialValues.Fill(w, Initial.Identity(gain: 2), [3, 2], 3, 2, seed: 1, parameter: 0);
        Assert.Equal([2f, 0f, 0f, 2f, 0f, 0f], w);
        InitialValues.Fill(w, Initializer.Identity, [2, 3], 2, 3, seed: 1, parameter: 0);
        Assert.Equal([1f, 0f, 0f, 0f, 1f, 0f], w);
    }

    private static float[] Fill(Initial initial, int seed = 1, int parameter = 0)
    {
        var values = new float[Count];
        InitialValues.Fill(values, initial, [Count], FanIn, FanOut, seed, parameter);
        return values;
    }

    private static void Moments(float[] values, out double mean, out double deviation)
    {
        double m = values.Average(v => (double)v);
        (mean, deviation) = (m, Math.Sqrt(values.Average(v => (v - m) * (v - m))));
    }
}
