using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

/// <summary>What "accuracy" means follows from the shapes, as in Keras.</summary>
public class AccuracyTests
{
    // The example in Keras's tests: classes 0, 1, 2, 1; the second sample is wrong.
    private static readonly float[] P = [.6f, .3f, .1f, .2f, .3f, .5f, .1f, .2f, .7f, .1f, .8f, .1f];

    [Fact]
    public void Class_indices_are_compared_with_the_largest_output() =>
        Assert.Equal([1, 0, 1, 1], Bench([3]).Values(P, [0, 1, 2, 1]));

    [Fact]
    public void Dense_targets_are_compared_by_their_largest_value() =>
        Assert.Equal([1, 0, 1, 1], Bench([3]).Values(P, [.9f, .1f, 0, 0, 1, 0, 0, .4f, .6f, 0, 1, 0]));

    [Fact]
    public void One_output_is_compared_with_one_half_strictly() =>
        Assert.Equal([1, 0, 0, 1, 0], Bench([1]).Values([.1f, .6f, .35f, .8f, .5f], [0, 0, 1, 1, 1]));

    [Fact]
    public void Of_equal_outputs_the_first_counts() => Assert.Equal([1, 0], Bench([3]).Values([.4f, .4f, .2f, .4f, .4f, .2f], [0, 1]));

    [Fact]
    public void A_sample_with_rows_counts_as_their_mean() => Assert.Equal([.5f, 1], Bench([2, 3]).Values(P, [0, 1, 2, 1]));

    [Fact]
    public void Names_resolve_in_any_case_and_stay_what_the_history_calls_them()
    {
        Assert.Equal("acc", ((Metric)"acc").Name);
        Assert.Equal("Accuracy", ((Metric)"Accuracy").Name);
    }

    private static LossBench Bench(int[] shape) => new(Loss.MeanSquaredError, Activation.Linear, shape, Metric.Accuracy);
}
