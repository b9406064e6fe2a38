using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Values that the real Keras printed (versions 3.6 to 3.16, float32), and gradients against finite differences.</summary>
public class LossTests
{
    private static readonly float[] P = [.05f, .95f, 0f, .1f, .8f, .1f];
    private static readonly float[] Y = [0, 1, 0, 0, 0, 1];

    [Fact]
    public void Categorical_crossentropy_of_probabilities_has_Kerass_values()
    {
        LossBench bench = new(new CategoricalCrossentropy(), Activation.Sigmoid, [3]);
        Close([0.051293306, 2.3025851], bench.Values(P, Y));
        Close(1.1769392, bench.Values(P, Y).Average());
        Close([0.6931472, 0.6931472], bench.Values([1, 2, 1, 3, 1, 4], Y));
    }

    [Fact]
    public void Class_indices_and_one_hot_targets_give_the_same()
    {
        foreach (Activation activation in new[] { Activation.Sigmoid, Activation.Softmax })
        {
            LossBench dense = new(new CategoricalCrossentropy(), activation, [3]),
                sparse = new(new SparseCategoricalCrossentropy(), activation, [3]);
            Assert.Equal(dense.Values(P, Y), sparse.Values(P, [1, 2]));
            Assert.Equal(dense.Gradient(P, Y), sparse.Gradient(P, [1, 2]));
        }
    }

    [Fact]
    public void Label_smoothing_has_Kerass_value() =>
        Close(1.4591359, new LossBench(new CategoricalCrossentropy(labelSmoothing: .1), Activation.Sigmoid, [3]).Values(P, Y).Average());

    [Fact]
    public void Categorical_crossentropy_of_logits_has_Kerass_value()
    {
        float[] logits = [1, 2, -1, .5f, -.5f, 0];
        Close(0.7646409, new LossBench(new CategoricalCrossentropy(fromLogits: true), Activation.Linear, [3]).Values(logits, Y).Average());
    }

    [Fact]
    public void Behind_a_softmax_the_loss_works_on_its_input_and_is_never_clipped()
    {
        LossBench softmax = new(new CategoricalCrossentropy(), Activation.Softmax, [3]),
            logits = new(new CategoricalCrossentropy(fromLogits: true), Activation.Linear, [3]);
        // exp(-50) is far below Keras's epsilon of 1e-7: a clipped loss would be 16.1.
        float[] z = [50, 0, 0, 1, 2, -1];
        Close(50, softmax.Values(z, Y)[0]);
        Close(logits.Values(z, Y).Select(v => (double)v).ToArray(), softmax.Values(z, Y));
        Close(logits.Gradient(z, Y).Select(v => (double)v).ToArray(), softmax.Gradient(z, Y));
        Assert.True(softmax.TookLogits);
        Assert.False(logits.TookLogits);
    }

    [Fact]
    public void Mean_squared_error_has_Kerass_values()
    {
        LossBench bench = new(Loss.MeanSquaredError, Activation.Linear, [2]);
        Close([.625, 4.28125], bench.Values([1, 1.5f, 1, .25f], [0f, 1, 2, 3]));
    }

    [Fact]
    public void Mean_squared_error_of_one_output_takes_class_indices_as_values() =>
        Close([1, 4], new LossBench(Loss.MeanSquaredError, Activation.Linear, [1]).Values([1, 1], [2, 3]));

    [Fact]
    public void The_loss_of_a_sample_with_rows_is_their_mean()
    {
        Close((0.051293306 + 2.3025851) / 2, new LossBench(new CategoricalCrossentropy(), Activation.Sigmoid, [2, 3]).Values(P, Y)[0]);
        Close((.625 + 4.28125) / 2,
            new LossBench(Loss.MeanSquaredError, Activation.Linear, [2, 2]).Values([1, 1.5f, 1, .25f], [0f, 1, 2, 3])[0]);
    }

    public static TheoryData<string, Loss, Activation, int[]> Gradients => new()
    {
        { "probabilities", new CategoricalCrossentropy(), Activation.Sigmoid, [3] },
        { "rows of probabilities", new CategoricalCrossentropy(labelSmoothing: .2), Activation.Sigmoid, [2, 3] },
        { "softmax", new CategoricalCrossentropy(), Activation.Softmax, [3] },
        { "smoothed softmax", new CategoricalCrossentropy(labelSmoothing: .1), Activation.Softmax, [2, 3] },
        { "logits", new CategoricalCrossentropy(fromLogits: true), Activation.Linear, [3] },
        { "squared error", new MeanSquaredError(), Activation.Linear, [2, 3] },
    };

    [Theory]
    [MemberData(nameof(Gradients))]
    public void Gradients_agree_with_finite_differences(string what, Loss loss, Activation activation, int[] shape)
    {
        LossBench bench = new(loss, activation, shape);
        // Soft targets that do not add up to 1 show whether the formula has the factor sum of y.
        float[] x = [.2f, .5f, .4f, .3f, .6f, .25f], y = [.1f, .7f, .1f, .3f, .3f, .5f];
        float[] gradient = bench.Gradient(x, y);
        const float step = 1e-2f;
        for (int i = 0; i < x.Length; i++)
        {
            float[] up = [.. x], down = [.. x];
            up[i] += step;
            down[i] -= step;
            double slope = (bench.Values(up, y).Select(v => (double)v).Average() - bench.Values(down, y).Select(v => (double)v).Average())
                / (up[i] - (double)down[i]);
            if (!(Math.Abs(slope - gradient[i]) < 2e-3 * Math.Max(1, Math.Abs(slope))))
            {
                Assert.Fail($"{what}, value {i}: {gradient[i]}, differences say {slope}");
            }
        }
    }

    private static void Close(double expected, double actual) => Assert.Equal(expected, actual, 5e-7 * Math.Max(1, Math.Abs(expected)));

    private static void Close(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) { Close(expected[i], actual[i]); }
    }
}
