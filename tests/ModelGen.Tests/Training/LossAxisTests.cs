using ModelGen.Data;
using Xunit;
using Reference = ModelGen.Oracle;

namespace ModelGen.Tests;

/// <summary>
/// Losses over axes of batches that are more than one chunk of work, against the Oracle on groups that are picked out one by one.
/// </summary>
public class LossAxisTests
{
    public static TheoryData<string, int[], int[]> Axes => new()
    {
        { "Dice", [4, 5, 3], [] },
        { "Dice", [4, 5, 3], [1, 2, 3] },
        { "Dice", [4, 5, 3], [0, 1, 2] },
        { "Dice", [4, 5, 3], [-1] },
        { "Dice", [7], [0] },
        { "Tversky", [4, 5, 3], [1, 2] },
        { "Tversky", [6, 2], [] },
        { "Tversky", [6, 2], [0, -1] },
        { "CosineSimilarity", [4, 5, 3], [-1] },
        { "CosineSimilarity", [4, 5, 3], [1] },
        { "CosineSimilarity", [6, 2], [0] },
    };

    [Theory]
    [MemberData(nameof(Axes))]
    public void Groups_along_any_axes_agree_with_the_Oracle(string name, int[] shape, int[] axes) =>
        LossAxes.Check(name, shape, axes, samples: 90, Device.Cpu, 1e-6);

    [Fact]
    public void A_weight_for_each_row_counts_that_row()
    {
        float[] y = [0, 1, 2, 3], p = [1, 1.5f, 1, .25f];
        // Squared errors of the rows: .625 and 4.28125
        (float[] values, float[] gradient) = new LossBench(Loss.MeanSquaredError, Activation.Linear, [2, 2]).Run(p, Of(y), 2, .5f);
        Assert.Equal(((2 * .625) + (.5 * 4.28125)) / 2, values[0], 1e-6);
        Assert.Equal([2f * 1 / 2, 2f * .5f / 2, .5f * -1 / 2, .5f * -2.75f / 2], gradient);
        Assert.Equal(((2 * .625) + (.5 * 4.28125)) / 2.5,
            new LossBench(new MeanSquaredError(Reduction.MeanWithSampleWeight), Activation.Linear, [2, 2]).Mean(p, Of(y), 2, .5f), 1e-6);
        Assert.Equal((2 * .625) + (.5 * 4.28125),
            new LossBench(new MeanSquaredError(Reduction.Sum), Activation.Linear, [2, 2]).Mean(p, Of(y), 2, .5f), 1e-6);
    }

    [Theory]
    [InlineData(Activation.Softmax)]
    [InlineData(Activation.Sigmoid)]
    public void Rows_of_the_ignored_class_have_no_loss_and_the_mean_is_over_the_others(Activation ending)
    {
        float[] x = [.2f, .5f, .3f, .15f, .6f, .25f, .1f, .1f, .8f, .3f, .3f, .4f];
        LossBench all = new(Loss.SparseCategoricalCrossentropy, ending, [2, 3]),
            some = new(new SparseCategoricalCrossentropy(ignoreClass: -1), ending, [2, 3]);
        (float[] _, float[] gradient) = all.Run(x, new Labels((ReadOnlyMemory<int>)new[] { 1, 0, 2, 0 }));
        (float[] values, float[] kept) = some.Run(x, new Labels((ReadOnlyMemory<int>)new[] { 1, -1, 2, 0 }));
        float[] rows = new LossBench(Loss.SparseCategoricalCrossentropy, ending, [3]).Values(x, [1, 0, 2, 0]);
        Assert.Equal((rows[0] + rows[2] + rows[3]) / 3.0, values.Average(v => (double)v), 1e-6);
        for (int i = 0; i < 12; i++) { Assert.Equal(i / 3 == 1 ? 0 : gradient[i] * 4 / 3, kept[i], 1e-6f); }

        // Weights 1, 2, 3, 4 of the rows: 2 does not count.
        double weighted = new LossBench(new SparseCategoricalCrossentropy(ignoreClass: -1, reduction: Reduction.MeanWithSampleWeight),
            ending, [2, 3])
            .Mean(x, new Labels((ReadOnlyMemory<int>)new[] { 1, -1, 2, 0 }), 1, 2, 3, 4);
        Assert.Equal((rows[0] + (3 * rows[2]) + (4 * rows[3])) / 8.0, weighted, 1e-6);
        Assert.Equal([0f, 0f], some.Values(x, [-1, -1, -1, -1]));
    }

    [Fact]
    public void Hinge_takes_labels_of_0_and_1_for_signs_only_where_all_are()
    {
        LossBench bench = new(Loss.Hinge, Activation.Linear, [1]);
        Assert.Equal([1.5f, .5f], bench.Values([.5f, .5f], [0f, 1]));
        Assert.Equal([1f, 1.5f], bench.Values([.5f, .5f], [0f, -1]));
        Assert.Equal([1.5f, .5f], bench.Values([.5f, .5f], [0, 1]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void The_number_of_threads_changes_no_bit_of_any_loss(int threads)
    {
        Device one = new CpuDevice(1), many = new CpuDevice(threads);
        foreach (LossCase c in LossCases.All)
        {
            float[] x = [.. Enumerable.Range(0, 3_000).SelectMany(_ => c.X)], y = [.. Enumerable.Range(0, 3_000).SelectMany(_ => c.Y)];
            (float[] values, float[] gradient) = new LossBench(c.Loss, c.Ending, [c.Columns], device: one).Run(x, Of(y));
            (float[] others, float[] slopes) = new LossBench(c.Loss, c.Ending, [c.Columns], device: many).Run(x, Of(y));
            Assert.True(values.SequenceEqual(others) && gradient.SequenceEqual(slopes), c.Name);
        }
    }

    private static Labels Of(float[] y) => new((ReadOnlyMemory<float>)y);
}

/// <summary>One check for every device.</summary>
internal static class LossAxes
{
    public static void Check(string name, int[] shape, int[] axes, int samples, Device device, double tolerance)
    {
        (Loss loss, Reference.Loss oracle) = name switch
        {
            "Dice" => ((Loss)new Dice(axis: axes), (Reference.Loss)new Reference.Dice()),
            "Tversky" => (new Tversky(.3, .7, axis: axes), new Reference.Tversky(.3, .7)),
            _ => (new CosineSimilarity(axes[0]), new Reference.CosineSimilarity()),
        };
        int size = shape.Aggregate(1, (a, b) => a * b), rank = shape.Length + 1;
        var random = new Random(5);
        float[] x = [.. Enumerable.Range(0, samples * size).Select(_ => random.NextSingle())],
            y = [.. Enumerable.Range(0, x.Length).Select(_ => (float)random.Next(2))];
        HashSet<int> along = axes.Length == 0 ? [.. Enumerable.Range(0, rank)] : [.. axes.Select(axis => axis < 0 ? axis + rank : axis)];

        // The key of a value: its places along the axes that stay.
        string Key(int place)
        {
            var places = new int[rank];
            for (int axis = rank - 1; axis > 0; axis--) { (place, places[axis]) = (place / shape[axis - 1], place % shape[axis - 1]); }
            places[0] = place;
            return string.Join(",", places.Where((_, axis) => !along.Contains(axis)));
        }

        int[][] groups = [.. Enumerable.Range(0, x.Length).GroupBy(Key).Select(group => group.ToArray())];
        var gradient = new double[x.Length];
        double mean = 0;
        foreach (int[] group in groups)
        {
            double[] targets = [.. group.Select(i => (double)y[i])], outputs = [.. group.Select(i => (double)x[i])];
            mean += oracle.Value(targets, outputs) / groups.Length;
            foreach ((int place, double slope) in group.Zip(oracle.Gradient(targets, outputs))) { gradient[place] = slope / groups.Length; }
        }

        (float[] values, float[] slopes) = new LossBench(loss, Activation.Linear, shape, device: device)
            .Run(x, new Labels((ReadOnlyMemory<float>)y));
        Assert.Equal(mean, values.Average(v => (double)v), tolerance);
        if (along.Contains(0)) { Assert.Single(values.Distinct()); }
        double scale = gradient.Max(Math.Abs);
        for (int i = 0; i < x.Length; i++)
        {
            if (!(Math.Abs(gradient[i] - slopes[i]) <= 4 * tolerance * scale))
            {
                Assert.Fail($"{name}, slope {i}: {slopes[i]}, the Oracle says {gradient[i]}");
            }
        }
    }
}
