using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Training sees half of the images mirrored, others in each epoch, and the same ones for the same seed.</summary>
public class RandomFlipTests
{
    private const int Count = 2_000;

    // Two rows of three pixels with two channels.
    private static readonly float[] s_image = [.. Enumerable.Range(0, 12).Select(i => (float)i)];

    private static readonly float[] s_mirrored = [4, 5, 2, 3, 0, 1, 10, 11, 8, 9, 6, 7];

    private static readonly Dataset s_data =
        Dataset.From(Enumerable.Repeat(s_image, Count).SelectMany(x => x).ToArray(), new int[Count], 2, 3, 2);

    [Fact]
    public void Half_of_the_images_are_mirrored_and_others_in_each_epoch()
    {
        bool[] first = Turned(s_data.WithRandomFlip(seed: 3), epoch: 0), second = Turned(s_data.WithRandomFlip(seed: 3), epoch: 1);
        Assert.InRange(first.Count(turned => turned), Count * 45 / 100, Count * 55 / 100);
        Assert.InRange(first.Zip(second).Count(pair => pair.First == pair.Second), Count * 45 / 100, Count * 55 / 100);
        Assert.Equal(first, Turned(s_data.WithRandomFlip(seed: 3), epoch: 0));
        Assert.NotEqual(first, Turned(s_data.WithRandomFlip(seed: 4), epoch: 0));
    }

    [Fact]
    public void A_moved_image_is_mirrored_after_that_and_what_is_asked_for_stays()
    {
        Dataset both = s_data.WithRandomShift(1, seed: 5).WithRandomFlip(seed: 3);
        Batch moved = s_data.WithRandomShift(1, seed: 5).Batches(Count).First(), turned = both.Batches(Count).First();
        bool[] isTurned = Turned(s_data.WithRandomFlip(seed: 3), epoch: 0);
        for (int i = 0; i < Count; i++)
        {
            float[] image = moved.Inputs.Slice(i * 12, 12).ToArray();
            Assert.Equal(isTurned[i] ? Mirror(image) : image, turned.Inputs.Slice(i * 12, 12).ToArray());
        }

        Assert.Equal(s_image, both.Sample(0).ToArray());
        Assert.Equal("2,000 samples of 2 x 3 x 2, class indices, moved by up to 1 pixels, mirrored at random", both.ToString());
    }

    [Fact]
    public void One_input_of_several_is_mirrored_by_its_name_and_vectors_are_refused()
    {
        var named = Dataset.From(inputs: [("image", new Samples(s_data.Take(4).Batches(4).First().Inputs.ToArray(), 2, 3, 2)),
            ("meta", new Samples(new float[8], 2))], labels: [("y", new int[4])]);
        Batch batch = named.WithRandomFlip("image", seed: 3).Batches(4).First();
        Assert.Equal(Turned(s_data.WithRandomFlip(seed: 3), epoch: 0)[..4],
            Enumerable.Range(0, 4).Select(i => batch.InputsOf("image")[i * 12] == s_mirrored[0]));
        string message = Assert.Throws<InvalidOperationException>(() => named.WithRandomFlip("meta")).Message;
        Assert.StartsWith("WithRandomFlip mirrors images, [height, width] or [height, width, channels], but the samples are (2).", message);
    }

    private static bool[] Turned(Dataset data, int epoch)
    {
        float[] inputs = data.Batches(Count, epoch: epoch).First().Inputs.ToArray();
        return [.. inputs.Chunk(12).Select(image =>
        {
            Assert.Equal(image[0] == 0 ? s_image : s_mirrored, image);
            return image[0] != 0;
        })];
    }

    private static float[] Mirror(float[] image) =>
        [.. image.Chunk(6).SelectMany(row => row.Chunk(2).Reverse().SelectMany(pixel => pixel))];
}
