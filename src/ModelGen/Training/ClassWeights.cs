using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>Keras's <c>class_weight</c>: weights of classes, made into weights of samples.</summary>
internal static class ClassWeights
{
    /// <summary>A data set, bound to a model with one output, whose samples have the weights of their classes.</summary>
    /// <exception cref="ArgumentException">A weight is not finite, belongs to no class, or the samples have weights already or more than
    /// one class each; or there are several outputs.</exception>
    public static Dataset Of(Dataset data, IReadOnlyDictionary<int, double>? classWeight, IReadOnlyList<OutputLayout> outputs)
    {
        if (classWeight is null) { return data; }
        return outputs.Count == 1
            ? data.With([.. data.InputColumns], [Of(data, data.LabelColumns[0], classWeight, outputs[0])])
            : throw new ArgumentException(
                "classWeight is given for no output in particular, but the model has several. Name it: classWeights: new() { "
                    + $"[\"{data.LabelColumns[0].Name}\"] = new() {{ [0] = 2 }} }}.", nameof(classWeight));
    }

    /// <summary>The same by the names of the outputs.</summary>
    public static Dataset Of(
        Dataset data, Dictionary<string, Dictionary<int, double>> classWeights, IReadOnlyList<OutputLayout> outputs) => data.With(
        [.. data.InputColumns],
        [.. data.LabelColumns.Select((label, i) =>
            classWeights.TryGetValue(label.Name ?? classWeights.Keys.FirstOrDefault() ?? "", out var weights)
                ? Of(data, label, weights, outputs[i]) : label)]);

    private static LabelColumn Of(
        Dataset data, LabelColumn column, IReadOnlyDictionary<int, double> classWeight, OutputLayout output)
    {
        if (column.Labels.Length == 0)
        {
            throw new ArgumentException($"classWeight has weights for {column.Name}, but there are no labels for it.", nameof(classWeight));
        }

        if (column.Weights.Length > 0)
        {
            throw new ArgumentException(
                "classWeight and sample weights are given, but a sample has one weight. Multiply them yourself, and give the products as "
                    + "sampleWeight.", nameof(classWeight));
        }

        if (output.Rows > 1)
        {
            throw new ArgumentException(
                $"classWeight needs one class for each sample, but {output.LastLayer} gives {output.Rows:N0} rows. Give sampleWeight, with "
                    + "a weight for each row.", nameof(classWeight));
        }

        foreach ((int label, double weight) in classWeight)
        {
            if (!float.IsFinite((float)weight))
            {
                throw new ArgumentException($"classWeight[{label}] is {PythonText.Repr(weight)}; weights are finite numbers.",
                    nameof(classWeight));
            }
            if (label < 0 || (output.Columns > 1 && label >= output.Columns))
            {
                string classes = output.Columns > 1
                    ? $"{output.LastLayer} gives the classes 0 to {output.Columns - 1:N0}" : "classes count from 0";
                throw new ArgumentException($"classWeight has a weight for class {label}, but {classes}.", nameof(classWeight));
            }
        }

        var weights = new float[data.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = classWeight.TryGetValue(ClassOf(column.Labels, i, output.Size), out double weight) ? (float)weight : 1f;
        }

        return column with { Weights = weights };
    }

    private static int ClassOf(Labels labels, int sample, int size)
    {
        if (labels.IsClasses) { return labels.Classes.Span[sample]; }
        ReadOnlySpan<float> targets = labels.Values.Span.Slice(sample * size, size);
        if (targets.Length == 1) { return (int)MathF.Round(targets[0]); }
        int largest = 0;
        for (int i = 1; i < targets.Length; i++)
        {
            if (targets[i] > targets[largest]) { largest = i; }
        }

        return largest;
    }
}
