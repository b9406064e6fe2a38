using System.Numerics.Tensors;

namespace ModelGen.Data;

/// <content>Data of models with several inputs or outputs, by their names.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Samples and labels of a model with several inputs or outputs, each by its name: <c>Dataset.From(inputs: [("image", images), ("meta",
    /// table)], labels: [("digit", digits), ("odd", odds)])</c>.
    /// </summary>
    /// <param name="inputs">The samples of each input: arrays, memories and tensors convert; arrays are not copied. One
    /// of all arrays must say how many samples there are: by a shape, as in <c>new Samples(images, 28, 28, 1)</c>, as a tensor, or as class
    /// indices, of which each sample has one.</param>
    /// <param name="labels">The labels of each output: class indices or dense targets. An output that has neither a loss nor metrics needs
    /// none.</param>
    /// <param name="sampleWeight">How much each sample counts in the losses of outputs: finite numbers, one for each sample (or for each
    /// row of that output). An output that is left out has no weights.</param>
    /// <exception cref="ArgumentException">There are no inputs, a name is given twice or is that of no labels, nothing says how many
    /// samples there are, or something has not the same number of values for each.</exception>
    public static Dataset From(
        IReadOnlyList<(string Name, Samples Values)> inputs, IReadOnlyList<(string Name, Labels Values)> labels,
        IReadOnlyList<(string Name, ReadOnlyMemory<float> Values)>? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        CheckNames(labels.Select(label => label.Name), nameof(labels));
        CheckNames((sampleWeight ?? []).Select(weight => weight.Name), nameof(sampleWeight));
        return From(inputs, [.. labels.Select(label => new LabelColumn(label.Name, label.Values, default))], sampleWeight ?? []);
    }

    /// <summary>The same for a model with several inputs and one output, which need not be named.</summary>
    /// <param name="inputs">The samples of each input.</param>
    /// <param name="labels">Class indices or dense targets.</param>
    /// <exception cref="ArgumentException">There are no inputs, a name is given twice, or something has not the same number of values for
    /// each sample.</exception>
    public static Dataset From(IReadOnlyList<(string Name, Samples Values)> inputs, Labels labels) =>
        From(inputs, [new LabelColumn(null, labels, default)], []);

    /// <summary>What the inputs are called; empty where they have no names.</summary>
    public IReadOnlyList<string> InputNames => [.. _inputs.Select(input => input.Name).OfType<string>()];

    /// <summary>What the outputs are called whose labels these are; empty where they have no names.</summary>
    public IReadOnlyList<string> LabelNames => [.. _labels.Select(label => label.Name).OfType<string>()];

    /// <summary>The values of one input of one sample.</summary>
    /// <param name="input">What the input is called.</param>
    /// <param name="index">0 to Count - 1.</param>
    /// <exception cref="ArgumentException">No input has this name; the message lists the names.</exception>
    public ReadOnlySpan<float> Sample(string input, int index) => Sample(_inputs[FindInput(input)], index);

    /// <summary>The labels of one output.</summary>
    /// <param name="output">What the output is called.</param>
    /// <exception cref="ArgumentException">No labels have this name; the message lists the names.</exception>
    public Labels LabelsOf(string output) => _labels[FindLabels(output)].Labels;

    /// <summary>The weights of the samples for one output; empty where all count the same.</summary>
    /// <param name="output">What the output is called.</param>
    /// <exception cref="ArgumentException">No labels have this name; the message lists the names.</exception>
    public ReadOnlyMemory<float> SampleWeightsOf(string output) => _labels[FindLabels(output)].Weights;

    /// <summary>The same samples and labels with other weights for one output.</summary>
    /// <param name="output">What the output is called.</param>
    /// <param name="sampleWeight">Finite numbers, one for each sample (or for each row of that output); empty: all count the same. Not
    /// copied.</param>
    /// <exception cref="ArgumentException">No labels have this name, there is not the same number for each sample, or one is not
    /// finite.</exception>
    public Dataset WithSampleWeight(string output, ReadOnlyMemory<float> sampleWeight)
    {
        LabelColumn found = _labels[FindLabels(output)];
        CheckWeights(sampleWeight);
        return new Dataset(_inputs, [.. _labels.Select(label => label == found ? label with { Weights = sampleWeight } : label)], Count);
    }

    /// <summary>
    /// The same samples, of which training sees one input, which is images, at another place each time: see
    /// <see cref="WithRandomShift(int, int)"/>.
    /// </summary>
    /// <param name="input">What the input is called.</param>
    /// <param name="pixels">The farthest move: 0, which ends moving, or more, but less than the height and the width of an image.</param>
    /// <param name="seed">The seed of the moves.</param>
    /// <exception cref="ArgumentException">No input has this name; the message lists the names.</exception>
    /// <exception cref="InvalidOperationException">Its samples are no images, [height, width] or [height, width, channels].</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pixels"/> is negative, or could move an
    /// image out of sight.</exception>
    public Dataset WithRandomShift(string input, int pixels, int seed = 0)
    {
        InputColumn found = _inputs[FindInput(input)];
        InputColumn moved = found with { Shift = ShiftOf(found.Shape, pixels, seed) };
        return new Dataset([.. _inputs.Select(other => other == found ? moved : other)], _labels, Count);
    }

    /// <summary>
    /// The same samples, of which training sees one input, which is images, mirrored half of the times: see
    /// <see cref="WithRandomFlip(int)"/>.
    /// </summary>
    /// <param name="input">What the input is called.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentException">No input has this name; the message lists the names.</exception>
    /// <exception cref="InvalidOperationException">Its samples are no images, [height, width] or [height, width, channels].</exception>
    public Dataset WithRandomFlip(string input, int seed = 0)
    {
        InputColumn found = _inputs[FindInput(input)];
        InputColumn turned = found with { Flip = FlipOf(found.Shape, seed) };
        return new Dataset([.. _inputs.Select(other => other == found ? turned : other)], _labels, Count);
    }

    /// <summary>The samples of the inputs; those of a bound data set in the order of the model's.</summary>
    internal IReadOnlyList<InputColumn> InputColumns => _inputs;

    /// <summary>The labels; those of a bound data set in the order of the model's outputs.</summary>
    internal IReadOnlyList<LabelColumn> LabelColumns => _labels;

    /// <summary>The same samples with other columns.</summary>
    internal Dataset With(InputColumn[] inputs, LabelColumn[] labels) => new(inputs, labels, Count);

    /// <summary>How many indices or targets a sample has.</summary>
    internal int LabelsOf(LabelColumn label) => Count == 0 ? 0 : label.Labels.Length / Count;

    /// <summary>How many weights a sample has.</summary>
    internal int WeightsOf(LabelColumn label) => Count == 0 ? 0 : label.Weights.Length / Count;

    /// <summary>One sample of an input: where it lies as floats, else a copy.</summary>
    internal ReadOnlySpan<float> Sample(InputColumn input, int index)
    {
        Check(index);
        return input.Source.Read(index);
    }

    /// <summary>Copies one sample as it is.</summary>
    internal void Copy(InputColumn input, Span<float> destination, int index)
    {
        Check(index);
        input.Source.Copy(index, destination[..input.Size]);
    }

    /// <summary>Copies one sample as training sees it in an epoch: moved, where the samples of this input move.</summary>
    internal void CopyForTraining(InputColumn input, Span<float> destination, int index, int epoch)
    {
        Check(index);
        if (input.Shift is { } shift)
        {
            using var sample = new SampleReading(input.Source, index);
            shift.Copy(destination[..input.Size], sample.Values, epoch, index);
        }
        else { input.Source.Copy(index, destination[..input.Size]); }

        input.Flip?.Apply(destination[..input.Size], epoch, index);
        foreach (ImageMove move in input.Moves) { move.Apply(destination[..input.Size], epoch, index); }
    }

    private void Check(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }

    /// <summary>The place of the only input, of members that speak of one.</summary>
    internal int OnlyInput => _inputs.Length == 1
        ? 0
        : throw new InvalidOperationException(
            $"This data has several inputs: {string.Join(", ", InputNames)}. Say which: data.Sample(\"{_inputs[0].Name}\", 0), or "
                + $"batch.InputsOf(\"{_inputs[0].Name}\").");

    /// <summary>The place of the only labels.</summary>
    internal int OnlyLabels => _labels.Length == 1
        ? 0
        : throw new InvalidOperationException(_labels.Length == 0
            ? "This data has no labels."
            : $"This data has several kinds of labels: {string.Join(", ", LabelNames)}. Say which: "
                + $"data.LabelsOf(\"{_labels[0].Name}\"), or batch.LabelsOf(\"{_labels[0].Name}\").");

    /// <summary>The place of the input of this name.</summary>
    internal int FindInput(string name)
    {
        // Without a closure: a loop by hand asks for each batch.
        for (int i = 0; i < _inputs.Length; i++)
        {
            if (_inputs[i].Name == name) { return i; }
        }

        throw new ArgumentException($"This data has no input \"{name}\". It has: {ListOf(InputNames)}.", nameof(name));
    }

    /// <summary>The place of the labels of this name.</summary>
    internal int FindLabels(string name)
    {
        for (int i = 0; i < _labels.Length; i++)
        {
            if (_labels[i].Name == name) { return i; }
        }

        throw new ArgumentException($"This data has no labels \"{name}\". It has: {ListOf(LabelNames)}.", nameof(name));
    }

    private InputColumn InputColumn => _inputs[OnlyInput];

    private LabelColumn LabelColumn => _labels[OnlyLabels];

    private bool Flips => _inputs.Any(input => input.Flip is not null);

    private RandomShift? Shift => _inputs.Select(input => input.Shift).FirstOrDefault(shift => shift is not null);

    private static string ListOf(IReadOnlyList<string> names) => names.Count == 0 ? "one without a name" : string.Join(", ", names);

    private static Dataset From(
        IReadOnlyList<(string Name, Samples Values)> inputs, LabelColumn[] labels,
        IReadOnlyList<(string Name, ReadOnlyMemory<float> Values)> weights)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0)
        {
            throw new ArgumentException("There are no inputs; give the samples of each by its name.", nameof(inputs));
        }

        CheckNames(inputs.Select(input => input.Name), nameof(inputs));
        int count = CountOf(inputs, labels);
        InputColumn[] columns = [.. inputs.Select(input => Column(input.Name, input.Values, count))];
        foreach (LabelColumn label in labels)
        {
            if (label.Labels.Lengths is [var found, ..] && found != count)
            {
                throw new ArgumentException(
                    $"The labels{(label.Name is null ? "" : $" \"{label.Name}\"")} have {found:N0} samples, but the inputs {count:N0}.",
                    nameof(labels));
            }

            if (count == 0 ? label.Labels.Length == 0 : label.Labels.Length > 0 && label.Labels.Length % count == 0) { continue; }
            throw new ArgumentException(
                $"There are {label.Labels.Length:N0} labels{(label.Name is null ? "" : $" \"{label.Name}\"")} for {count:N0} samples; each "
                    + $"sample needs the same number.{Advice(inputs, labels)}", nameof(labels));
        }

        var data = new Dataset(columns, labels, count);
        foreach ((string name, ReadOnlyMemory<float> values) in weights) { data = data.WithSampleWeight(name, values); }
        return data;
    }

    // Known from a shape; else there is a class index for each sample.
    private static int CountOf(IReadOnlyList<(string Name, Samples Values)> inputs, LabelColumn[] labels)
    {
        foreach ((string name, Samples samples) in inputs)
        {
            if (samples.Tensor is { Rank: > 0 } tensor) { return checked((int)tensor.Lengths[0]); }
            if (samples.Shape is { } shape) { return CountOf(samples.Values.Length, shape, ValuesOf(name)); }
        }

        int[] lengths = [.. labels.Where(label => label.Labels.IsClasses || label.Labels.Lengths is not null)
            .Select(label => label.Labels.Lengths is [var count, ..] ? count : label.Labels.Length)];
        return lengths.Length > 0 ? lengths.Min()
            : inputs.All(input => input.Values.Values.IsEmpty) ? 0
            : throw new ArgumentException(
                "Nothing says how many samples there are. Give the shape of one: "
                    + $"(\"{inputs[0].Name}\", new Samples(values, 28, 28, 1)), say, or new Samples(values, 8) where it is 8 values.",
                nameof(inputs));
    }

    // Where no input says so.
    private static string Advice(IReadOnlyList<(string Name, Samples Values)> inputs, LabelColumn[] labels) =>
        inputs.Any(input => input.Values.Tensor is not null || input.Values.Shape is not null)
            || labels.FirstOrDefault(label => label.Labels.IsClasses) is not { } classes
            ? ""
            : $" That many class indices{(classes.Name is null ? "" : $" \"{classes.Name}\"")} there are; where they are not one for each "
                + $"sample, give the shape of a sample: (\"{inputs[0].Name}\", new Samples(values, 28, 28, 1)), say.";

    private static InputColumn Column(string name, Samples samples, int count)
    {
        if (samples.Tensor is { } tensor)
        {
            (float[] values, int[] sampleShape) = Copy(tensor);
            CheckCount(name, CountOf(values.Length, sampleShape, ValuesOf(name)), count);
            return new InputColumn(name, values, sampleShape);
        }

        if (samples.Shape is { } shape)
        {
            CheckCount(name, CountOf(samples.Values.Length, shape, ValuesOf(name)), count);
            return new InputColumn(name, samples.Values, shape);
        }

        int length = samples.Values.Length;
        if (count == 0 ? length > 0 : length == 0 || length % count != 0)
        {
            throw new ArgumentException(
                $"The {length:N0} values of the input \"{name}\" are not the same number for each of {count:N0} samples. Where that is not "
                    + $"how many there are, give the shape of one: (\"{name}\", new Samples(values, 28, 28, 1)), say.",
                "inputs");
        }

        return new InputColumn(name, samples.Values, [count == 0 ? 1 : length / count]);
    }

    private static string ValuesOf(string input) => $"input values of \"{input}\"";

    private static void CheckCount(string name, int found, int count)
    {
        if (found != count)
        {
            throw new ArgumentException($"The input \"{name}\" has {found:N0} samples, but another has {count:N0}.", "inputs");
        }
    }

    private static void CheckNames(IEnumerable<string> names, string argument)
    {
        var known = new HashSet<string>();
        foreach (string name in names)
        {
            if (string.IsNullOrEmpty(name)) { throw new ArgumentException($"One of the {argument} has no name.", argument); }
            if (!known.Add(name)) { throw new ArgumentException($"Two of the {argument} are called \"{name}\".", argument); }
        }
    }
}
