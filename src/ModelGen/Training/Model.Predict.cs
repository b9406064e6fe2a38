using System.ComponentModel;
using System.Diagnostics;
using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <content>Prediction, in inference mode.</content>
public abstract partial class Model
{
    private static readonly Logs s_nothing = new([]);

    /// <inheritdoc cref="Predictor.Predict(ReadOnlySpan{float})"/>
    public float[] Predict(ReadOnlySpan<float> sample)
    {
        using CallGuard.Entry call = EnterPredict();
        Checks.HasOneEach(Definition, "Predict");
        return Inference.One(new FloatSpans(sample)).Output(0).ToArray();
    }

    /// <summary>What the classes are called that it tells apart, as <c>[Classes]</c> says; empty without it.</summary>
    public IReadOnlyList<string> ClassNames => Definition.ClassNames;

    /// <inheritdoc cref="Predictor.Classify(ReadOnlySpan{float})"/>
    public Classification Classify(ReadOnlySpan<float> sample) => Classification.Of(Definition, PredictView(sample), "Classify");

    /// <inheritdoc cref="Predictor.PredictView(ReadOnlySpan{float})"/>
    public ReadOnlySpan<float> PredictView(ReadOnlySpan<float> sample)
    {
        using CallGuard.Entry call = EnterPredict();
        Checks.HasOneEach(Definition, "PredictView");
        return Inference.One(new FloatSpans(sample)).Output(0);
    }

    /// <inheritdoc cref="Predictor.Predict(ReadOnlySpan{float}, int)"/>
    public float[] Predict(ReadOnlySpan<float> samples, int batchSize)
    {
        using CallGuard.Entry call = EnterPredict();
        Checks.HasOneEach(Definition, "Predict");
        return Inference.Many(new FloatSpans(samples), batchSize)[0];
    }

    /// <inheritdoc cref="Predictor.Predict(ReadOnlySpan{float}, Span{float}, int)"/>
    public void Predict(ReadOnlySpan<float> samples, Span<float> outputs, int batchSize = 32)
    {
        using CallGuard.Entry call = EnterPredict();
        Checks.HasOneEach(Definition, "Predict");
        Inference.Many(samples, outputs, batchSize);
    }

    /// <summary>The outputs for the samples of a data set.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">How many go through the model together; at least 1.</param>
    /// <param name="verbose">0: prints nothing. 1: a progress bar in a terminal, else as 2. 2: one line.</param>
    /// <param name="steps">Batches to predict, the first ones; all of them where it is left out.</param>
    /// <param name="callbacks">Called while it predicts.</param>
    /// <returns>The outputs, one sample after the other.</returns>
    /// <exception cref="ArgumentException">Its samples have another shape than the input, or a number is outside its range.</exception>
    public float[] Predict(Dataset data, int batchSize = 32, int verbose = 0, int? steps = null, IEnumerable<Callback>? callbacks = null)
    {
        Checks.HasOneOutput(Definition, "Predict");
        return PredictAll(data, batchSize, verbose, steps, callbacks)[0];
    }

    /// <summary>
    /// The outputs for the samples of a data set, by the names of the outputs; for code that knows no model by its type, a callback say.
    /// </summary>
    /// <inheritdoc cref="Predict(Dataset, int, int, int?, IEnumerable{Callback}?)"/>
    /// <returns>The values of each output, one sample after the other.</returns>
    public IReadOnlyDictionary<string, float[]> PredictByName(
        Dataset data, int batchSize = 32, int verbose = 0, int? steps = null, IEnumerable<Callback>? callbacks = null) =>
        ByName(PredictAll(data, batchSize, verbose, steps, callbacks));

    internal IReadOnlyDictionary<string, float[]> ByName(float[][] outputs) =>
        Definition.Outputs.Zip(outputs).ToDictionary(output => output.First.Name, output => output.Second);

    /// <summary>What the generated <c>Predict</c> of a model with several inputs or outputs calls for one sample.</summary>
    /// <param name="sample">The values of each input.</param>
    /// <returns>The values of each output; the arrays are the caller's.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal float[][] PredictOutputs(FloatSpans sample)
    {
        using CallGuard.Entry call = EnterPredict();
        return Inference.OneOfEach(sample);
    }

    /// <summary>The same for many samples.</summary>
    /// <param name="samples">The values of each input, one sample after the other.</param>
    /// <param name="batchSize">How many go through the model together; at least 1.</param>
    /// <returns>The values of each output, one sample after the other; the arrays are the caller's.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal float[][] PredictOutputs(FloatSpans samples, int batchSize)
    {
        using CallGuard.Entry call = EnterPredict();
        return Inference.Many(samples, batchSize);
    }

    /// <summary>The same without an allocation: views that the next call overwrites.</summary>
    /// <param name="sample">The values of each input.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal OutputViews PredictViews(FloatSpans sample)
    {
        using CallGuard.Entry call = EnterPredict();
        return new OutputViews(Inference.One(sample));
    }

    /// <summary>The same for the samples of a data set.</summary>
    /// <inheritdoc cref="Predict(Dataset, int, int, int?, IEnumerable{Callback}?)"/>
    /// <returns>The values of each output, one sample after the other.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected internal float[][] PredictAll(Dataset data, int batchSize, int verbose, int? steps, IEnumerable<Callback>? callbacks)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.AtLeast(batchSize, 1);
        Require.AtLeast(steps ?? 1, 1, nameof(steps));
        CheckVerbose(verbose);
        using CallGuard.Entry call = EnterPredict();
        data = Checks.Bind(Definition, data, nameof(data));
        int batches = Math.Min(SampleRange.All(data).Steps(batchSize), steps ?? int.MaxValue);
        using var called = new CallbackList(this, callbacks, new CallbackParams(1, batches, verbose), []);
        ProgressBar? progress = ProgressBar.For(verbose, epochs: 1, batches);
        progress?.BeginEpoch(0, Stopwatch.GetTimestamp());
        called.Tell(static (callback, _, _) => callback.OnPredictBegin());
        float[][] outputs = Inference.RoomFor((int)Math.Min(data.Count, (long)batches * batchSize));
        for (int batch = 0; batch < batches; batch++)
        {
            Guard.ThrowIfEnding();
            called.Tell(static (callback, batch, _) => callback.OnPredictBatchBegin(batch), batch);
            int first = batch * batchSize;
            Inference.Range(data, first, Math.Min(batchSize, data.Count - first), outputs);
            called.TellOutputs(batch, Definition, Inference.Runner);
            progress?.EndStep(batch + 1, s_nothing, Stopwatch.GetTimestamp());
        }

        called.Tell(static (callback, _, _) => callback.OnPredictEnd());
        progress?.EndEpoch(batches, s_nothing, Stopwatch.GetTimestamp());
        return outputs;
    }

    private CallGuard.Entry EnterPredict() => Enter("Predict", allowedInCallback: true);
}
