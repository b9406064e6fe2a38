using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests.Data;

/// <summary>Data sets made of others: parts, joins, functions of samples, bytes.</summary>
public class DatasetPartsTests
{
    [Fact]
    public void Without_a_seed_the_first_samples_are_the_first_part()
    {
        (Dataset first, Dataset second) = Numbers(10).Split(0.75);
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7], Inputs(first)); // 7.5 is rounded to even, as Keras's split_dataset does
        Assert.Equal([8f, 9], Inputs(second));
        Assert.Equal([8, 9], second.Labels.Classes.ToArray());
    }

    [Fact]
    public void With_a_seed_each_sample_is_in_one_part_with_its_label_and_weight()
    {
        Dataset all = Numbers(100).WithSampleWeight(Enumerable.Range(0, 100).Select(i => i / 2f).ToArray());
        (Dataset first, Dataset second) = all.Split(0.8, seed: 3);
        Assert.Equal((80, 20), (first.Count, second.Count));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (float)i), Inputs(first).Concat(Inputs(second)).Order());
        foreach (Dataset part in (Dataset[])[first, second])
        {
            Assert.Equal(Inputs(part), part.Labels.Classes.ToArray().Select(label => (float)label));
            Assert.Equal(Inputs(part), part.SampleWeights.ToArray().Select(weight => 2 * weight));
        }

        Assert.Equal(Inputs(first), Inputs(all.Split(0.8, seed: 3).First));
        Assert.NotEqual(Inputs(first), Inputs(all.Split(0.8, seed: 4).First));
        Assert.NotEqual(Inputs(first).Order(), Inputs(first));
    }

    [Theory]
    [InlineData(0.8, null)]
    [InlineData(0.8, 1)]
    [InlineData(0.5, 2)]
    [InlineData(0.01, 3)]
    [InlineData(0.99, 4)]
    public void Stratified_parts_have_the_same_share_of_each_class(double fraction, int? seed)
    {
        // 50, 30, 15 and 5 of a class.
        int[] classes = [.. Enumerable.Range(0, 100).Select(i => i < 50 ? 0 : i < 80 ? 1 : i < 95 ? 2 : 3)];
        Dataset all = Dataset.From([.. Enumerable.Range(0, 100).Select(i => (float)i)], classes, 1);
        (Dataset first, Dataset second) = all.Split(fraction, seed, stratify: true);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (float)i), Inputs(first).Concat(Inputs(second)).Order());
        for (int label = 0; label < 4; label++)
        {
            int of = classes.Count(c => c == label), found = first.Labels.Classes.ToArray().Count(c => c == label);
            Assert.InRange(found, Math.Max(1, (fraction * of) - 1), Math.Min(of - 1, Math.Max(1, (fraction * of) + 1)));
        }

        if (fraction is 0.8 or 0.5) { Assert.Equal((int)(100 * fraction), first.Count); }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(80)]
    [InlineData(double.NaN)]
    public void A_fraction_is_between_0_and_1(double fraction) => Assert.StartsWith(
        $"fraction is {fraction}, but it is the first part's share, between 0 and 1: 0.8, say.",
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbers(10).Split(fraction)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parts_without_samples_and_classes_that_cannot_be_divided_are_refused()
    {
        Assert.StartsWith("0.1 of 3 samples leaves 0 for the first part and 3 for the second; each needs at least 1.",
            Assert.Throws<ArgumentException>(() => Numbers(3).Split(0.1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Class 0 has a single sample, and stratify needs one for each part.",
            Assert.Throws<ArgumentException>(() => Numbers(3).Split(0.5, stratify: true)).Message, StringComparison.Ordinal);
        Dataset values = Dataset.From([1, 2, 3, 4], (float[])[1, 2, 3, 4], 1);
        Assert.StartsWith("stratify divides each class by itself, but these labels are not one class index for each sample.",
            Assert.Throws<InvalidOperationException>(() => values.Split(0.5, stratify: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Selected_samples_come_in_the_order_asked_for_and_as_often()
    {
        Dataset selected = Numbers(5).Select(3, 1, 3);
        Assert.Equal([3f, 1, 3], Inputs(selected));
        Assert.Equal([1f, 3], Inputs(selected.Skip(1)));
        Assert.StartsWith("There is no sample 5; there are 5, from 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Numbers(5).Select(5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Joined_samples_follow_one_another_in_every_part()
    {
        Dataset joined = Numbers(4).Concat(Numbers(3).WithSampleWeight((float[])[2, 2, 2])).Concat(Numbers(2));
        Assert.Equal([0f, 1, 2, 3, 0, 1, 2, 0, 1], Inputs(joined));
        Assert.Equal([1f, 1, 1, 1, 2, 2, 2, 1, 1], joined.SampleWeights.ToArray());
        for (int first = 0; first <= joined.Count; first++)
        {
            for (int count = 0; first + count <= joined.Count; count++)
            {
                Assert.Equal(Inputs(joined).Skip(first).Take(count), Inputs(joined.Skip(first).Take(count)));
            }
        }
    }

    [Fact]
    public void What_differs_is_not_joined()
    {
        static string Message(Dataset other) => Assert.Throws<ArgumentException>(() => Numbers(4).Concat(other)).Message;
        Assert.StartsWith("The data sets cannot be joined: the samples of one are 1, those of the other 2.",
            Message(Dataset.From([1f, 2], (int[])[1], 2)), StringComparison.Ordinal);
        Assert.StartsWith("The data sets cannot be joined: the labels of one are 1 class indices each, those of the other 1 target values "
            + "each.", Message(Dataset.From([1f, 2], (float[])[1, 2], 1)), StringComparison.Ordinal);
        Assert.StartsWith("The data sets cannot be joined: the inputs of one are without a name, those of the other x.",
            Message(Dataset.From([("x", new Samples((float[])[1, 2], 1))], (int[])[1, 2])), StringComparison.Ordinal);
        Dataset images = Dataset.From(new float[18], (int[])[1, 2], 3, 3, 1);
        Assert.StartsWith("The data sets cannot be joined: the random moves of one are none,",
            Assert.Throws<ArgumentException>(() => images.Concat(images.WithRandomFlip())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_makes_samples_of_another_shape_when_they_are_needed()
    {
        int calls = 0;
        Dataset doubled = Numbers(3).Map((sample, mapped) =>
        {
            calls++;
            (mapped[0], mapped[1]) = (sample[0], 10 * sample[0]);
        }, 2);
        Assert.Equal(0, calls);
        Assert.Equal([2], doubled.SampleShape);
        Assert.Equal([1f, 10], doubled.Sample(1).ToArray());
        Assert.Equal([0f, 0, 1, 10, 2, 20], Inputs(doubled));
        Assert.Equal(4, calls);
        Dataset kept = doubled.Cache();
        Assert.Equal(7, calls);
        Assert.Equal([0f, 0, 1, 10, 2, 20], Inputs(kept));
        Assert.Equal(7, calls);
        Assert.Equal([2f, 20], kept.Skip(2).Sample(0).ToArray());
    }

    [Fact]
    public void A_function_that_fails_is_named_with_its_sample()
    {
        Dataset failing = Numbers(3).Map((sample, _) => throw new FormatException($"no {sample[0]}"));
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => failing.Skip(1).Sample(1));
        Assert.Equal("The function that was given to Map failed at sample 1: no 2", e.Message);
        Assert.IsType<FormatException>(e.InnerException);
        Dataset images = Dataset.From(new float[9], (int[])[1], 3, 3, 1).WithRandomFlip();
        Assert.StartsWith("Map comes before random moves",
            Assert.Throws<InvalidOperationException>(() => images.Map((_, _) => { })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_become_floats_from_0_to_255()
    {
        Dataset bytes = Dataset.FromBytes((byte[])[0, 1, 127, 128, 254, 255], (int[])[0, 1, 2], 2);
        Assert.Equal([0f, 1, 127, 128, 254, 255], Inputs(bytes));
        Assert.Equal([127f, 128], bytes.Sample(1).ToArray());
        Assert.Equal([254f, 255, 0, 1], Inputs(bytes.Select(2, 0)));
        Assert.StartsWith("There are 2 labels for 3 samples",
            Assert.Throws<ArgumentException>(() => Dataset.FromBytes(new byte[6], (int[])[0, 1], 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_bytes_move_as_those_of_floats()
    {
        byte[] pixels = [.. Enumerable.Range(0, 5 * 6 * 3 * 4).Select(i => (byte)(i * 7))];
        int[] labels = [0, 1, 2, 3];
        Dataset bytes = Dataset.FromBytes(pixels, labels, 5, 6, 3).WithRandomShift(2, seed: 1).WithRandomFlip(seed: 2);
        Dataset floats = Dataset.From(Array.ConvertAll(pixels, b => (float)b), labels, 5, 6, 3).WithRandomShift(2, seed: 1)
            .WithRandomFlip(seed: 2);
        for (int epoch = 0; epoch < 5; epoch++) { Assert.Equal(Inputs(floats, epoch), Inputs(bytes, epoch)); }
    }

    // Label i and the value i.
    private static Dataset Numbers(int count) =>
        Dataset.From([.. Enumerable.Range(0, count).Select(i => (float)i)], (int[])[.. Enumerable.Range(0, count)], 1);

    private static float[] Inputs(Dataset data, int epoch = 0) =>
        data.Count == 0 ? [] : [.. data.Batches(2, epoch: epoch).SelectMany(batch => batch.Inputs.ToArray())];
}
