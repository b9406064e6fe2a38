using System.ComponentModel;
using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Predicts with a model's weights in memory of its own, so another thread may use it while the model trains or predicts; it then sees the
/// weights as they are at that moment, in the middle of an update perhaps. One predictor serves one thread at a time. It lives as long as
/// its model; disposing it only gives its memory back earlier.
/// </summary>
public class Predictor : IDisposable
{
    private readonly Model _model;
    private readonly CallGuard _guard;
    private readonly WeakReference<IDisposable>? _owned;
    private int[] _inOrder = [];

    /// <summary>One of the user's, which the model disposes with itself.</summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    protected internal Predictor(Model model) : this(model, new CallGuard("the same predictor",
        "One predictor serves one thread at a time: make another with model.CreatePredictor(), or let model.CreatePredictorPool() "
            + "lend them.")) =>
        _owned = model.Own(this);

    /// <summary>One that works in calls of something else.</summary>
    internal Predictor(Model model, CallGuard guard) => (_model, _guard, Runner) = (model, guard, new BatchRunner(model, training: false));

    internal BatchRunner Runner { get; }

    /// <summary>Whether it has been disposed, or is being disposed.</summary>
    internal bool IsDisposed => _guard.IsEnding;

    /// <summary>The outputs for one sample.</summary>
    /// <param name="sample">Its values, as many as the input has, row-major.</param>
    /// <returns>The outputs; the array is the caller's.</returns>
    /// <exception cref="ArgumentException">The number of values is not that of one sample.</exception>
    /// <exception cref="InvalidOperationException">Another call is using it.</exception>
    /// <exception cref="ObjectDisposedException">It has been disposed, or its model has.</exception>
    public float[] Predict(ReadOnlySpan<float> sample)
    {
        using (Enter()) { return OneOf(sample).ToArray(); }
    }

    /// <summary>The most probable class of one sample, as <c>[Classes]</c> calls it, and how probable it is.</summary>
    /// <param name="sample">The values of one sample.</param>
    /// <returns>Of softmax or logits the largest value, logits as softmax makes probabilities of them; of a single sigmoid, or its logit,
    /// class 1 above one half.</returns>
    /// <exception cref="ArgumentException">It has not as many values as the input.</exception>
    /// <exception cref="InvalidOperationException">The model has several inputs or outputs, or its output is no class: it is a picture or
    /// a sequence, or ends in several sigmoids.</exception>
    public Classification Classify(ReadOnlySpan<float> sample) => Classification.Of(_model.Definition, PredictView(sample), "Classify");

    /// <summary>
    /// The outputs for one sample as a view of the memory they were computed in, without an allocation: the next call overwrites them.
    /// </summary>
    /// <inheritdoc cref="Predict(ReadOnlySpan{float})"/>
    /// <returns>The outputs, good until the next call. To keep them, call <see cref="Predict(ReadOnlySpan{float})"/>.</returns>
    public ReadOnlySpan<float> PredictView(ReadOnlySpan<float> sample)
    {
        using (Enter()) { return OneOf(sample); }
    }

    /// <summary>The outputs for many samples.</summary>
    /// <param name="samples">Their values, one sample after the other.</param>
    /// <param name="batchSize">How many go through the model together; at least 1.</param>
    /// <returns>The outputs, one sample after the other.</returns>
    /// <exception cref="ArgumentException">The number of values is not that of whole samples.</exception>
    public float[] Predict(ReadOnlySpan<float> samples, int batchSize)
    {
        using (Enter())
        {
            Checks.HasOneEach(_model.Definition, "Predict");
            return Many(new FloatSpans(samples), batchSize)[0];
        }
    }

    /// <summary>The outputs for many samples, into memory of the caller's.</summary>
    /// <param name="samples">Their values, one sample after the other.</param>
    /// <param name="outputs">Gets the outputs, one sample after the other; exactly as long as they are, and not where the samples
    /// are.</param>
    /// <param name="batchSize">How many go through the model together; at least 1.</param>
    /// <exception cref="ArgumentException">The number of values is not that of whole samples, or <paramref name="outputs"/> has another
    /// length than they give, or lies over them.</exception>
    public void Predict(ReadOnlySpan<float> samples, Span<float> outputs, int batchSize = 32)
    {
        using (Enter())
        {
            Checks.HasOneEach(_model.Definition, "Predict");
            Many(samples, outputs, batchSize);
        }
    }

    /// <summary>The outputs for all samples of a data set.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">How many go through the model together; at least 1.</param>
    /// <returns>The outputs, one sample after the other.</returns>
    /// <exception cref="ArgumentException">Its samples have another shape than the input.</exception>
    public float[] Predict(Dataset data, int batchSize = 32)
    {
        using (Enter())
        {
            Checks.HasOneOutput(_model.Definition, "Predict");
            return All(data, batchSize)[0];
        }
    }

    /// <summary>Whose it is and where it computes.</summary>
    public override string ToString() => $"predictor of {_model.Definition.Name}, {_model.Device}";

    /// <summary>
    /// Gives its memory back. A prediction that another thread is running ends after its batch with an
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        bool isFirst = _guard.BeginEnd(_model.IsDisposed ? _model : this);
        _guard.AwaitEnd();
        if (!isFirst) { return; }
        Runner.Dispose();
        _model.Disown(_owned);
    }

    /// <summary>The outputs for all samples of a data set, by the names of the outputs; for code that knows no model by its type.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">How many go through the model together; at least 1.</param>
    /// <returns>The values of each output, one sample after the other.</returns>
    /// <exception cref="ArgumentException">Its samples have another shape than the inputs.</exception>
    public IReadOnlyDictionary<string, float[]> PredictByName(Dataset data, int batchSize = 32) =>
        _model.ByName(PredictAll(data, batchSize));

    /// <summary>What the generated members of a model with several inputs or outputs call for one sample.</summary>
    /// <param name="sample">The values of each input.</param>
    /// <returns>The values of each output; the arrays are the caller's.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal float[][] PredictOutputs(FloatSpans sample)
    {
        using (Enter()) { return OneOfEach(sample); }
    }

    /// <summary>The same for many samples.</summary>
    /// <param name="samples">The values of each input, one sample after the other.</param>
    /// <param name="batchSize">How many go through the model together; at least 1.</param>
    /// <returns>The values of each output, one sample after the other; the arrays are the caller's.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal float[][] PredictOutputs(FloatSpans samples, int batchSize)
    {
        using (Enter()) { return Many(samples, batchSize); }
    }

    /// <summary>The same for the samples of a data set.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">How many go through the model together; at least 1.</param>
    /// <returns>The values of each output, one sample after the other; the arrays are the caller's.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal float[][] PredictAll(Dataset data, int batchSize)
    {
        using (Enter()) { return All(data, batchSize); }
    }

    /// <summary>The same without an allocation: views that the next call overwrites.</summary>
    /// <param name="sample">The values of each input.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal OutputViews PredictViews(FloatSpans sample)
    {
        using (Enter()) { return new OutputViews(One(sample)); }
    }

    /// <summary>Predicts one sample; what is returned holds the outputs until the next batch.</summary>
    internal BatchRunner One(FloatSpans sample)
    {
        Checks.OneSample(_model.Definition, sample);
        Forward(sample);
        return Runner;
    }

    /// <summary>The outputs for one sample, in arrays of their own.</summary>
    internal float[][] OneOfEach(FloatSpans sample)
    {
        One(sample);
        var outputs = new float[_model.Definition.Outputs.Length][];
        for (int i = 0; i < outputs.Length; i++) { outputs[i] = Runner.Output(i).ToArray(); }
        return outputs;
    }

    /// <summary>The outputs for many samples, in arrays of their own.</summary>
    internal float[][] Many(FloatSpans samples, int batchSize)
    {
        Require.AtLeast(batchSize, 1);
        int count = Checks.SampleCount(_model.Definition, samples);
        float[][] outputs = RoomFor(count);

        // Views of an earlier prediction would be overwritten.
        FloatSpans whole = Runner.HoldsAny(samples) ? samples.Copy() : samples;
        for (int first = 0; first < count; first += batchSize)
        {
            _guard.ThrowIfEnding();
            int n = Math.Min(batchSize, count - first);
            Forward(whole.Slice(first, n, Runner.InputSizes));
            CopyOutputs(outputs, first);
        }

        return outputs;
    }

    /// <summary>The same of one input and one output, into memory of the caller's.</summary>
    internal void Many(ReadOnlySpan<float> samples, Span<float> outputs, int batchSize)
    {
        Require.AtLeast(batchSize, 1);
        (int input, int output) = (_model.Definition.Inputs[0].Size, _model.Definition.Outputs[0].Size);
        int count = Checks.SampleCount(_model.Definition, new FloatSpans(samples));
        Checks.OutputLength(_model.Definition, 0, count, outputs.Length);
        if (Runner.Step.Holds(samples)) { samples = samples.ToArray(); } // A view of an earlier prediction.
        if (samples.Overlaps(outputs))
        {
            throw new ArgumentException(
                "The outputs lie over the samples, which they would overwrite before all are predicted. Give them memory of their own.",
                nameof(outputs));
        }

        for (int first = 0; first < count; first += batchSize)
        {
            _guard.ThrowIfEnding();
            int n = Math.Min(batchSize, count - first);
            Forward(new FloatSpans(samples.Slice(first * input, n * input)));
            Runner.Output(0).CopyTo(outputs[(first * output)..]);
        }
    }

    /// <summary>Room for the outputs of so many samples.</summary>
    internal float[][] RoomFor(int samples) =>
        [.. _model.Definition.Outputs.Select(output => new float[checked(samples * output.Size)])];

    /// <summary>The outputs for all samples of a data set.</summary>
    internal float[][] All(Dataset data, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.AtLeast(batchSize, 1);
        data = Checks.Bind(_model.Definition, data, nameof(data));
        float[][] outputs = RoomFor(data.Count);
        for (int first = 0; first < data.Count; first += batchSize)
        {
            _guard.ThrowIfEnding();
            Range(data, first, Math.Min(batchSize, data.Count - first), outputs);
        }

        return outputs;
    }

    /// <summary>Predicts some samples that follow each other, of a data set bound to the model, and puts the outputs in their places.
    /// </summary>
    internal void Range(Dataset data, int first, int count, float[][] outputs)
    {
        Runner.Load(data, first, InOrder(count));
        Runner.Forward();
        CopyOutputs(outputs, first);
    }

    private void CopyOutputs(float[][] outputs, int first)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            Runner.Output(i).CopyTo(outputs[i].AsSpan(first * _model.Definition.Outputs[i].Size));
        }
    }

    private ReadOnlySpan<float> OneOf(ReadOnlySpan<float> sample)
    {
        Checks.HasOneEach(_model.Definition, "Predict");
        return One(new FloatSpans(sample)).Output(0);
    }

    private void Forward(FloatSpans samples) => Runner.WithInputs(samples, Runner, static runner => runner.Forward());

    /// <summary>The positions 0, 1, ...</summary>
    internal ReadOnlySpan<int> InOrder(int count)
    {
        if (_inOrder.Length < count) { _inOrder = [.. Enumerable.Range(0, count)]; }
        return _inOrder.AsSpan(0, count);
    }

    private CallGuard.Entry Enter()
    {
        ObjectDisposedException.ThrowIf(_model.IsDisposed, _model);
        return _guard.Enter("Predict", allowedInCallback: false);
    }
}
