namespace ModelGen.Data;

/// <content>
/// Changes of images that training sees, others in each epoch. They are made in the order in which they were asked for, after
/// <see cref="WithRandomShift(int, int)"/> and <see cref="WithRandomFlip(int)"/>, and hold where these do: for the training samples of
/// <c>Fit</c> and all samples of <see cref="Batches"/>. Each is a function of its seed, the epoch and the number of the sample only.
/// </content>
public sealed partial class Dataset
{
    /// <summary>
    /// The same samples, images, which are turned about their centre by an angle between both limits, as Keras's <c>RandomRotation</c>
    /// does.
    /// </summary>
    /// <param name="factor">The largest angle, counter-clockwise and clockwise, as a part of a circle: 0.1 is 36 degrees. 0 to 1.</param>
    /// <param name="fill">What is shown beyond the edge.</param>
    /// <param name="fillValue">The value of <see cref="FillMode.Constant"/>.</param>
    /// <param name="seed">The seed of the angles.</param>
    /// <exception cref="InvalidOperationException">The samples are no images, or there are several inputs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not between 0 and 1.</exception>
    public Dataset WithRandomRotation(double factor, FillMode fill = FillMode.Reflect, float fillValue = 0, int seed = 0) =>
        WithMove(nameof(WithRandomRotation), "turns", factor, 1,
            (height, width, channels) => new AffineMove(AffineKind.Rotation, factor, 0, fill, fillValue, seed, height, width, channels));

    /// <summary>
    /// The same samples, images, of which more or less is shown, the same in both directions, as Keras's <c>RandomZoom</c> does.
    /// </summary>
    /// <param name="factor">How much more or less at most, as a part of the size: 0.2 is 80 % to 120 %. 0 to less than 1.</param>
    /// <param name="fill">What is shown beyond the edge.</param>
    /// <param name="fillValue">The value of <see cref="FillMode.Constant"/>.</param>
    /// <param name="seed">The seed of the sizes.</param>
    /// <exception cref="InvalidOperationException">The samples are no images, or there are several inputs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not between 0 and 1.</exception>
    public Dataset WithRandomZoom(double factor, FillMode fill = FillMode.Reflect, float fillValue = 0, int seed = 0) =>
        WithMove(nameof(WithRandomZoom), "zooms", factor, Math.BitDecrement(1d),
            (height, width, channels) => new AffineMove(AffineKind.Zoom, factor, 0, fill, fillValue, seed, height, width, channels));

    /// <summary>
    /// The same samples, images, which are moved by parts of their size, as Keras's <c>RandomTranslation</c> does: between pixels, too.
    /// </summary>
    /// <param name="heightFactor">How far down or up at most, as a part of the height: 0 to 1.</param>
    /// <param name="widthFactor">How far right or left at most, as a part of the width: 0 to 1.</param>
    /// <param name="fill">What comes in at the edges.</param>
    /// <param name="fillValue">The value of <see cref="FillMode.Constant"/>.</param>
    /// <param name="seed">The seed of the moves.</param>
    /// <exception cref="InvalidOperationException">The samples are no images, or there are several inputs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A factor is not between 0 and 1.</exception>
    public Dataset WithRandomTranslation(double heightFactor, double widthFactor, FillMode fill = FillMode.Reflect, float fillValue = 0,
        int seed = 0) => WithMove(nameof(WithRandomTranslation), "moves", Math.Max(heightFactor, widthFactor), 1,
            (height, width, channels) =>
                new AffineMove(AffineKind.Translation, heightFactor, widthFactor, fill, fillValue, seed, height, width, channels));

    /// <summary>
    /// The same samples, images, whose contrast is raised, as Keras's <c>RandomContrast(factor)</c> does: (x - mean) c + mean with the mean
    /// of each channel and c between 1 and 1 + factor, clipped to the values that a pixel may have.
    /// </summary>
    /// <param name="factor">How much more contrast at most: 0 to 1.</param>
    /// <param name="low">The smallest value of a pixel.</param>
    /// <param name="high">The largest: 1, or 255 where pixels are bytes.</param>
    /// <param name="seed">The seed of the contrasts.</param>
    /// <exception cref="InvalidOperationException">The samples are no images, or there are several inputs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="low"/> is not less than <paramref name="high"/>.</exception>
    public Dataset WithRandomContrast(double factor, float low = 0, float high = 1, int seed = 0)
    {
        if (!(low < high)) { throw new ArgumentException($"Pixels have values from {low} to {high}; low must be less.", nameof(low)); }
        return WithMove(nameof(WithRandomContrast), "changes", factor, 1,
            (height, width, channels) => new ContrastMove(factor, low, high, seed, height, width, channels));
    }

    /// <summary>
    /// The same samples, images, each with a square cut out whose centre is any pixel (DeVries and Taylor 2017).
    /// </summary>
    /// <param name="size">Its side in pixels: at least 1, and at most the image's.</param>
    /// <param name="value">What stands there then.</param>
    /// <param name="seed">The seed of the places.</param>
    /// <exception cref="InvalidOperationException">The samples are no images, or there are several inputs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not in its range.</exception>
    public Dataset WithCutout(int size, float value = 0, int seed = 0)
    {
        CheckImages("WithCutout changes", InputColumn.Shape);
        int most = Math.Min(InputColumn.Shape[0], InputColumn.Shape[1]);
        if (size < 1 || size > most)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, $"size is {size}, but it must be between 1 and {most:N0}.");
        }

        return WithMove(nameof(WithCutout), "changes", 0, 1,
            (height, width, channels) => new CutoutMove(size, value, seed, height, width, channels));
    }

    private Dataset WithMove(string method, string verb, double factor, double most, Func<int, int, int, ImageMove> make)
    {
        InputColumn input = InputColumn;
        CheckImages($"{method} {verb}", input.Shape);
        if (!(factor >= 0 && factor <= most))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor,
                $"The factor of {method} is {factor}, but it must be between 0 and 1.");
        }

        ImageMove move = make(input.Shape[0], input.Shape[1], input.Shape.Length == 3 ? input.Shape[2] : 1);
        return new Dataset([input with { Moves = [.. input.Moves, move] }], _labels, Count);
    }
}
