using ModelGen.Data;

namespace ModelGen;

/// <summary>
/// Predicts with a model's weights in memory of its own, so another thread may use it while the model trains or predicts; it then sees the
/// weights as they are at that moment, in the middle of an update perhaps. One predictor serves one thread at a time. It lives as long as
/// its model; disposing it only gives its memory back earlier.
/// </summary>
public sealed class Predictor : IDisposable
{
    private readonly Model _model;
    private readonly CallGuard _guard;
    private readonly WeakReference<IDisposable>? _owned;
    private int[] _inOrder = [];

    /// <summary>One of the user's, which the model disposes with itself.</summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    internal Predictor(Model model) : this(model, new CallGuard("the same predictor",
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
        using (Enter()) { return One(sample).ToArray(); }
    }

    /// <summary>
    /// The outputs for one sample as a view of the memory they were computed in, without an allocation: the next call overwrites them.
    /// </summary>
    /// <inheritdoc cref="Predict(ReadOnlySpan{float})"/>
    /// <returns>The outputs, good until the next call. To keep them, call <see cref="Predict(ReadOnlySpan{float})"/>.</returns>
    public ReadOnlySpan<float> PredictView(ReadOnlySpan<float> sample)
    {
        using (Enter()) { return One(sample); }
    }

    /// <summary>The outputs for many samples.</summary>
    /// <param name="samples">Their values, one sample after the other.</param>
    /// <param name="batchSize">How many go through the model together; at least 1.</param>
    /// <returns>The outputs, one sample after the other.</returns>
    /// <exception cref="ArgumentException">The number of values is not that of whole samples.</exception>
    public float[] Predict(ReadOnlySpan<float> samples, int batchSize)
    {
        var outputs = new float[Checks.SampleCount(_model.Definition, samples.Length) * _model.Definition.Output.Size];
        Predict(samples, outputs, batchSize);
        return outputs;
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
        using (Enter()) { Many(samples, outputs, batchSize); }
    }

    /// <summary>The outputs for all samples of a data set.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">How many go through the model together; at least 1.</param>
    /// <returns>The outputs, one sample after the other.</returns>
    /// <exception cref="ArgumentException">Its samples have another shape than the input.</exception>
    public float[] Predict(Dataset data, int batchSize = 32)
    {
        using (Enter()) { return All(data, batchSize); }
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

    internal ReadOnlySpan<float> One(ReadOnlySpan<float> sample)
    {
        Checks.OneSample(_model.Definition, sample.Length);
        Forward(sample);
        return Runner.Outputs();
    }

    internal void Many(ReadOnlySpan<float> samples, Span<float> outputs, int batchSize)
    {
        Require.AtLeast(batchSize, 1);
        (int input, int output) = (_model.Definition.Input.Size, _model.Definition.Output.Size);
        int count = Checks.SampleCount(_model.Definition, samples.Length);
        Checks.OutputLength(_model.Definition, count, outputs.Length);
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
            Forward(samples.Slice(first * input, n * input));
            Runner.Outputs().CopyTo(outputs[(first * output)..]);
        }
    }

    private unsafe void Forward(ReadOnlySpan<float> samples)
    {
        fixed (float* first = samples)
        {
            using BatchRunner.InputsInPlace held = Runner.Read(first, samples.Length);
            Runner.Forward();
        }
    }

    internal float[] All(Dataset data, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.AtLeast(batchSize, 1);
        Checks.SampleShape(_model.Definition, data, nameof(data));
        int size = _model.Definition.Output.Size;
        var outputs = new float[checked(data.Count * size)];
        for (int first = 0; first < data.Count; first += batchSize)
        {
            _guard.ThrowIfEnding();
            Range(data, first, Math.Min(batchSize, data.Count - first)).CopyTo(outputs.AsSpan(first * size));
        }

        return outputs;
    }

    /// <summary>The outputs of some samples that follow each other; the next call may overwrite them.</summary>
    internal ReadOnlySpan<float> Range(Dataset data, int first, int count)
    {
        Runner.Load(data, first, InOrder(count));
        Runner.Forward();
        return Runner.Outputs();
    }

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
