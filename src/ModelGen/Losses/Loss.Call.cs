using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using ModelGen.Kernels;
using Numeric = System.Numerics.Tensors.Tensor;

namespace ModelGen;

/// <content>A loss called by itself, without a model, as Keras's <c>loss(y_true, y_pred, sample_weight)</c>.</content>
public abstract partial class Loss
{
    /// <summary>One number for all rows, as <see cref="Reduction"/> says.</summary>
    /// <param name="yTrue">The targets, as many as outputs.</param>
    /// <param name="yPred">The outputs, rows of <paramref name="lastAxis"/> values one after the other. What they are taken for (logits,
    /// probabilities) does not depend on any model.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    /// <param name="sampleWeight">How much each row counts; left out: all the same.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    /// <exception cref="InvalidOperationException">The loss needs class indices, or its reduction is none.</exception>
    public float Value(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis, ReadOnlySpan<float> sampleWeight = default) =>
        Reduce(Raw(yTrue, false, yPred, Rows(yPred, lastAxis)), yTrue, false, sampleWeight);

    /// <inheritdoc cref="Value(ReadOnlySpan{float}, ReadOnlySpan{float}, int, ReadOnlySpan{float})"/>
    /// <param name="yTrue">The class of each row.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    /// <param name="sampleWeight">How much each row counts; left out: all the same.</param>
    public float Value(ReadOnlySpan<int> yTrue, ReadOnlySpan<float> yPred, int lastAxis, ReadOnlySpan<float> sampleWeight = default)
    {
        ReadOnlySpan<float> bits = MemoryMarshal.Cast<int, float>(yTrue);
        return Reduce(Raw(bits, true, yPred, Rows(yPred, lastAxis)), bits, true, sampleWeight);
    }

    /// <summary>The same of tensors.</summary>
    /// <param name="yTrue">The targets, in the shape of the outputs ([N] serves as [N, 1]); for the sparse cross-entropy the classes,
    /// without the last axis or with 1 in its place.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="sampleWeight">One number for each value, or one for each sample.</param>
    public float Value(Tensor<float> yTrue, Tensor<float> yPred, Tensor<float>? sampleWeight = null)
    {
        (float[] targets, bool classes, float[] outputs, int[] shape) = Flat(yTrue, yPred);
        return Reduce(Raw(targets, classes, outputs, shape), targets, classes, sampleWeight is null ? default : Flat(sampleWeight));
    }

    /// <summary>One number for each row (or for each group, where the loss has an axis), times its weight; no reduction.</summary>
    /// <inheritdoc cref="Value(ReadOnlySpan{float}, ReadOnlySpan{float}, int, ReadOnlySpan{float})"/>
    public float[] Values(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis, ReadOnlySpan<float> sampleWeight = default) =>
        Weighted(Raw(yTrue, false, yPred, Rows(yPred, lastAxis)), sampleWeight);

    /// <inheritdoc cref="Values(ReadOnlySpan{float}, ReadOnlySpan{float}, int, ReadOnlySpan{float})"/>
    /// <param name="yTrue">The class of each row.</param>
    /// <param name="yPred">The outputs.</param>
    /// <param name="lastAxis">How many values a row has.</param>
    /// <param name="sampleWeight">How much each row counts; left out: all the same.</param>
    public float[] Values(ReadOnlySpan<int> yTrue, ReadOnlySpan<float> yPred, int lastAxis, ReadOnlySpan<float> sampleWeight = default) =>
        Weighted(Raw(MemoryMarshal.Cast<int, float>(yTrue), true, yPred, Rows(yPred, lastAxis)), sampleWeight);

    /// <summary>The same of tensors; the last axis is gone, or those along which the loss goes.</summary>
    /// <inheritdoc cref="Value(Tensor{float}, Tensor{float}, Tensor{float}?)"/>
    public Tensor<float> Values(Tensor<float> yTrue, Tensor<float> yPred, Tensor<float>? sampleWeight = null)
    {
        (float[] targets, bool classes, float[] outputs, int[] shape) = Flat(yTrue, yPred);
        float[] values = Weighted(Raw(targets, classes, outputs, shape), sampleWeight is null ? default : Flat(sampleWeight));
        int[] rows = shape.Length > 1 ? shape[..^1] : [1];
        return Numeric.Create(values,
            values.Length == rows.Aggregate(1, static (a, b) => a * b) ? [.. rows.Select(n => (nint)n)] : [values.Length]);
    }

    internal float[] ValuesOf(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis) => Values(yTrue, yPred, lastAxis);

    internal float[] ValuesOf(ReadOnlySpan<int> yTrue, ReadOnlySpan<float> yPred, int lastAxis) => Values(yTrue, yPred, lastAxis);

    /// <summary>The values of rows or groups, without weights.</summary>
    private protected virtual unsafe float[] ValuesOf(float* targets, float* outputs, bool targetsAreClasses, int[] shape) =>
        DirectCall.Values(this, targets, outputs, targetsAreClasses, shape);

    private unsafe float[] Raw(ReadOnlySpan<float> targets, bool classes, ReadOnlySpan<float> outputs, int[] shape)
    {
        var layout = new OutputLayout(shape[1..], Activation.Linear, "yPred");
        CheckLabels(layout, classes);
        int needed = classes ? outputs.Length / shape[^1] : outputs.Length;
        if (targets.Length != needed)
        {
            string kind = classes ? "classes" : "targets";
            throw new ArgumentException(
                $"yPred has {outputs.Length:N0} values in rows of {shape[^1]:N0}, which need {needed:N0} {kind}, but yTrue has "
                    + $"{targets.Length:N0}.", "yTrue");
        }

        if (!classes) { TargetsAlone.Check("loss", Name, targets, shape[^1], "yTrue"); }
        else if (ClassesOf(layout) is { } count) { CheckClasses(MemoryMarshal.Cast<float, int>(targets), count); }
        else { TargetsAlone.Check("loss", Name, MemoryMarshal.Cast<float, int>(targets), 1, "yTrue"); }
        fixed (float* y = targets, p = outputs) { return ValuesOf(y, p, classes, shape); }
    }

    private void CheckClasses(ReadOnlySpan<int> classes, int count)
    {
        for (int i = 0; i < classes.Length; i++)
        {
            if ((uint)classes[i] >= (uint)count && classes[i] != IgnoredLabel)
            {
                throw new ArgumentOutOfRangeException("yTrue", classes[i],
                    $"The label of row {i:N0} is {classes[i]}, but there are {count:N0} classes, so labels are 0 to {count - 1:N0}.");
            }
        }
    }

    private float Reduce(float[] values, ReadOnlySpan<float> targets, bool classes, ReadOnlySpan<float> weights)
    {
        if (Reduction == Reduction.None)
        {
            throw new InvalidOperationException(
                $"{Called} has Reduction.None, so it has no single value. Call Values for the numbers of the samples, or leave the "
                    + "reduction out.");
        }

        CheckWeights(values.Length, weights);
        int all = Math.Max(values.Length, weights.Length);
        double sum = 0, valid = 0, weight = 0;
        for (int i = 0; i < all; i++)
        {
            int at = values.Length == 1 ? 0 : i;
            if (classes && IgnoredLabel is { } ignored && BitConverter.SingleToInt32Bits(targets[at]) == ignored) { continue; }
            float w = weights.IsEmpty ? 1 : weights[i / (all / weights.Length)];
            sum += (double)values[at] * w;
            valid++;
            weight += w;
        }

        double divisor = Reduction == Reduction.Sum ? 1 : Reduction == Reduction.MeanWithSampleWeight ? weight : valid;
        return divisor == 0 ? 0 : (float)(sum / divisor);
    }

    private static float[] Weighted(float[] values, ReadOnlySpan<float> weights)
    {
        CheckWeights(values.Length, weights);
        if (weights.IsEmpty) { return values; }
        var weighted = new float[Math.Max(values.Length, weights.Length)];
        for (int i = 0; i < weighted.Length; i++)
        {
            weighted[i] = values[values.Length == 1 ? 0 : i] * weights[i / (weighted.Length / weights.Length)];
        }
        return weighted;
    }

    // One for each value, one for each sample of several values, or several for the one value of a batch.
    private static void CheckWeights(int values, ReadOnlySpan<float> sampleWeight)
    {
        int weights = sampleWeight.Length;
        if (weights == 0 || values == 1 || (values > 0 && values % weights == 0))
        {
            Bounds.CheckWeights(sampleWeight);
            return;
        }

        throw new ArgumentException(
            $"There are {values:N0} values, but {weights:N0} sample weights. Give one for each, or one for each sample.", "sampleWeight");
    }

    private static int[] Rows(ReadOnlySpan<float> outputs, int lastAxis)
    {
        if (lastAxis < 1 || outputs.IsEmpty || outputs.Length % lastAxis != 0)
        {
            throw new ArgumentException(
                $"yPred has {outputs.Length:N0} values, which are not rows of {lastAxis:N0}: lastAxis is how many values a row has.",
                nameof(lastAxis));
        }

        return [outputs.Length / lastAxis, lastAxis];
    }

    // Ranks that differ by a last axis of 1 are the same, as in Keras.
    private (float[] Targets, bool Classes, float[] Outputs, int[] Shape) Flat(Tensor<float> yTrue, Tensor<float> yPred)
    {
        ArgumentNullException.ThrowIfNull(yTrue);
        ArgumentNullException.ThrowIfNull(yPred);
        int[] y = Lengths(yTrue), p = Lengths(yPred);
        bool sparse = this is SparseCategoricalCrossentropy;
        if (!sparse && p.Length == 1 && y.Length == 2 && y[1] == 1) { p = y; }
        int[] needed = sparse ? p[..^1] : p;
        bool fits = y.SequenceEqual(needed) || (y.Length == needed.Length + 1 && y[^1] == 1 && y[..^1].SequenceEqual(needed))
            || (!sparse && p.Length == y.Length + 1 && p[^1] == 1 && p[..^1].SequenceEqual(y));
        if (!fits || yPred.FlattenedLength == 0)
        {
            throw new ArgumentException(
                $"yTrue is {string.Join(" x ", y)} and yPred {string.Join(" x ", p)}; {Name} needs yTrue as {string.Join(" x ", needed)}.",
                nameof(yTrue));
        }

        float[] targets = Flat(yTrue);
        if (sparse)
        {
            TargetDomain.Class.Check("loss", Name, targets, 1, nameof(yTrue));
            targets = [.. targets.Select(static c => BitConverter.Int32BitsToSingle((int)c))];
        }

        return (targets, sparse, Flat(yPred), p.Length == 1 ? [1, p[0]] : p);
    }

    private static int[] Lengths(Tensor<float> tensor) => [.. tensor.Lengths.ToArray().Select(static n => checked((int)n))];

    private static float[] Flat(Tensor<float> tensor)
    {
        var values = new float[checked((int)tensor.FlattenedLength)];
        tensor.FlattenTo(values);
        return values;
    }
}
