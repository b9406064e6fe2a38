using System.Numerics.Tensors;
using ModelGen.Data;
using Xunit;
using Numeric = System.Numerics.Tensors.Tensor;

namespace ModelGen.Tests.Data;

public class DatasetTests
{
    [Fact]
    public void Batches_keep_the_last_partial_one_and_every_sample_once()
    {
        Dataset data = Dataset.From([.. Enumerable.Range(0, 14).Select(i => (float)i)], (int[])[0, 1, 2, 3, 4, 5, 6], 2);
        var seen = new List<float>();
        var sizes = new List<int>();
        foreach (Batch batch in data.Batches(3, shuffleSeed: 1))
        {
            sizes.Add(batch.Count);
            for (int i = 0; i < batch.Count; i++)
            {
                Assert.Equal(batch.Inputs[2 * i], 2 * batch.Labels.Classes.Span[i]); // inputs and labels stay together
                seen.Add(batch.Inputs[2 * i]);
            }
        }

        Assert.Equal([3, 3, 1], sizes);
        Assert.Equal([0, 2, 4, 6, 8, 10, 12], seen.Order());
        Assert.NotEqual([0, 2, 4, 6, 8, 10, 12], seen);
    }

    [Fact]
    public void The_order_depends_on_seed_and_epoch_only()
    {
        static int[] Order(int seed, int epoch)
        {
            var order = new int[100];
            Shuffle.Permute(order, seed, epoch);
            return order;
        }

        Assert.Equal(Order(1, 0), Order(1, 0));
        Assert.NotEqual(Order(1, 0), Order(2, 0));
        Assert.NotEqual(Order(1, 0), Order(1, 1));
        Assert.Equal(Enumerable.Range(0, 100), Order(5, 3).Order());
    }

    [Fact]
    public void Each_place_is_equally_likely()
    {
        // 6,000 shuffles of 3: each of the 6 orders about 1,000 times; 5 standard deviations are 144.
        var counts = new Dictionary<string, int>();
        var order = new int[3];
        for (int epoch = 0; epoch < 6000; epoch++)
        {
            Shuffle.Permute(order, seed: 1, epoch);
            string key = string.Concat(order);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 856, 1144));
    }

    [Fact]
    public void A_tensor_brings_its_shape()
    {
        Dataset data = Dataset.From(Numeric.Create(new float[24], [2, 3, 4]), (int[])[0, 1]);
        Assert.Equal([3, 4], data.SampleShape);
        Assert.Equal(2, data.Count);
    }

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        Assert.StartsWith("5 input values are not a whole number of samples of (2), 2 values each.",
            Assert.Throws<ArgumentException>(() => Dataset.From(new float[5], (int[])[0], 2)).Message);
        Assert.StartsWith("There are 3 labels for 2 samples",
            Assert.Throws<ArgumentException>(() => Dataset.From(new float[4], (int[])[0, 1, 2], 2)).Message);
        Assert.StartsWith("The sample shape is (0)",
            Assert.Throws<ArgumentException>(() => Dataset.From(new float[4], (int[])[0], 0)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.From(new float[4], (int[])[0, 1], 2).Batches(0));
    }

    [Fact]
    public void Synthetic_digits_are_a_function_of_the_seed()
    {
        Dataset a = SyntheticDigits.Generate(40, seed: 7);
        Dataset b = SyntheticDigits.Generate(20, seed: 7);
        for (int i = 0; i < 20; i++)
        {
            Assert.True(a.Image(i).SequenceEqual(b.Image(i)));
            Assert.Equal(i % 10, a.Label(i));
            Assert.All(a.Image(i).ToArray(), pixel => Assert.InRange(pixel, 0f, 1f));
            Assert.InRange(a.Image(i).ToArray().Count(pixel => pixel > 0.5f), 15, 300); // some ink, not all ink
        }

        Assert.False(a.Image(0).SequenceEqual(SyntheticDigits.Generate(1, seed: 8).Image(0)));
    }
}
