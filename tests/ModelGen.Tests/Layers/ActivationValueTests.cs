using System.Numerics.Tensors;
using ModelGen.Kernels;
using ModelGen.Oracle;
using Xunit;
using Numeric = System.Numerics.Tensors.Tensor;

namespace ModelGen.Tests;

/// <summary>
/// The values of activations and of their derivatives, at ordinary and at extreme numbers, against Keras's and against the formula in
/// double.
/// </summary>
public class ActivationValueTests
{
    // No two of them lie within a rounding of an edge.
    private static readonly float[] s_ordinary = [.. Enumerable.Range(-4_000, 8_001).Select(i => (i * 0.0025f) + 0.00031f)];

    private static readonly float[] s_extreme =
    [
        -1e30f, -1e10f, -1e4f, -700f, -104f, -88.8f, -88f, -20f, -1e-7f, -1e-20f, -1e-42f, -0f, 0f, 1e-42f, 1e-20f, 1e-7f, 20f, 88f, 88.7f,
        700f, 1e4f, 1e10f, 1e30f,
    ];

    public static TheoryData<string> KerasValues => [.. KerasActivations.All.Select(value => value.ToString())];

    public static TheoryData<Activation> OfSingleValues =>
        [.. Enum.GetValues<Activation>().Distinct()
            .Where(a => a is not (Activation.Softmax or Activation.LogSoftmax or Activation.Sparsemax))];

    [Theory]
    [MemberData(nameof(KerasValues))]
    public void Values_are_Kerass(string value) => KerasActivations.All.Single(v => v.ToString() == value).Check();

    [Fact]
    public void Every_name_of_Kerass_is_there_and_every_member_of_the_enum_has_one()
    {
        string[] names = [.. KerasActivations.All.Select(v => v.Name).Distinct().Except(["threshold", "glu"])];
        Activation[] found = [.. names.Select(Activations.Get)];
        Assert.Equal(Enum.GetValues<Activation>().Distinct().Except([Activation.GELUApproximate]), found.Distinct().Order());
        var error = Assert.Throws<ArgumentException>(() => Activations.Get("gelo"));
        Assert.StartsWith("There is no activation \"gelo\". Did you mean \"gelu\"", error.Message);
    }

    [Theory]
    [MemberData(nameof(OfSingleValues))]
    public void Values_are_those_of_the_formula_in_double(Activation activation)
    {
        Function function = Enum.Parse<Function>(activation.ToString());
        float[] x = [.. s_ordinary, .. s_extreme];
        float[] y = Activations.Apply(activation, x);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = Scalar.Value(function, x[i]);
            if (Math.Abs(expected) > float.MaxValue) { expected = expected > 0 ? double.PositiveInfinity : double.NegativeInfinity; }
            AssertClose(expected, y[i], x[i], activation);
        }
    }

    [Theory]
    [MemberData(nameof(OfSingleValues))]
    public void Derivatives_are_those_of_the_formula_in_double(Activation activation) => Visit(activation, new Derivatives());

    [Theory]
    [MemberData(nameof(OfSingleValues))]
    public void GPU_threads_compute_what_vectors_do(Activation activation) => Visit(activation, new Threads());

    [Theory]
    [MemberData(nameof(OfSingleValues))]
    public void Infinities_give_the_limit_and_NaN_stays_NaN(Activation activation)
    {
        Function function = Enum.Parse<Function>(activation.ToString());
        float[] y = Activations.Apply(activation, [float.NegativeInfinity, float.PositiveInfinity, float.NaN]);
        Assert.Equal(Scalar.Value(function, double.NegativeInfinity), y[0], 1e-6);
        Assert.Equal(Scalar.Value(function, double.PositiveInfinity), y[1], 1e-6);
        Assert.True(float.IsNaN(y[2]));
    }

    [Theory]
    [MemberData(nameof(OfSingleValues))]
    public void A_value_does_not_depend_on_its_place_in_a_span(Activation activation)
    {
        float[] whole = Activations.Apply(activation, s_ordinary);
        for (int length = 1; length < 40; length++)
        {
            Assert.Equal(whole[17..(17 + length)], Activations.Apply(activation, s_ordinary.AsSpan(17, length)));
        }
    }

    [Fact]
    public void Along_an_axis_of_a_tensor_each_row_is_on_its_own()
    {
        float[] x = [.. Enumerable.Range(0, 2 * 3 * 4).Select(i => MathF.Sin(i))];
        Tensor<float> y = Activations.Softmax(Numeric.Create(x, [2, 3, 4]), axis: 1);
        Assert.Equal([2, 3, 4], y.Lengths.ToArray());
        float[] row = Activations.Softmax([x[12 + 1], x[12 + 5], x[12 + 9]]);
        Assert.Equal(row, new[] { y[1, 0, 1], y[1, 1, 1], y[1, 2, 1] });
        Tensor<float> gated = Activations.GLU(Numeric.Create(x, [2, 3, 4]));
        Assert.Equal([2, 3, 2], gated.Lengths.ToArray());
        Assert.Equal(x[20] / (1 + Math.Exp(-x[22])), gated[1, 2, 0], 1e-6);
        Assert.Equal(Activations.Mish(x), Flat(Activations.Mish(Numeric.Create(x, [2, 3, 4]))));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Activations.LogSoftmax(Numeric.Create(x, [2, 3, 4]), axis: 3));
        Assert.StartsWith("axis is 3, but the tensor has 3 axes. Use -3 to 2.", error.Message);
        Assert.Throws<ArgumentException>(() => Activations.GLU([1f, 2f, 3f]));
    }

    [Fact]
    public void Parameters_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Activations.ReLU([1f], negativeSlope: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Activations.ReLU([1f], maxValue: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Activations.LeakyReLU([1f], negativeSlope: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Activations.CELU([1f], alpha: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Activations.SoftShrink([1f], threshold: -0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Activations.Squareplus([1f], b: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Activations.Apply((Activation)99, [1f]));
    }

    [Fact]
    public void Rows_of_large_numbers_and_of_equal_ones_are_probabilities()
    {
        Assert.Equal([0f, 1f, 0f], Activations.Sparsemax([-1e4f, 1e4f, 0f]));
        Assert.Equal([.25f, .25f, .25f, .25f], Activations.Sparsemax([7f, 7f, 7f, 7f]));
        Assert.Equal([-20_000f, 0f, -10_000f], Activations.LogSoftmax([-1e4f, 1e4f, 0f]));
        Assert.All(Activations.Sparsemax([1f, float.NaN]), v => Assert.True(float.IsNaN(v)));
        Assert.All(Activations.LogSoftmax([1f, float.NaN]), v => Assert.True(float.IsNaN(v)));
        Assert.Empty(Activations.Softmax([]));
    }

    // Within 4 units in the last place of the formula in double, where it is well conditioned: far below 0,
    // GELU changes by x x / 2 roundings of x.
    private static void AssertClose(double expected, float actual, float x, Activation activation)
    {
        if (double.IsInfinity(expected))
        {
            Assert.Equal(expected, actual);
            return;
        }

        double condition = activation is Activation.GELU or Activation.GELUApproximate or Activation.Mish or Activation.SiLU
            ? 1 + Math.Min(x * x / 2, 100) : 1;
        double unit = Math.Max(Math.Abs(expected), 1.2e-38) * Math.Pow(2, -23);
        if (!(Math.Abs(expected - actual) <= 4 * condition * unit))
        {
            Assert.Fail(
                $"{activation}({x:G9}) is {actual:G9}, should be {expected:G9}: off by {Math.Abs(expected - actual) / unit:F1} units.");
        }
    }

    private static float[] Flat(Tensor<float> tensor)
    {
        var values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }

    private static void Visit(Activation activation, IVisitor visitor)
    {
        Type type = typeof(Linear).Assembly.GetType($"ModelGen.Kernels.{activation}")!;
        typeof(IVisitor).GetMethod(nameof(IVisitor.Visit))!.MakeGenericMethod(type)
            .Invoke(visitor, [Enum.Parse<Function>(activation.ToString())]);
    }

    private interface IVisitor
    {
        void Visit<A>(Function function) where A : struct, IActivation;
    }

    private sealed class Derivatives : IVisitor
    {
        public void Visit<A>(Function function) where A : struct, IActivation
        {
            float[] x = [.. s_ordinary, .. s_extreme.Where(v => Math.Abs(v) < 1e20)];
            float[] kept = [.. x], dy = [.. x.Select(_ => 1f)], dx = new float[x.Length];
            if (!A.NeedsInput) { A.Apply(kept); }
            A.Differentiate(dx, kept, dy);
            for (int i = 0; i < x.Length; i++)
            {
                double expected = Math.Min(Scalar.Derivative(function, x[i]), float.MaxValue);
                bool close = Math.Abs(expected - dx[i]) <= 1e-6 * Math.Max(1, expected)
                    || (expected == float.MaxValue && float.IsInfinity(dx[i]));
                if (!close) { Assert.Fail($"{function}'({x[i]:G9}) is {dx[i]:G9}, should be {expected:G9}."); }
            }
        }
    }

    private sealed class Threads : IVisitor
    {
        public void Visit<A>(Function function) where A : struct, IActivation
        {
            float[] x = [.. s_ordinary.Where((_, i) => i % 7 == 0), .. s_extreme, float.NaN, float.PositiveInfinity,
                float.NegativeInfinity];
            float[] y = [.. x];
            A.Apply(y);
            float[] kept = A.NeedsInput ? x : y, dy = [.. x.Select(_ => 1f)], dx = new float[x.Length];
            A.Differentiate(dx, kept, dy);
            for (int i = 0; i < x.Length; i++)
            {
                float value = A.Apply(x[i]), slope = A.Derivative(kept[i]);
                if (!Near(value, y[i], 1e-3f)) { Assert.Fail($"{function}({x[i]:G9}) is {value:G9} on a GPU and {y[i]:G9} on a CPU."); }
                if (!Near(slope, dx[i], 1f)) { Assert.Fail($"{function}'({x[i]:G9}) is {slope:G9} on a GPU and {dx[i]:G9} on a CPU."); }
            }

            // Beside the largest the values are, absolute below some size.
            static bool Near(float a, float b, float size) => a.Equals(b) || Math.Abs(a - b) <= 2e-6 * Math.Max(size, Math.Abs(a));
        }
    }
}
