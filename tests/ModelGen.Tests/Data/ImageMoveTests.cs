using ModelGen.Data;
using ModelGen.Tests.Keras;
using Xunit;

namespace ModelGen.Tests.Data;

/// <summary>Changes of images that training sees: Keras's values, what is drawn, and what is refused.</summary>
public class ImageMoveTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, KerasImageMoves.All.Length)];

    [Theory, MemberData(nameof(Cases))]
    public void Turning_zooming_and_moving_give_Keras_s_values(int number)
    {
        var one = KerasImageMoves.All[number];
        var move = new AffineMove(Enum.Parse<AffineKind>(one.Kind), 0, 0, Enum.Parse<FillMode>(one.Fill), one.Value, 0, one.Height,
            one.Width, one.Channels);
        float[] image = [.. one.Input];
        move.Apply(image, one.First, one.Second);
        for (int i = 0; i < image.Length; i++) { Assert.Equal(one.Output[i], image[i], 1e-6f); }
    }

    [Fact]
    public void Contrast_gives_Keras_s_values()
    {
        var move = new ContrastMove(0.5, -2, 2, 0, 2, 3, 2);
        float[] images = [.. KerasImageMoves.Contrast.Input];
        move.Apply(images.AsSpan(0, 12), 0.5);
        move.Apply(images.AsSpan(12), 1.25);
        for (int i = 0; i < images.Length; i++) { Assert.Equal(KerasImageMoves.Contrast.Output[i], images[i], 1e-6f); }
    }

    [Fact]
    public void What_is_drawn_lies_between_its_limits_and_depends_on_seed_epoch_and_sample_only()
    {
        // One bright pixel of 9 x 9: how far it has come.
        var places = new HashSet<(double, double)>();
        Dataset data = Spots(40).WithRandomTranslation(0.25, 0.5, FillMode.Constant, seed: 3);
        for (int epoch = 0; epoch < 5; epoch++)
        {
            float[] images = Seen(data, epoch);
            Assert.Equal(images, Seen(data, epoch));
            for (int i = 0; i < data.Count; i++)
            {
                (double down, double right) = Centre(images.AsSpan(81 * i, 81));
                Assert.InRange(down - 4, -2.25, 2.25);
                Assert.InRange(right - 4, -4.5, 4.5);
                places.Add((down, right));
            }
        }

        Assert.True(places.Count > 150);
        Assert.NotEqual(Seen(data, 0), Seen(Spots(40).WithRandomTranslation(0.25, 0.5, FillMode.Constant, seed: 4), 0));
    }

    [Fact]
    public void Changes_are_made_in_the_order_in_which_they_were_asked_for()
    {
        Dataset spots = Spots(8);
        Dataset both = spots.WithRandomZoom(0.5).WithRandomRotation(0.3).WithRandomContrast(0.5).WithCutout(3, value: 7);
        const string changes =
            ", zoomed by up to 50 %, turned by up to 108 degrees, with up to 50 % more contrast, with a square of 3 pixels cut out";
        Assert.EndsWith(changes, both.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(Seen(both, 0), Seen(spots.WithRandomRotation(0.3).WithRandomZoom(0.5).WithRandomContrast(0.5).WithCutout(3, 7), 0));
        float[] others = [.. Enumerable.Range(0, 8).SelectMany(i => both.Sample(i).ToArray())];
        Assert.Equal(Seen(spots, 0), others); // they see them as they are
    }

    [Fact]
    public void A_cutout_has_its_centre_on_the_image()
    {
        var sizes = new HashSet<int>();
        for (int epoch = 0; epoch < 60; epoch++)
        {
            int cut = Seen(Spots(1).WithCutout(4, value: -1), epoch).Count(value => value == -1);
            sizes.Add(cut);
            Assert.InRange(cut, 4, 16); // a corner leaves 2 x 2 of it
        }

        Assert.Contains(16, sizes);
        Assert.True(sizes.Count > 2);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Dataset images = Spots(1), numbers = Dataset.From([1f], (int[])[0], 1);
        Assert.StartsWith("The factor of WithRandomRotation is 1.5, but it must be between 0 and 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => images.WithRandomRotation(1.5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => images.WithRandomZoom(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => images.WithRandomTranslation(0.1, double.NaN));
        Assert.StartsWith("size is 10, but it must be between 1 and 9.",
            Assert.Throws<ArgumentOutOfRangeException>(() => images.WithCutout(10)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Pixels have values from 1 to 1; low must be less.",
            Assert.Throws<ArgumentException>(() => images.WithRandomContrast(0.1, 1, 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("WithRandomZoom zooms images",
            Assert.Throws<InvalidOperationException>(() => numbers.WithRandomZoom(0.1)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => images.WithRandomZoom(0.1).Map((_, _) => { }));
    }

    private static Dataset Spots(int count)
    {
        var images = new float[count * 81];
        for (int i = 0; i < count; i++) { images[(81 * i) + 40] = 1; }
        return Dataset.From(images, new int[count], 9, 9, 1);
    }

    private static float[] Seen(Dataset data, int epoch) => [.. data.Batches(7, epoch: epoch).SelectMany(batch => batch.Inputs.ToArray())];

    private static (double Down, double Right) Centre(ReadOnlySpan<float> image)
    {
        (double sum, double down, double right) = (0, 0, 0);
        for (int i = 0; i < image.Length; i++)
        {
            sum += image[i];
            down += image[i] * (i / 9);
            right += image[i] * (i % 9);
        }

        return (down / sum, right / sum);
    }
}
