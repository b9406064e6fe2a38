using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Checks of what the user hands to a model, made before anything is changed. A message says what is given and what is needed.
/// </summary>
internal static class Checks
{
    /// <summary>How many samples so many values are.</summary>
    public static int SampleCount(ModelDefinition model, int values)
    {
        int size = model.Input.Size;
        if (values == 0 || values % size != 0)
        {
            throw new ArgumentException(
                $"{values:N0} values are not a whole number of samples: one sample of {model.Name} is {Text(model.InputShape)}, {size:N0} "
                    + "values.");
        }

        return values / size;
    }

    public static void OneSample(ModelDefinition model, int values)
    {
        if (values != model.Input.Size)
        {
            string many = values > 0 && values % model.Input.Size == 0
                ? " For many samples write model.Predict(samples, batchSize: 32)." : "";
            throw new ArgumentException(
                $"{values:N0} values are given, but one sample of {model.Name} is {Text(model.InputShape)}, {model.Input.Size:N0} "
                    + $"values.{many}");
        }
    }

    public static void OutputLength(ModelDefinition model, int samples, int length)
    {
        long needed = (long)samples * model.Output.Size;
        if (length != needed)
        {
            throw new ArgumentException($"The outputs of {samples:N0} samples are {needed:N0} values, but there is room for {length:N0}.");
        }
    }

    /// <summary>Samples must have the model's input shape; dimensions of 1 and flat samples are understood.</summary>
    public static void SampleShape(ModelDefinition model, Dataset data, string argument)
    {
        if (data.Count == 0) { throw new ArgumentException($"The data set is empty: {argument} has no samples.", argument); }
        int[] given = [.. data.SampleShape];
        bool fits = data.SampleSize == model.Input.Size
            && (given.Length <= 1 || given.Where(d => d != 1).SequenceEqual(model.InputShape.Where(d => d != 1)));
        if (!fits)
        {
            throw new ArgumentException(
                $"The samples of {argument} are {Text(given)}, but the input of {model.Name} is {Text(model.InputShape)}.", argument);
        }
    }

    /// <summary>A tensor of targets must have the model's output shape behind its first axis.</summary>
    public static void TargetShape(ModelDefinition model, int[] lengths)
    {
        if (lengths.Length == 0 || !lengths.Skip(1).SequenceEqual(model.OutputShape))
        {
            throw new ArgumentException($"The targets are {Text(lengths)}, but {model.Name} needs samples x {Text(model.OutputShape)}.",
                "y");
        }
    }

    /// <summary>Labels must be as many as the samples need, and such that the loss makes sense of them.</summary>
    public static void LabelsFit(OutputLayout output, Loss loss, Labels labels, int samples)
    {
        loss.Check(output, labels.IsClasses);
        int each = labels.IsClasses ? output.Rows : output.Size;
        if (labels.Length != (long)samples * each)
        {
            throw new ArgumentException(
                $"{samples:N0} samples need {(long)samples * each:N0} {labels.Kind}, {each:N0} each for {output.LastLayer}, but "
                    + $"{labels.Length:N0} are given.");
        }

        if (!labels.IsClasses || loss.ClassesOf(output) is not { } count)
        {
            TargetsFit("loss", loss.Name, loss.Targets, output, labels);
            return;
        }

        ReadOnlySpan<int> classes = labels.Classes.Span;
        if (IndexOutside(classes, loss, count) is >= 0 and var i) { throw OutOfRange(i / output.Rows, classes[i], output, count); }
    }

    /// <summary>
    /// The classes of a batch are among the loss's. All were when the call began, but their memory is the caller's, and a kernel would read
    /// where they point.
    /// </summary>
    public static void ClassesFit(OutputLayout output, Loss loss, ReadOnlySpan<int> classes, int first, ReadOnlySpan<int> positions)
    {
        if (loss.ClassesOf(output) is not { } count) { return; }
        if (IndexOutside(classes, loss, count) is >= 0 and var i)
        {
            throw OutOfRange(first + positions[i / output.Rows], classes[i], output, count);
        }
    }

    // The place of the first class that is none of the loss's; -1 where all are.
    private static int IndexOutside(ReadOnlySpan<int> classes, Loss loss, int count)
    {
        int? ignored = loss.IgnoredLabel;
        for (int i = 0; i < classes.Length; i++)
        {
            if ((uint)classes[i] >= (uint)count && classes[i] != ignored) { return i; }
        }

        return -1;
    }

    private static ArgumentOutOfRangeException OutOfRange(int sample, int label, OutputLayout output, int count) => new("labels", label,
        $"The label of sample {sample:N0} is {label}, but {output.LastLayer} gives {count:N0} classes, so labels are 0 to {count - 1:N0}.");

    /// <summary>Targets, and classes that stand for themselves, must be such that somebody makes sense of them.</summary>
    public static void TargetsFit(string kind, string name, TargetDomain domain, OutputLayout output, Labels labels)
    {
        if (!labels.IsClasses) { domain.Check(kind, name, labels.Values.Span, output.Size, nameof(labels)); }
        else if (output.Columns == 1) { domain.Check(kind, name, labels.Classes.Span, output.Rows, nameof(labels)); }
    }

    /// <summary>Weights are finite, and one for each sample, or one for each row of its output.</summary>
    public static void WeightsFit(OutputLayout output, ReadOnlySpan<float> sampleWeight, int samples)
    {
        int weights = sampleWeight.Length;
        if (weights == 0 || weights == samples || weights == (long)samples * output.Rows)
        {
            Bounds.CheckWeights(sampleWeight);
            return;
        }

        string rows = output.Rows > 1 ? $", or {(long)samples * output.Rows:N0}, {output.Rows:N0} each for {output.LastLayer}" : "";
        throw new ArgumentException($"{samples:N0} samples need {samples:N0} sample weights{rows}, but {weights:N0} are given.",
            "sampleWeight");
    }

    private static string Text(IReadOnlyList<int> shape) => string.Join(" x ", shape);
}
