using ModelGen.Data;

namespace ModelGen;

/// <content>Evaluation and prediction, in inference mode.</content>
public abstract partial class Model
{
    private int[] _inOrder = [];

    /// <summary>Measures the mean loss and the metrics over all samples.</summary>
    /// <param name="data">The samples and their labels.</param>
    /// <param name="batchSize">Samples that go through the model together; at least 1. It does not change the result beyond rounding.</param>
    /// <exception cref="InvalidOperationException">The model was not compiled with a loss, the loss makes no sense for such labels, or another call is running.</exception>
    /// <exception cref="ArgumentException">The data are empty, have another shape than the input, or labels that do not fit.</exception>
    public Evaluation Evaluate(Dataset data, int batchSize = 32)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.AtLeast(batchSize, 1);
        using CallGuard.Entry call = Enter("Evaluate", allowedInCallback: true);
        Loss loss = LossFor("Evaluate");
        Check(data, loss, nameof(data));
        Scores scores = EvaluateRange(SampleRange.All(data), batchSize, loss);
        string[] names = scores.Names();
        var values = new Logs(names);
        scores.Read(values, names);
        return new Evaluation(values);
    }

    /// <inheritdoc cref="Predictor.Predict(ReadOnlySpan{float})"/>
    public ReadOnlySpan<float> Predict(ReadOnlySpan<float> sample)
    {
        using CallGuard.Entry call = EnterPredict();
        return Inference.One(sample);
    }

    /// <inheritdoc cref="Predictor.Predict(ReadOnlySpan{float}, int)"/>
    public float[] Predict(ReadOnlySpan<float> samples, int batchSize)
    {
        using CallGuard.Entry call = EnterPredict();
        var outputs = new float[Checks.SampleCount(Definition, samples.Length) * Definition.Output.Size];
        Inference.Many(samples, outputs, batchSize);
        return outputs;
    }

    /// <inheritdoc cref="Predictor.Predict(ReadOnlySpan{float}, Span{float}, int)"/>
    public void Predict(ReadOnlySpan<float> samples, Span<float> outputs, int batchSize = 32)
    {
        using CallGuard.Entry call = EnterPredict();
        Inference.Many(samples, outputs, batchSize);
    }

    /// <inheritdoc cref="Predictor.Predict(Dataset, int)"/>
    public float[] Predict(Dataset data, int batchSize = 32)
    {
        using CallGuard.Entry call = EnterPredict();
        return Inference.All(data, batchSize);
    }

    /// <summary>Measures samples that have been checked.</summary>
    internal Scores EvaluateRange(SampleRange range, int batchSize, Loss loss)
    {
        (BatchRunner runner, Scores scores) = (Evaluator, EvaluationScores);
        scores.Reset();
        batchSize = Math.Min(batchSize, range.Count);
        if (_inOrder.Length < batchSize) { _inOrder = [.. Enumerable.Range(0, batchSize)]; }
        for (int first = 0; first < range.Count; first += batchSize)
        {
            ReadOnlySpan<int> positions = _inOrder.AsSpan(0, Math.Min(batchSize, range.Count - first));
            Labels labels = range.Data.Labels;
            runner.Load(range.Data, range.First + first, positions);
            runner.Forward();
            scores.Begin(positions.Length, labels.IsClasses);
            scores.SetLabels(labels, range.First + first, positions);
            scores.SetWeights(range.Weights.Span, range.WeightsPerSample, range.First + first, positions);
            scores.ComputeMetrics(runner.Step);
            scores.ComputeLoss(runner.Step, loss, withGradient: false);
            scores.Accumulate();
        }

        scores.Flush();
        return scores;
    }

    private CallGuard.Entry EnterPredict() => Enter("Predict", allowedInCallback: true);
}
