using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>Keras's <c>class_weight</c>: weights of classes, made into weights of samples.</summary>
internal static class ClassWeights
{
    /// <summary>The weight of each sample's class; 1 for a class that has none.</summary>
    /// <exception cref="ArgumentException">A weight is not finite, belongs to no class, or the samples have weights already or more than
    /// one class each.</exception>
    public static float[] Of(Dataset data, IReadOnlyDictionary<int, double> classWeight, OutputLayout output)
    {
        if (data.SampleWeights.Length > 0)
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
            weights[i] = classWeight.TryGetValue(ClassOf(data, i), out double weight) ? (float)weight : 1f;
        }
        return weights;
    }

    private static int ClassOf(Dataset data, int sample)
    {
        if (data.Labels.IsClasses) { return data.Labels.Classes.Span[sample]; }
        ReadOnlySpan<float> targets = data.Labels.Values.Span.Slice(sample * data.LabelSize, data.LabelSize);
        if (targets.Length == 1) { return (int)MathF.Round(targets[0]); }
        int largest = 0;
        for (int i = 1; i < targets.Length; i++)
        {
            if (targets[i] > targets[largest]) { largest = i; }
        }

        return largest;
    }
}
