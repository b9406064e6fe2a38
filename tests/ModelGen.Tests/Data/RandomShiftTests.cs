using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests.Data;

/// <summary>Images that move while a model trains on them.</summary>
public class RandomShiftTests
{
    [Theory]
    [InlineData(1, 5, 4, 2)]
    [InlineData(3, 5, 4, 1)]
    [InlineData(2, 3, 7, 3)]
    public void Each_pixel_comes_from_where_the_formula_says(int pixels, int height, int width, int channels)
    {
        float[] x = [.. Enumerable.Range(1, 9 * height * width * channels).Select(i => (float)i)];
        Dataset data = Dataset.From(x, new int[9], height, width, channels).WithRandomShift(pixels, seed: 11);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            float[] seen = Inputs(data.Batches(4, epoch: epoch));
            Assert.Equal([.. Enumerable.Range(0, 9).SelectMany(sample => Naive(x, pixels, 11, epoch, sample, height, width, channels))],
                seen);
        }
    }

    [Fact]
    public void Every_move_is_equally_likely_and_each_epoch_has_its_own()
    {
        // 25,000 moves by up to 2: each of the 25 about 1,000 times; 5 standard deviations are 155.
        var shift = new RandomShift(2, Seed: 3, 28, 28, 1);
        var moves = Enumerable.Range(0, 25_000).Select(sample => shift.Of(epoch: 4, sample)).ToArray();
        var counts = moves.CountBy(move => move).ToDictionary();
        Assert.Equal(25, counts.Count);
        Assert.All(counts, count =>
        {
            Assert.InRange(count.Key.Down, -2, 2);
            Assert.InRange(count.Key.Right, -2, 2);
            Assert.InRange(count.Value, 845, 1155);
        });

        // Two independent moves agree in 1 of 25: 1,000 times.
        Assert.InRange(moves.Index().Count(move => shift.Of(5, move.Index) == move.Item), 845, 1155);
        Assert.InRange(moves.Index().Count(move => (shift with { Seed = 4 }).Of(4, move.Index) == move.Item), 845, 1155);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_loop_by_hand_and_any_number_of_threads_see_the_same_pixels_as_Fit(bool shuffle)
    {
        Dataset data = MnistTests.Pictures(37).WithRandomShift(2, seed: 9);
        float[] expected = Fit(1, [3]);
        Assert.All([2, 3, 7], threads => Assert.Equal(expected, Fit(threads, [3])));
        Assert.Equal(expected, Fit(1, [1, 2])); // training that stopped and went on

        using var looped = new HandWrittenCnn(new CpuDevice(3), seed: 5);
        var optimizer = new SGD(0.05, momentum: 0.9);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            foreach (Batch batch in data.Batches(16, shuffle ? 5 : null, epoch))
            {
                looped.Forward(batch.Inputs);
                looped.Backward(batch.Labels, Loss.CategoricalCrossentropy);
                optimizer.Step(looped);
            }
        }

        Assert.Equal(expected, Weights(looped));
        Assert.NotEqual(expected, Fit(1, [3], MnistTests.Pictures(37)));

        float[] Fit(int threads, int[] runs, Dataset? other = null)
        {
            using var model = new HandWrittenCnn(new CpuDevice(threads), seed: 5);
            model.Compile(new SGD(0.05, momentum: 0.9), Loss.CategoricalCrossentropy);
            foreach (int epochs in runs) { model.Fit(other ?? data, epochs, batchSize: 16, shuffle, verbose: 0); }
            return Weights(model);
        }
    }

    [Fact]
    public void Only_training_moves_the_images()
    {
        Dataset still = MnistTests.Pictures(40), moving = still.WithRandomShift(4);
        using var model = new HandWrittenCnn(Device.Cpu, seed: 5);
        model.Compile(new SGD(1e-30), Loss.CategoricalCrossentropy, Metric.Accuracy); // too small a rate to change a weight
        Evaluation seen = model.Evaluate(still);
        Assert.Equal(seen.Loss, model.Evaluate(moving).Loss);
        Assert.Equal(model.Predict(still), model.Predict(moving));
        Assert.True(still.Image(7).SequenceEqual(moving.Image(7)));

        History split = model.Fit(moving, validationSplit: 0.25, verbose: 0);
        Assert.Equal(model.Evaluate(still.Skip(30)).Loss, split["val_loss"][0]);
        Assert.NotEqual(model.Evaluate(still.Take(30)).Loss, split["loss"][0], 1e-4);
        Assert.Equal(seen.Loss, model.Fit(still, validationData: moving, verbose: 0)["val_loss"][0]);
    }

    [Fact]
    public void Parts_and_weights_keep_the_moves_and_0_ends_them()
    {
        Dataset still = MnistTests.Pictures(6), moving = still.WithRandomShift(2, seed: 9);
        float[] first = Inputs(moving.Batches(4)), plain = Inputs(still.Batches(4));
        Assert.NotEqual(plain, first);
        Assert.Equal(first[..(4 * 784)], Inputs(moving.Take(4).Batches(4)));
        Assert.Equal(first[..(2 * 784)], Inputs(moving.WithSampleWeight(new float[6]).Take(2).Batches(2)));
        Assert.Equal(Naive(plain[(5 * 784)..], 2, 9, 0, 0, 28, 28, 1), Inputs(moving.Skip(5).Batches(1))); // counted anew
        Assert.Equal(plain, Inputs(moving.WithRandomShift(0).Batches(4)));
    }

    [Fact]
    public void What_cannot_move_is_refused()
    {
        Dataset flat = Dataset.From(new float[8], (int[])[0, 1], 4), images = Dataset.From(new float[24], (int[])[0, 1], 3, 4);
        Assert.Equal(
            "WithRandomShift moves images, [height, width] or [height, width, channels], but the samples are (4). Give Dataset.From their "
                + "shape: 28, 28, 1, say.",
            Assert.Throws<InvalidOperationException>(() => flat.WithRandomShift(1)).Message);
        Assert.StartsWith("pixels is 3, but images of 3 x 4 can move by 0 to 2: farther, nothing of them might be left.",
            Assert.Throws<ArgumentOutOfRangeException>(() => images.WithRandomShift(3)).Message);
        Assert.StartsWith("pixels is -1,", Assert.Throws<ArgumentOutOfRangeException>(() => images.WithRandomShift(-1)).Message);
    }

    // sample'[y, x] = sample[y - down, x - right], or 0 from outside; down and right are words of Philox, cut
    // into 2 pixels + 1 equal parts.
    private static float[] Naive(float[] x, int pixels, uint seed, int epoch, int sample, int height, int width, int channels)
    {
        uint[] words = ModelGen.Oracle.Philox.Words([(uint)sample, (uint)epoch, 0, 0], [seed, 0x7FFF_FFFD]);
        int down = (int)Math.Floor(words[0] / 4_294_967_296.0 * ((2 * pixels) + 1)) - pixels;
        int right = (int)Math.Floor(words[1] / 4_294_967_296.0 * ((2 * pixels) + 1)) - pixels;
        var moved = new float[height * width * channels];
        for (int i = 0; i < moved.Length; i++)
        {
            int fromRow = (i / (width * channels)) - down, fromColumn = (i / channels % width) - right;
            bool inside = fromRow >= 0 && fromRow < height && fromColumn >= 0 && fromColumn < width;
            moved[i] = inside ? x[(((((sample * height) + fromRow) * width) + fromColumn) * channels) + (i % channels)] : 0;
        }

        return moved;
    }

    private static float[] Inputs(BatchSequence batches) => [.. batches.SelectMany(batch => batch.Inputs.ToArray())];

    private static float[] Weights(Model model) => [.. model.Parameters.SelectMany(parameter => parameter.ToArray())];
}
