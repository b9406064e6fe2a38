using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// Every loss behind every ending against the Oracle in double, at ordinary and extreme inputs, and the Oracle against finite differences.
/// </summary>
public class LossFormulaTests
{
    public static TheoryData<string> Cases => [.. LossCases.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_gradients_are_those_of_the_Oracle(string name)
    {
        LossCase c = Of(name);
        LossBench bench = new(c.Loss, c.Ending, [c.Columns]);
        (float[] values, float[] gradient) = bench.Run(c.X, c.Labels);
        LossExpectation expected = LossExpectation.Of(c);
        bool logits = c.Ending == Activation.Softmax ? c.Loss is CategoricalCrossentropy or CategoricalFocalCrossentropy
            : c.Ending == Activation.Sigmoid && c.Loss is (BinaryCrossentropy or BinaryFocalCrossentropy);
        Assert.Equal(logits, bench.TookLogits);
        Near(name, "value", expected.Values, values, c.IsIllConditioned);
        Near(name, "slope", expected.Gradient, gradient, c.IsIllConditioned);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradients_of_the_Oracle_are_the_slopes_of_its_values(string name)
    {
        LossCase c = Of(name);
        LossExpectation expected = LossExpectation.Of(c);
        double[] x = [.. expected.Inputs];
        for (int i = 0; i < x.Length; i++)
        {
            double at = x[i], step = 1e-6 * Math.Max(Math.Abs(at), 1e-3);
            double Shifted(double by)
            {
                x[i] = at + by;
                double loss = LossExpectation.Mean(c, x);
                x[i] = at;
                return loss;
            }

            // Beyond the end of a loss's domain (a probability below 0 to the power of 1/2) there is no difference to take.
            if (double.IsNaN(Shifted(step)) || double.IsNaN(Shifted(-step))) { continue; }

            // At a kink, where the slope is a choice, both sides differ.
            double above = (Shifted(step) - Shifted(0)) / step, below = (Shifted(0) - Shifted(-step)) / step,
                scale = Math.Max(1e-3, Math.Abs(expected.Gradient[i]));
            double noise = 1e-15 * Math.Max(1, Math.Abs(Shifted(0))) / step * 8;
            bool isKink = Math.Abs(above - below) > (1e-2 * scale) + (2 * noise);
            double slope = (Shifted(step) - Shifted(-step)) / (2 * step);
            if (isKink)
            {
                Assert.InRange(expected.Gradient[i], Math.Min(above, below) - scale * 1e-3 - noise,
                    Math.Max(above, below) + scale * 1e-3 + noise);
            }
            else { Assert.Equal(slope, expected.Gradient[i], (1e-4 * scale) + noise); }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Functions_give_what_training_gives(string name)
    {
        LossCase c = Of(name);
        if (new LossBench(c.Loss, c.Ending, [c.Columns]) is var bench
            && (c.Ending == Activation.Softmax || (c.Ending == Activation.Sigmoid && c.Loss.TakesLogits(new([c.Columns], c.Ending, "")))))
        {
            return;
        }
        float[] values = c.Loss.Values(c.Y, c.X, c.Columns);
        float[] trained = bench.Values(c.X, c.Y);
        Assert.Equal(c.IsOfBatch ? [.. trained.Distinct()] : trained, values);
        Assert.Equal(trained.Average(v => (double)v), c.Loss.Value(c.Y, c.X, c.Columns), 1e-6 * Math.Max(1, values.Max(Math.Abs)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_and_reductions_scale_values_and_gradients(string name)
    {
        LossCase c = Of(name);
        LossBench bench = new(c.Loss, c.Ending, [c.Columns]);
        (float[] values, float[] gradient) = bench.Run(c.X, c.Labels);
        (float[] weighted, float[] slopes) = bench.Run(c.X, c.Labels, .5f, 3);
        if (c.IsOfBatch) { Assert.Equal(values.Select(v => v * 1.75f), weighted, new Close()); }
        else { Assert.Equal([.5f * values[0], 3 * values[1]], weighted, new Close()); }
        Assert.Equal(gradient.Select((g, i) => g * (c.IsOfBatch ? 1.75f : i < c.Columns ? .5f : 3)), slopes, new Close());
    }

    private static LossCase Of(string name) => LossCases.All.Single(c => c.Name == name);

    // Within 4 units in the last place; where terms cancel, within those of the terms.
    private static void Near(string name, string what, double[] expected, float[] actual, bool illConditioned)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double size = Math.Abs(expected[i]);
            double ulp = Math.Max(MathF.BitIncrement((float)size) - (double)(float)size, 1e-38);
            double tolerance = illConditioned ? Math.Max(16 * ulp, 3e-7) : 4 * ulp;
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance))
            {
                Assert.Fail($"{name}, {what} {i}: {actual[i]:g9}, the Oracle says {expected[i]:g12} "
                    + $"({Math.Abs(expected[i] - actual[i]) / ulp:f1} ulp)");
            }
        }
    }

    private sealed class Close : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) <= 1e-6f * Math.Max(Math.Abs(x), 1e-30f);

        public int GetHashCode(float value) => 0;
    }
}
