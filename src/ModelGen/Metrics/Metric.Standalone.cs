using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using ModelGen.Kernels;

namespace ModelGen;

/// <content>A metric by itself, on arrays, as Keras's <c>update_state</c>, <c>result</c> and <c>reset_state</c>.</content>
public abstract partial class Metric
{
    // What was measured last: by UpdateState, or by a model that was compiled with this metric.
    private MetricState? _shown;
    private MetricState? _own;
    private OutputLayout? _layout;

    /// <summary>Adds samples of one value each.</summary>
    /// <param name="yTrue">What is right.</param>
    /// <param name="yPred">What was predicted; as many.</param>
    /// <param name="sampleWeight">How much each sample counts: as many finite numbers; empty for 1 each.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the samples have another shape than those before;
    /// <see cref="ResetState"/> begins anew.</exception>
    /// <exception cref="InvalidOperationException">The metric makes no sense for such values; the message says what it needs.</exception>
    public void UpdateState(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, ReadOnlySpan<float> sampleWeight = default) =>
        Update(yTrue, targetsAreClasses: false, yPred, [1], sampleWeight);

    /// <summary>Adds samples of one value each, with their class indices.</summary>
    /// <param name="yTrue">The right classes; for a metric of one output 0 and 1.</param>
    /// <param name="yPred">What was predicted; as many.</param>
    /// <param name="sampleWeight">How much each sample counts: as many finite numbers; empty for 1 each.</param>
    /// <inheritdoc cref="UpdateState(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public void UpdateState(ReadOnlySpan<int> yTrue, ReadOnlySpan<float> yPred, ReadOnlySpan<float> sampleWeight = default) =>
        Update(MemoryMarshal.Cast<int, float>(yTrue), targetsAreClasses: true, yPred, [1], sampleWeight);

    /// <summary>Adds samples of several values each, one after the other, as <c>model.Forward</c> gives them.</summary>
    /// <param name="yTrue">[samples, lastAxis]: what is right; one-hot, where the values are classes.</param>
    /// <param name="yPred">[samples, lastAxis]: what was predicted.</param>
    /// <param name="lastAxis">How many values a sample has; at least 1.</param>
    /// <param name="sampleWeight">How much each sample counts: one finite number for each; empty for 1 each.</param>
    /// <inheritdoc cref="UpdateState(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public void UpdateState(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, int lastAxis, ReadOnlySpan<float> sampleWeight = default)
    {
        CheckLastAxis(yPred.Length, lastAxis);
        Update(yTrue, targetsAreClasses: false, yPred, [lastAxis], sampleWeight);
    }

    /// <summary>
    /// The same with class indices: <c>accuracy.UpdateState(batch.Labels.Classes.Span, model.Forward(batch.Inputs), lastAxis: 10)</c>.
    /// </summary>
    /// <param name="yTrue">[samples]: the right classes, from 0.</param>
    /// <param name="yPred">[samples, lastAxis]: what was predicted.</param>
    /// <param name="lastAxis">How many values a sample has; at least 1.</param>
    /// <param name="sampleWeight">How much each sample counts: one finite number for each; empty for 1 each.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is not 0 to <paramref name="lastAxis"/> - 1.</exception>
    /// <inheritdoc cref="UpdateState(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public void UpdateState(ReadOnlySpan<int> yTrue, ReadOnlySpan<float> yPred, int lastAxis, ReadOnlySpan<float> sampleWeight = default)
    {
        CheckLastAxis(yPred.Length, lastAxis);
        Update(MemoryMarshal.Cast<int, float>(yTrue), targetsAreClasses: true, yPred, [lastAxis], sampleWeight);
    }

    /// <summary>Adds samples of several values each.</summary>
    /// <param name="yTrue">[samples, values]: what is right; one-hot, where the values are classes.</param>
    /// <param name="yPred">[samples, values]: what was predicted.</param>
    /// <param name="sampleWeight">How much each sample counts: one finite number for each; empty for 1 each.</param>
    /// <inheritdoc cref="UpdateState(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public void UpdateState(float[,] yTrue, float[,] yPred, ReadOnlySpan<float> sampleWeight = default)
    {
        ArgumentNullException.ThrowIfNull(yTrue);
        ArgumentNullException.ThrowIfNull(yPred);
        if (yTrue.GetLength(0) != yPred.GetLength(0) || yTrue.GetLength(1) != yPred.GetLength(1))
        {
            throw new ArgumentException(
                $"yTrue is {yTrue.GetLength(0):N0} x {yTrue.GetLength(1):N0}, but yPred is {yPred.GetLength(0):N0} x "
                    + $"{yPred.GetLength(1):N0}; both need the same shape.", nameof(yTrue));
        }

        Update(Flat(yTrue), targetsAreClasses: false, Flat(yPred), [yPred.GetLength(1)], sampleWeight);
    }

    /// <summary>Adds samples of several values each, with their class indices.</summary>
    /// <param name="yTrue">[samples]: the right classes, from 0.</param>
    /// <param name="yPred">[samples, classes]: what was predicted.</param>
    /// <param name="sampleWeight">How much each sample counts: one finite number for each; empty for 1 each.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is not among those of <paramref name="yPred"/>.</exception>
    /// <inheritdoc cref="UpdateState(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public void UpdateState(ReadOnlySpan<int> yTrue, float[,] yPred, ReadOnlySpan<float> sampleWeight = default)
    {
        ArgumentNullException.ThrowIfNull(yPred);
        Update(MemoryMarshal.Cast<int, float>(yTrue), targetsAreClasses: true, Flat(yPred), [yPred.GetLength(1)], sampleWeight);
    }

    /// <summary>Adds samples of any shape.</summary>
    /// <param name="yTrue">[samples, ..., values]: what is right.</param>
    /// <param name="yPred">What was predicted; the same shape.</param>
    /// <param name="sampleWeight">How much each sample counts: one finite number for each; empty for 1 each.</param>
    /// <inheritdoc cref="UpdateState(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public void UpdateState(Tensor<float> yTrue, Tensor<float> yPred, ReadOnlySpan<float> sampleWeight = default)
    {
        ArgumentNullException.ThrowIfNull(yTrue);
        if (!yTrue.Lengths.SequenceEqual((yPred ?? throw new ArgumentNullException(nameof(yPred))).Lengths))
        {
            throw new ArgumentException($"yTrue is {Text(yTrue)}, but yPred is {Text(yPred)}; both need the same shape.", nameof(yTrue));
        }

        Update(Flat(yTrue), targetsAreClasses: false, Flat(yPred), SampleShape(yPred), sampleWeight);
    }

    /// <summary>Adds samples of any shape, with the class indices of their rows.</summary>
    /// <param name="yTrue">[samples, ...]: the right classes, from 0.</param>
    /// <param name="yPred">[samples, ..., classes]: what was predicted.</param>
    /// <param name="sampleWeight">How much each sample counts: one finite number for each; empty for 1 each.</param>
    /// <inheritdoc cref="UpdateState(ReadOnlySpan{int}, float[,], ReadOnlySpan{float})"/>
    public void UpdateState(ReadOnlySpan<int> yTrue, Tensor<float> yPred, ReadOnlySpan<float> sampleWeight = default)
    {
        ArgumentNullException.ThrowIfNull(yPred);
        Update(MemoryMarshal.Cast<int, float>(yTrue), targetsAreClasses: true, Flat(yPred), SampleShape(yPred), sampleWeight);
    }

    /// <summary>
    /// What was measured since the last <see cref="ResetState"/>; of a metric that belongs to a model, in the last epoch of its <c>Fit</c>
    /// or in its last <c>Evaluate</c>. 0 before.
    /// </summary>
    /// <exception cref="InvalidOperationException">The metric has several results; read <see cref="Results"/>.</exception>
    public double Result()
    {
        double[] results = Results();
        return results.Length switch
        {
            0 => 0,
            1 => results[0],
            _ => throw new InvalidOperationException(
                $"The metric {Name} has {results.Length:N0} results, one for each class or threshold. Read Results()."),
        };
    }

    /// <summary>The same of a metric that has a result for each class or threshold. Empty before anything was measured.</summary>
    public double[] Results() => _shown is null ? [] : _shown.CopyResults();

    /// <summary>Forgets what was measured.</summary>
    public void ResetState() => (_shown, _own, _layout) = (null, null, null);

    /// <summary>Has <see cref="Result"/> read this state of a model's.</summary>
    internal void Show(MetricState state) => _shown = state;

    /// <summary>The sums that <see cref="Result"/> reads; empty before anything was measured.</summary>
    private protected ReadOnlySpan<double> ShownSums => _shown is null ? [] : _shown.Sums;

    private void Update(ReadOnlySpan<float> yTrue, bool targetsAreClasses, ReadOnlySpan<float> yPred, int[] shape,
        ReadOnlySpan<float> sampleWeight)
    {
        OutputLayout layout = new(shape, Activation.Linear, "yPred");
        if (layout.Size == 0)
        {
            throw new ArgumentException($"A sample of yPred is ({string.Join(", ", shape)}), which has no values.", nameof(yPred));
        }
        int samples = yPred.Length / layout.Size, needed = samples * (targetsAreClasses ? layout.Rows : layout.Size);
        if (yTrue.Length != needed)
        {
            throw new ArgumentException(
                $"yPred has {samples:N0} samples, which need {needed:N0} {(targetsAreClasses ? "class indices" : "values")} in yTrue, but "
                    + $"{yTrue.Length:N0} are given.", nameof(yTrue));
        }

        CheckWeights(sampleWeight, samples);
        if (targetsAreClasses && layout.Columns > 1) { CheckClasses(MemoryMarshal.Cast<float, int>(yTrue), layout.Columns); }
        Check(new OutputLayout(shape, SaidToBe, layout.LastLayer), targetsAreClasses);
        CheckPredictions(yPred);
        TargetDomain domain = TargetsAlone(layout);
        if (!targetsAreClasses) { domain.Check("metric", Name, yTrue, layout.Size, nameof(yTrue)); }
        else if (layout.Columns == 1)
        {
            domain.Check("metric", Name, MemoryMarshal.Cast<float, int>(yTrue), layout.Rows, nameof(yTrue));
        }

        if (_own is null || _own != _shown) { (_own, _layout) = (new MetricState(this, layout), layout); }
        else if (!_layout!.Shape.AsSpan().SequenceEqual(shape))
        {
            throw new ArgumentException(
                $"A sample of yPred is ({string.Join(", ", shape)}), but those before were ({string.Join(", ", _layout.Shape)}). Call "
                    + "ResetState() first.", nameof(yPred));
        }

        _shown = _own;
        StandaloneBatch.Add(_own, layout, yTrue, targetsAreClasses, yPred, sampleWeight);
    }

    /// <summary>
    /// What predictions that come from no model are taken for: sigmoid's, by a metric that asks whether they are probabilities.
    /// </summary>
    private protected virtual Activation SaidToBe => Activation.Linear;

    private static void CheckLastAxis(int values, int lastAxis)
    {
        Require.AtLeast(lastAxis, 1);
        if (values % lastAxis != 0)
        {
            throw new ArgumentException($"{values:N0} values in yPred are not a whole number of samples of {lastAxis:N0}.", "yPred");
        }
    }

    private static void CheckWeights(ReadOnlySpan<float> weights, int samples)
    {
        if (weights.Length > 0 && weights.Length != samples)
        {
            throw new ArgumentException($"There are {weights.Length:N0} sample weights for {samples:N0} samples; give one for each sample.",
                "sampleWeight");
        }

        if (Bounds.IndexOfNonFinite(weights) is >= 0 and var place)
        {
            throw new ArgumentException($"A sample weight is {weights[place]}; weights are finite numbers, and 0 leaves a sample out.",
                "sampleWeight");
        }
    }

    private static void CheckClasses(ReadOnlySpan<int> classes, int count)
    {
        foreach (int label in classes)
        {
            if ((uint)label >= (uint)count)
            {
                throw new ArgumentOutOfRangeException("yTrue", label,
                    $"A label is {label}, but yPred has {count:N0} classes, so labels are 0 to {count - 1:N0}.");
            }
        }
    }

    private static float[] Flat(float[,] values)
    {
        var flat = new float[values.Length];
        Buffer.BlockCopy(values, 0, flat, 0, Buffer.ByteLength(values));
        return flat;
    }

    private static float[] Flat(Tensor<float> values)
    {
        var flat = new float[checked((int)values.FlattenedLength)];
        values.FlattenTo(flat);
        return flat;
    }

    private static int[] SampleShape(Tensor<float> values) => [.. values.Lengths.ToArray().Skip(1).Select(n => checked((int)n))];

    private static string Text(Tensor<float> values) => string.Join(" x ", values.Lengths.ToArray());
}
