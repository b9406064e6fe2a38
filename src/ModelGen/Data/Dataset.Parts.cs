namespace ModelGen.Data;

/// <content>Data sets made of others.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Samples of bytes and labels, not copied. They stay bytes, a quarter of the memory, until a batch is gathered: then they are floats
    /// from 0 to 255, as pictures are that Keras reads from files. <c>[Rescaling(1 / 255f)]</c> brings them between 0 and 1.
    /// </summary>
    /// <param name="inputs">The samples, one after the other.</param>
    /// <param name="labels">Class indices or dense targets; arrays and memories convert.</param>
    /// <param name="sampleShape">The shape of one sample: one to three positive sizes.</param>
    /// <exception cref="ArgumentException">The inputs are not a whole number of samples, or the labels not the same number for
    /// each.</exception>
    public static Dataset FromBytes(ReadOnlyMemory<byte> inputs, Labels labels, params int[] sampleShape) =>
        FromBytes(inputs, labels, divisor: 1, sampleShape);

    /// <summary>The same with floats that are the bytes divided by a number.</summary>
    internal static Dataset FromBytes(ReadOnlyMemory<byte> inputs, Labels labels, float divisor, int[] sampleShape)
    {
        ArgumentNullException.ThrowIfNull(sampleShape);
        int count = CountOf(inputs.Length, sampleShape);
        CheckLabels(labels, count);
        var source = new ByteSamples(inputs, InputColumn.SizeOf(sampleShape), divisor);
        return new Dataset([new InputColumn(null, source, [.. sampleShape])], [new LabelColumn(null, labels, default)], count);
    }

    /// <summary>
    /// Two parts: one to train on and one to test with, <c>(Dataset train, Dataset test) = data.Split(0.8, seed: 1)</c>. Only labels are
    /// copied.
    /// </summary>
    /// <param name="fraction">The first part's share, between 0 and 1: of n samples it gets n times this, rounded.</param>
    /// <param name="seed">The seed of the order in which samples are dealt out; null takes them as they stand.</param>
    /// <param name="stratify">Whether each class is divided in this way by itself, so that both parts have the same share of it, as far as
    /// whole samples go, and at least one sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">A part would have no samples, or a class has a single one, and <paramref name="stratify"/> asks
    /// for one on each side.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="stratify"/> is asked for, and the labels are not one class index for
    /// each sample.</exception>
    public (Dataset First, Dataset Second) Split(double fraction, int? seed = null, bool stratify = false)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction,
                $"fraction is {fraction}, but it is the first part's share, between 0 and 1: 0.8, say.");
        }

        var (first, second) = SampleSplit.Of(Count, fraction, seed, stratify ? ClassesToStratify() : null);
        return (Select(first), Select(second));
    }

    /// <summary>Some of the samples, in an order of one's own; a sample may come more than once.</summary>
    /// <param name="indices">Their numbers, each 0 to Count - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no sample of such a number.</exception>
    public Dataset Select(params int[] indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        int[] samples = [.. indices];
        foreach (int index in samples)
        {
            if (index < 0 || index >= Count)
            {
                throw new ArgumentOutOfRangeException(nameof(indices), index,
                    $"There is no sample {index:N0}; there are {Count:N0}, from 0.");
            }
        }

        return new Dataset(
            [.. _inputs.Select(input => input with { Source = new SelectedSamples(input.Source, samples) })],
            [.. _labels.Select(label => label with
            {
                Labels = label.Labels.Select(samples, LabelsOf(label)),
                Weights = Labels.Select(label.Weights.Span, samples, WeightsOf(label)),
            })],
            samples.Length);
    }

    /// <summary>These samples and, after them, those of another data set. Nothing is copied but labels.</summary>
    /// <param name="other">Samples of the same shapes with labels of the same kind. Where only one of both has weights, those of the other
    /// count 1.</param>
    /// <exception cref="ArgumentException">Names, shapes, labels or random moves differ; the message says which.</exception>
    public Dataset Concat(Dataset other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Joining.Check(this, other);
        return new Dataset(
            [.. _inputs.Select((input, i) => input with { Source = new JoinedSamples(input.Source, other._inputs[i].Source) })],
            [.. _labels.Select((label, i) => label with
            {
                Labels = label.Labels.Concat(other._labels[i].Labels),
                Weights = Joining.Weights(this, label, other, other._labels[i]),
            })],
            checked(Count + other.Count));
    }

    /// <summary>
    /// The same labels with samples that a function makes of these, each time that a batch is gathered:
    /// <c>data.Map((sample, mapped) => TensorPrimitives.Divide(sample, 255f, mapped))</c>. Random moves come afterwards.
    /// </summary>
    /// <param name="map">The function. It gives the same for the same sample and is called by several threads.</param>
    /// <param name="sampleShape">The shape of what it makes; left out, that of the sample.</param>
    /// <exception cref="ArgumentException">The shape is none.</exception>
    /// <exception cref="InvalidOperationException">There are several inputs, or the data set moves its samples already; later, where a
    /// batch is gathered: the function has failed.</exception>
    public Dataset Map(SampleMap map, params int[] sampleShape)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(sampleShape);
        InputColumn input = InputColumn;
        if (input.IsMoved)
        {
            throw new InvalidOperationException("Map comes before random moves: data.Map(...).WithRandomShift(...).");
        }

        int[] shape = sampleShape.Length == 0 ? input.Shape : [.. sampleShape];
        CountOf(0, shape);
        return new Dataset([new InputColumn(input.Name, new MappedSamples(input.Source, map, InputColumn.SizeOf(shape)), shape)], _labels,
            Count);
    }

    /// <summary>The same with samples that are made once and kept as floats in memory, where <see cref="Map"/> makes them.</summary>
    /// <exception cref="InvalidOperationException">The function that was given to <see cref="Map"/> has failed.</exception>
    public Dataset Cache() => new(
        [.. _inputs.Select(input => input.Source is ByteSamples or FloatSamples ? input : input with { Source = Kept(input.Source) })],
        _labels, Count);

    private static FloatSamples Kept(SampleSource source)
    {
        var values = new float[checked(source.Count * source.Size)];
        for (int i = 0; i < source.Count; i++) { source.Copy(i, values.AsSpan(i * source.Size, source.Size)); }
        return new FloatSamples(values, source.Size);
    }

    private int[] ClassesToStratify() => _labels is [{ Labels.IsClasses: true } label] && LabelsOf(label) == 1
        ? label.Labels.Classes.ToArray()
        : throw new InvalidOperationException(
            "stratify divides each class by itself, but these labels are not one class index for each sample. Leave it out.");
}
