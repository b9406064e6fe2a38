using System.Numerics.Tensors;

namespace ModelGen.Data;

/// <summary>
/// Samples with their labels; of a model with several inputs or outputs, those of each by its name. It does not change.
/// </summary>
public sealed partial class Dataset
{
    private readonly InputColumn[] _inputs;
    private readonly LabelColumn[] _labels;

    private Dataset(InputColumn[] inputs, LabelColumn[] labels, int count) => (_inputs, _labels, Count) = (inputs, labels, count);

    /// <summary>How many samples there are.</summary>
    public int Count { get; }

    /// <summary>The shape of one sample.</summary>
    /// <exception cref="InvalidOperationException">There are several inputs.</exception>
    public IReadOnlyList<int> SampleShape => InputColumn.Shape;

    /// <summary>How many values one sample has.</summary>
    /// <exception cref="InvalidOperationException">There are several inputs.</exception>
    public int SampleSize => InputColumn.Size;

    /// <summary>The labels of all samples.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public Labels Labels => LabelColumn.Labels;

    /// <summary>How many indices or targets one sample has.</summary>
    /// <exception cref="InvalidOperationException">There are several kinds of labels.</exception>
    public int LabelSize => LabelsOf(LabelColumn);

    /// <summary>
    /// How much each sample counts in the loss: one weight for each, or one for each row of its output. Empty where all count the same.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are several kinds of labels, each with its weights.</exception>
    public ReadOnlyMemory<float> SampleWeights => LabelColumn.Weights;

    /// <summary>How many weights one sample has; 0 where there are none.</summary>
    /// <exception cref="InvalidOperationException">There are several kinds of labels, each with its weights.</exception>
    public int WeightSize => WeightsOf(LabelColumn);

    /// <summary>
    /// What is in it: <c>60,000 samples of 28 x 28 x 1, class indices</c>, or with names <c>100 samples of image 28 x 28 x 1 and meta 10,
    /// digit class indices and odd target values</c>.
    /// </summary>
    public override string ToString() =>
        $"{Count:N0} samples of {string.Join(" and ", _inputs.Select(input => input.ToString()))}"
            + (_labels.Length == 0 ? "" : $", {string.Join(" and ", _labels.Select(label => label.ToString(Count)))}")
            + (Shift is { } shift ? $", moved by up to {shift.Pixels} pixels" : "")
            + (Flips ? ", mirrored at random" : "")
            + string.Concat(_inputs.SelectMany(input => input.Moves).Select(move => $", {move}"));

    /// <summary>Samples and labels, not copied.</summary>
    /// <param name="inputs">The samples, one after the other.</param>
    /// <param name="labels">Class indices or dense targets; arrays and memories convert.</param>
    /// <param name="sampleShape">The shape of one sample: one to three positive sizes.</param>
    /// <exception cref="ArgumentException">The inputs are not a whole number of samples, or the labels not
    /// the same number for each.</exception>
    public static Dataset From(ReadOnlyMemory<float> inputs, Labels labels, params int[] sampleShape)
    {
        ArgumentNullException.ThrowIfNull(sampleShape);
        int count = CountOf(inputs.Length, sampleShape);
        CheckLabels(labels, count);
        return new Dataset([new InputColumn(null, inputs, [.. sampleShape])], [new LabelColumn(null, labels, default)], count);
    }

    private static void CheckLabels(Labels labels, int count)
    {
        if (count == 0 ? labels.Length > 0 : labels.Length == 0 || labels.Length % count != 0)
        {
            throw new ArgumentException($"There are {labels.Length:N0} labels for {count:N0} samples; each sample needs the same number.",
                nameof(labels));
        }
    }

    /// <summary>Samples, labels and weights, not copied.</summary>
    /// <param name="inputs">The samples, one after the other.</param>
    /// <param name="labels">Class indices or dense targets; arrays and memories convert.</param>
    /// <param name="sampleWeight">How much each sample counts in the loss, as Keras's <c>sample_weight</c>: finite numbers, one for each
    /// sample (or for each row of a model's output).</param>
    /// <param name="sampleShape">The shape of one sample: one to three positive sizes.</param>
    /// <exception cref="ArgumentException">The inputs are not a whole number of samples, the labels or the weights not the same number for
    /// each, or a weight is not finite.</exception>
    public static Dataset From(ReadOnlyMemory<float> inputs, Labels labels, ReadOnlyMemory<float> sampleWeight, params int[] sampleShape) =>
        From(inputs, labels, sampleShape).WithSampleWeight(sampleWeight);

    /// <summary>Samples and labels as arrays, not copied.</summary>
    /// <inheritdoc cref="From(ReadOnlyMemory{float}, Labels, int[])"/>
    public static Dataset From(float[] inputs, Labels labels, params int[] sampleShape) => From(inputs.AsMemory(), labels, sampleShape);

    /// <summary>Samples, labels and weights as arrays, not copied.</summary>
    /// <inheritdoc cref="From(ReadOnlyMemory{float}, Labels, ReadOnlyMemory{float}, int[])"/>
    public static Dataset From(float[] inputs, Labels labels, float[] sampleWeight, params int[] sampleShape) =>
        From(inputs.AsMemory(), labels, sampleWeight.AsMemory(), sampleShape);

    /// <summary>Samples as a tensor whose first axis counts them; copied.</summary>
    /// <exception cref="ArgumentException">The tensor has fewer than two axes or more than four, or its first
    /// axis and the labels do not agree.</exception>
    public static Dataset From(Tensor<float> inputs, Labels labels)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        (float[] values, int[] shape) = Copy(inputs);
        return From(values, labels, shape);
    }

    private static (float[] Values, int[] Shape) Copy(Tensor<float> inputs)
    {
        if (inputs.Rank is < 2 or > 4)
        {
            throw new ArgumentException(
                $"The tensor has {inputs.Rank} axes; it needs one for the samples and one to three for their shape.", nameof(inputs));
        }

        var values = new float[checked((int)inputs.FlattenedLength)];
        inputs.FlattenTo(values);
        return (values, [.. inputs.Lengths[1..].ToArray().Select(n => checked((int)n))]);
    }

    /// <summary>How many samples of a shape so many values are.</summary>
    internal static int CountOf(int values, int[] sampleShape, string what = "input values")
    {
        if (sampleShape.Length is 0 or > 3 || sampleShape.Any(n => n < 1))
        {
            throw new ArgumentException(
                $"The sample shape is ({string.Join(", ", sampleShape)}); it must have one to three sizes of at least 1.",
                nameof(sampleShape));
        }

        long size = sampleShape.Aggregate(1L, (a, b) => checked(a * b));
        if (values % size != 0)
        {
            throw new ArgumentException(
                $"{values:N0} {what} are not a whole number of samples of "
                    + $"({string.Join(", ", sampleShape)}), {size:N0} values each.", "inputs");
        }

        return (int)(values / size);
    }

    /// <summary>The same samples and labels with other weights; where there are several kinds of labels, they count for all.</summary>
    /// <param name="sampleWeight">Finite numbers, one for each sample (or for each row of a model's output); empty: all count the same. Not
    /// copied.</param>
    /// <exception cref="ArgumentException">There is not the same number for each sample, or one is not finite.</exception>
    public Dataset WithSampleWeight(ReadOnlyMemory<float> sampleWeight)
    {
        CheckWeights(sampleWeight);
        return new Dataset(_inputs, [.. _labels.Select(label => label with { Weights = sampleWeight })], Count);
    }

    private void CheckWeights(ReadOnlyMemory<float> sampleWeight)
    {
        if (sampleWeight.Length > 0 && (Count == 0 || sampleWeight.Length % Count != 0))
        {
            throw new ArgumentException(
                $"There are {sampleWeight.Length:N0} sample weights for {Count:N0} samples; give one for each sample.",
                nameof(sampleWeight));
        }

        ReadOnlySpan<float> weights = sampleWeight.Span;
        if (Bounds.IndexOfNonFinite(weights) is >= 0 and var i)
        {
            throw new ArgumentException(
                $"The weight of sample {i / (weights.Length / Count):N0} is {weights[i]}; weights are finite numbers, and 0 leaves a "
                    + "sample out.", nameof(sampleWeight));
        }
    }

    /// <summary>
    /// The same samples, which are images and of which training sees another place each time: in each epoch each is moved by
    /// -<paramref name="pixels"/> to <paramref name="pixels"/> whole pixels down and right, every move equally likely, and what comes in at
    /// the edges is 0. It is what Keras's <c>ImageDataGenerator(width_shift_range=2, height_shift_range=2, fill_mode="constant")</c> does
    /// for 2.
    /// </summary>
    /// <remarks>
    /// The training samples of <c>Fit</c> and all samples of <see cref="Batches"/> move; those that <c>Evaluate</c>, <c>Predict</c> and a
    /// validation see stay where they are, also where they are given this data set, as do <see cref="Sample(int)"/> and
    /// <see cref="Image"/>. A move is a function of the seed, the epoch and the number of the sample in this data set only, so <c>Fit</c>
    /// and a loop over <see cref="Batches"/> with the same epoch see the same pixels, in any order and on any number of threads. The images
    /// are not copied: they move while a batch is put together.
    /// </remarks>
    /// <param name="pixels">The farthest move: 0, which ends moving, or more, but less than the height and the width of an image.</param>
    /// <param name="seed">The seed of the moves.</param>
    /// <exception cref="InvalidOperationException">The samples are no images, [height, width] or [height, width, channels].</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pixels"/> is negative, or could move an
    /// image out of sight.</exception>
    public Dataset WithRandomShift(int pixels, int seed = 0)
    {
        return new Dataset([InputColumn with { Shift = ShiftOf(InputColumn.Shape, pixels, seed) }], _labels, Count);
    }

    /// <summary>
    /// The same samples, images, of which training sees half mirrored, left for right, others in each epoch: a car that drives to the left
    /// is a car too. It is what Keras's <c>RandomFlip("horizontal")</c> does. With <see cref="WithRandomShift(int, int)"/> an image is
    /// moved first.
    /// </summary>
    /// <remarks>It holds where random moves do: for the training samples of <c>Fit</c> and all samples of <see cref="Batches"/>.</remarks>
    /// <param name="seed">The seed by which it is drawn, with the epoch and the number of the sample.</param>
    /// <exception cref="InvalidOperationException">The samples are no images, [height, width] or [height, width, channels].</exception>
    public Dataset WithRandomFlip(int seed = 0) =>
        new([InputColumn with { Flip = FlipOf(InputColumn.Shape, seed) }], _labels, Count);

    private static RandomFlip FlipOf(int[] shape, int seed)
    {
        CheckImages("WithRandomFlip mirrors", shape);
        return new RandomFlip(seed, shape[0], shape[1], shape.Length == 3 ? shape[2] : 1);
    }

    private static void CheckImages(string what, int[] shape)
    {
        if (shape.Length >= 2) { return; }
        throw new InvalidOperationException(
            $"{what} images, [height, width] or [height, width, channels], but the samples are ({string.Join(", ", shape)}). Give "
                + "Dataset.From their shape: 28, 28, 1, say.");
    }

    private static RandomShift? ShiftOf(int[] shape, int pixels, int seed)
    {
        CheckImages("WithRandomShift moves", shape);
        int side = Math.Min(shape[0], shape[1]);
        if (pixels < 0 || pixels >= side)
        {
            throw new ArgumentOutOfRangeException(nameof(pixels), pixels,
                $"pixels is {pixels}, but images of {shape[0]:N0} x {shape[1]:N0} can move by 0 to {side - 1:N0}: farther, "
                    + "nothing of them might be left.");
        }

        return pixels == 0 ? null : new RandomShift(pixels, seed, shape[0], shape[1], shape.Length == 3 ? shape[2] : 1);
    }

    /// <summary>One sample; a copy where it does not lie in memory as floats, but is made of bytes or by <see cref="Map"/>.</summary>
    /// <param name="index">0 to Count - 1.</param>
    /// <exception cref="InvalidOperationException">There are several inputs.</exception>
    public ReadOnlySpan<float> Sample(int index) => Sample(InputColumn, index);

    /// <summary>One sample, where samples are images.</summary>
    /// <param name="index">0 to Count - 1.</param>
    public ReadOnlySpan<float> Image(int index) => Sample(index);

    /// <summary>The class of one sample.</summary>
    /// <param name="index">0 to Count - 1.</param>
    /// <exception cref="InvalidOperationException">The labels are no class indices, one for each sample.</exception>
    public int Label(int index) => Labels.IsClasses && LabelSize == 1
        ? Labels.Classes.Span[index]
        : throw new InvalidOperationException("These labels are not one class index for each sample; read Labels.");

    /// <summary>The first samples; all of them where there are fewer.</summary>
    public Dataset Take(int count) => Range(0, Math.Clamp(count, 0, Count));

    /// <summary>All but the first samples; none where there are fewer.</summary>
    public Dataset Skip(int count) => Range(Math.Clamp(count, 0, Count), Count - Math.Clamp(count, 0, Count));

    /// <summary>
    /// The samples in batches; the last one may be smaller. With a seed they come in an order that depends on it and on the epoch only:
    /// <c>Fit</c> of a model with this seed takes the same one in its epoch of this number. Where the samples move
    /// (<see cref="WithRandomShift(int, int)"/>), they do so here, too.
    /// </summary>
    /// <param name="batchSize">Samples in a batch, at least 1.</param>
    /// <param name="shuffleSeed">The seed of the order; null keeps the samples' own.</param>
    /// <param name="epoch">The number of the epoch, from 0: of the order, and of the moves.</param>
    public BatchSequence Batches(int batchSize, int? shuffleSeed = null, int epoch = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return new BatchSequence(this, batchSize, shuffleSeed, epoch);
    }

    private Dataset Range(int first, int count) => new(
        [.. _inputs.Select(input => input with { Source = input.Source.Slice(first, count) })],
        [.. _labels.Select(label => label with
        {
            Labels = label.Labels.Slice(first * LabelsOf(label), count * LabelsOf(label)),
            Weights = label.Weights.Slice(first * WeightsOf(label), count * WeightsOf(label)),
        })],
        count);
}
