using Xunit;

namespace ModelGen.Tests.Contract;

// Inside the namespace, so that Dropout and Loss mean the Oracle's.
using ModelGen.Oracle;

/// <summary>
/// The checks of one batch: inference, training, gradients that add up and are overwritten, and a loss. Where the results will be compared
/// with those of another device bit by bit, the Oracle need not compute them a second time.
/// </summary>
internal sealed class BatchCheck(ModelRun run, OracleNetwork network, int batch, Random random, string where, bool compares = true)
{
    private readonly float[] _inputs = Numbers.Random(random, batch * run.Definition.Input.Size);
    private readonly float[] _gradient = Numbers.Random(random, batch * run.Definition.Output.Size);
    private readonly double _tolerance = Tolerance.Of(network, batch);
    private readonly bool _trainsOtherwise = network.Layers.Any(step => step.Layer is Dropout or BatchNormalization);
    // Before a normalization gradients add up to nothing, in exact numbers, and so does what a normalization without a beta gives.
    private readonly double _least = network.Layers.Any(step => step.Layer is BatchNormalization) ? 1 : 0.01;
    private readonly bool _offersLogits = run.Definition.LastActivation != ModelGen.Activation.Linear;

    // Of one class there is no cross-entropy.
    private readonly bool _hasClasses = run.Definition.LastActivation == ModelGen.Activation.Softmax && network.OutputShape[^1] > 1;
    private readonly List<float[]> _results = [];

    /// <summary>Does them all and gives what was computed.</summary>
    public List<float[]> Run()
    {
        float[] inference = Predict();
        float[] training = Forward();
        if (!_trainsOtherwise)
        {
            Assert.True(inference.AsSpan().SequenceEqual(training), $"{where}: training's outputs are not inference's.");
        }


        Backward(times: 1, "gradient");
        Forward();
        Backward(times: 2, "gradient after two passes");
        run.EndStep();
        Forward();
        Backward(times: 1, "gradient after an optimizer's step");
        run.EndStep();
        if (_offersLogits) { BackwardFromLogits(); }
        if (run.IsOnCpu) { BackwardFromLoss(); }
        CompareState();
        return _results;
    }

    private float[] Predict() => Compare("inference outputs", run.Predict(_inputs), () => network.Forward(ToDouble(_inputs)));

    private float[] Forward() => Compare("training outputs", run.Forward(_inputs), () => network.Forward(ToDouble(_inputs), Mask));

    private void Backward(int times, string what)
    {
        run.BackwardFrom(_gradient);
        if (compares) { network.Backward(ToDouble(_gradient)); }
        CompareGradients(times, what);
    }

    /// <summary>Where the model ends in softmax or sigmoid, a loss may have taken its input.</summary>
    private void BackwardFromLogits()
    {
        Forward();
        run.BackwardFromLogits(_gradient);
        if (compares) { network.BackwardFromLastInputs(ToDouble(_gradient)); }
        CompareGradients(times: 1, "gradient from the logits");
        run.EndStep();
    }

    /// <summary>Cross-entropy, which takes the logits, where the model ends in softmax; else the mean squared error.</summary>
    private void BackwardFromLoss()
    {
        int columns = network.OutputShape[^1];
        double[] outputs = ToDouble(Forward());
        Loss loss = _hasClasses ? new CategoricalCrossentropyFromLogits() : new MeanSquaredError();
        ModelGen.Loss product = _hasClasses ? ModelGen.Loss.CategoricalCrossentropy : ModelGen.Loss.MeanSquaredError;
        float[] labels = _hasClasses ? OneHot(columns) : Numbers.Random(random, outputs.Length);
        double[] Predictions() => _hasClasses ? network.LastInputs : outputs;
        Compare("loss", [run.Backward(labels, product)],
            () => [loss.Mean(ToDouble(labels), Predictions(), columns) + network.Regularization]);
        if (compares)
        {
            double[] gradient = loss.MeanGradient(ToDouble(labels), Predictions(), columns);
            if (_hasClasses) { network.BackwardFromLastInputs(gradient); } else { network.Backward(gradient); }
        }

        CompareGradients(times: 1, $"gradient of {product}");
        run.EndStep();
    }

    private float[] OneHot(int columns)
    {
        int[] classes = [.. Enumerable.Range(0, _gradient.Length / columns).Select(_ => random.Next(columns))];
        return Array.ConvertAll(Loss.OneHot(classes, columns), v => (float)v);
    }

    private void CompareGradients(int times, string what)
    {
        foreach (var (expected, actual) in network.Parameters.Zip(run.Parameters).Where(pair => pair.First.IsTrainable))
        {
            Compare($"{what} of {actual.Name}", actual.GradientToArray(), () => [.. expected.Gradient.Select(g => times * g)]);
        }
    }

    /// <summary>What is not trained has followed the training passes, as the next call sees it.</summary>
    private void CompareState()
    {
        network.UpdateState();
        foreach (var (expected, actual) in network.Parameters.Zip(run.Parameters).Where(pair => !pair.First.IsTrainable))
        {
            Compare(actual.Name, actual.ToArray(), () => expected.Values);
        }
    }

    private float[] Compare(string what, float[] actual, Func<double[]> expected)
    {
        if (compares) { Numbers.AssertClose(expected(), actual, _tolerance, $"{where}: {what}", _least); }
        _results.Add(actual);
        return actual;
    }

    private double[] Mask(Dropout layer, int number, int position, int size) =>
        layer.Mask(size, (uint)run.Seed, (uint)number, run.Iteration, (uint)position);

    private static double[] ToDouble(float[] values) => Array.ConvertAll(values, v => (double)v);
}
