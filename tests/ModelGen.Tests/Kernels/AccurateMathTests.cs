using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Each function against its double version, on floats of every exponent.</summary>
public class AccurateMathTests
{
    private const double MostUlps = 4;

    public static TheoryData<string> Functions => ["Log", "LogP1", "Exp", "ExpM1", "Softplus", "Sigmoid", "Erf"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_is_good_to_4_units_in_the_last_place_over_the_whole_range(string name)
    {
        (Func<float, float> ours, Func<double, double> exact) = Pair(name);
        double worst = 0, at = 0;
        foreach (float x in Floats())
        {
            double expected = exact(x);
            float actual = ours(x);
            if (double.IsNaN(expected)) { Assert.True(float.IsNaN(actual), $"{name}({x:g9}) = {actual}"); continue; }
            if (Math.Abs(expected) >= (double)float.MaxValue * (1 + 5e-8))
            {
                Assert.True(float.IsInfinity(actual) && Math.Sign(actual) == Math.Sign(expected),
                    $"{name}({x:g9}) = {actual}, not {expected}");
                continue;
            }

            double ulps = Math.Abs(actual - expected) / Ulp(expected);
            if (!(ulps <= worst)) { (worst, at) = (ulps, x); }
        }

        Assert.True(worst <= MostUlps, $"{name}({at:g9}) = {ours((float)at):g9}, not {exact((float)at):g9}: {worst:f2} ulp");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void What_is_not_a_number_stays_so(string name) => Assert.True(float.IsNaN(Pair(name).Ours(float.NaN)));

    [Fact]
    public void The_ends_of_the_range_have_their_limits()
    {
        Assert.Equal(float.NegativeInfinity, AccurateMath.Log(0));
        Assert.Equal(float.PositiveInfinity, AccurateMath.Log(float.PositiveInfinity));
        Assert.Equal(float.NegativeInfinity, AccurateMath.LogP1(-1));
        Assert.True(float.IsNaN(AccurateMath.LogP1(-1.0000001f)));
        Assert.Equal(float.PositiveInfinity, AccurateMath.Exp(float.PositiveInfinity));
        Assert.Equal(0, AccurateMath.Exp(float.NegativeInfinity));
        Assert.Equal(-1, AccurateMath.ExpM1(float.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, AccurateMath.ExpM1(float.PositiveInfinity));
        Assert.Equal(0, AccurateMath.Softplus(float.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, AccurateMath.Softplus(float.PositiveInfinity));
        Assert.Equal((0f, 1f), (AccurateMath.Sigmoid(float.NegativeInfinity), AccurateMath.Sigmoid(float.PositiveInfinity)));
        Assert.Equal((-1f, 1f), (AccurateMath.Erf(float.NegativeInfinity), AccurateMath.Erf(float.PositiveInfinity)));
    }

    // Both signs, every exponent (subnormal numbers too), 1,500 mantissas each; and 200,000 numbers evenly from -110 to 110.
    private static IEnumerable<float> Floats()
    {
        var random = new Random(1);
        for (int exponent = 0; exponent < 255; exponent++)
        {
            for (int i = 0; i < 1_500; i++)
            {
                int bits = (exponent << 23) | (i switch { 0 => 0, 1 => 0x7F_FFFF, _ => random.Next(1 << 23) });
                yield return BitConverter.Int32BitsToSingle(bits);
                yield return BitConverter.Int32BitsToSingle(bits | int.MinValue);
            }
        }

        for (int i = -100_000; i <= 100_000; i++) { yield return i * 0.0011f; }
    }

    private static double Ulp(double value) =>
        Math.Max(MathF.BitIncrement((float)Math.Abs(value)) - (double)(float)Math.Abs(value), float.Epsilon);

    private static (Func<float, float> Ours, Func<double, double> Exact) Pair(string name) => name switch
    {
        "Log" => (AccurateMath.Log, Math.Log),
        "LogP1" => (AccurateMath.LogP1, LogP1),
        "Exp" => (AccurateMath.Exp, Math.Exp),
        "ExpM1" => (AccurateMath.ExpM1, ExpM1),
        "Softplus" => (AccurateMath.Softplus, static x => Math.Max(x, 0) + LogP1(Math.Exp(-Math.Abs(x)))),
        "Sigmoid" => (AccurateMath.Sigmoid, static x => 1 / (1 + Math.Exp(-x))),
        _ => (AccurateMath.Erf, Erf),
    };

    // x - x^2/2 + x^3/3 near 0, where 1 + x would lose what matters; the next term is below 1e-16.
    private static double LogP1(double x) => Math.Abs(x) < 1e-5 ? x - (x * x / 2) + (x * x * x / 3) : Math.Log(1 + x);

    private static double ExpM1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) + (x * x * x / 6) : Math.Exp(x) - 1;

    // 2 / sqrt(pi) e^-x² (x + 2 x³ / 3 + 4 x⁵ / 15 + ...): all terms have the same sign.
    private static double Erf(double x)
    {
        if (double.IsNaN(x)) { return x; }
        if (Math.Abs(x) > 6) { return Math.Sign(x); }
        double term = x, sum = x;
        for (int n = 1; n < 200; n++) { sum += term *= 2 * x * x / ((2 * n) + 1); }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
