using Xunit;

namespace ModelGen.Tests.Contract;

// Inside the namespace, so that Dropout and Loss mean the Oracle's.
using ModelGen.Oracle;

/// <summary>
/// The checks of one batch: inference, what each layer gives, training, gradients that add up and are overwritten, those of the inputs, and
/// a loss. Where the results will be compared with those of another device bit by bit, the Oracle need not compute them a second time.
/// </summary>
internal sealed class BatchCheck(ModelRun run, OracleNetwork network, int batch, Random random, string where, bool compares = true)
{
    private readonly float[][] _inputs = [.. run.Definition.Inputs.Select(input => Numbers.Random(random, batch * input.Size))];
    private readonly float[][] _gradients = [.. run.Definition.Outputs.Select(output => Numbers.Random(random, batch * output.Size))];
    private readonly double _tolerance = Tolerance.Of(network, batch);
    private readonly bool _trainsOtherwise = network.Layers.Any(step => step.Layer is Dropout or BatchNormalization);
    private readonly List<float[]> _results = [];

    private OutputDefinition[] Outputs => run.Definition.Outputs;

    // In brief in one batch of all.
    private bool LooksInside => Extent.IsFull || (run.IsOnCpu && batch == 2);

    /// <summary>Does them all and gives what was computed.</summary>
    public List<float[]> Run()
    {
        float[][] inference = Compare("inference outputs", run.Predict(_inputs), () => network.Forward(ToDouble(_inputs)));
        if (LooksInside) { CompareLayers(); }
        float[][] training = Forward();
        if (!_trainsOtherwise)
        {
            Assert.True(inference.Zip(training).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)),
                $"{where}: training's outputs are not inference's.");
        }

        Backward(times: 1, "gradient");
        Forward();
        Backward(times: 2, "gradient after two passes");
        run.EndStep();
        Forward();
        Backward(times: 1, "gradient after an optimizer's step");
        run.EndStep();
        if (LooksInside) { CompareInputGradients(); }
        BackwardFromLogits(OffersLogits);
        if (Outputs.Length > 1)
        {
            BackwardFromLogits(output => OffersLogits(output) && output % 2 == 0);
            BackwardFromLogits(output => OffersLogits(output) && output % 2 == 1);
        }

        if (run.IsOnCpu) { BackwardFromLosses(); }
        CompareState();
        return _results;
    }

    // Before a normalization gradients add up to nothing, in exact numbers, and so does what a normalization without a beta gives. What
    // cancels has the size by which the normalization multiplies.
    private double Least => network.Layers.Where(step => step.Layer is BatchNormalization)
        .Select(step => Math.Max(1, ((BatchNormalization)step.Layer).LargestFactor(step.Place))).DefaultIfEmpty(0.01).Max();

    private float[][] Forward() => Compare("training outputs", run.Forward(_inputs), () => network.Forward(ToDouble(_inputs), Mask));

    // The Oracle's values are those of the inference before.
    private void CompareLayers()
    {
        float[][] layers = run.LayerOutputs(_inputs);
        for (int i = 0; i < layers.Length; i++)
        {
            int number = i + 1;
            Compare($"outputs of layer {number}", layers[i], () => network.OutputOf(number));
        }
    }

    private void CompareInputGradients()
    {
        run.ComputesInputGradients = true;
        Forward();
        Backward(times: 1, "gradient beside that of the inputs");
        float[][] gradients = run.InputGradients();
        for (int i = 0; i < gradients.Length; i++)
        {
            int input = i;
            Compare($"gradient of input {input}", gradients[i], () => network.InputGradients[input]);
        }

        run.ComputesInputGradients = false;
        run.EndStep();
    }

    private void Backward(int times, string what)
    {
        run.BackwardFrom(_gradients);
        if (compares) { network.Backward(ToDouble(_gradients), _ => false); }
        CompareGradients(times, what);
    }

    // Where an output ends in softmax or sigmoid, a loss may have taken its input.
    private bool OffersLogits(int output) => Outputs[output].LastActivation != ModelGen.Activation.Linear;

    private void BackwardFromLogits(Func<int, bool> isOfLogits)
    {
        if (!Enumerable.Range(0, Outputs.Length).Any(isOfLogits)) { return; }
        Forward();
        run.BackwardFrom(_gradients, isOfLogits);
        if (compares) { network.Backward(ToDouble(_gradients), isOfLogits); }
        CompareGradients(times: 1, "gradient from the logits");
        run.EndStep();
    }

    /// <summary>
    /// Cross-entropy, which takes the logits, where an output ends in softmax or sigmoid; else the mean squared error. Of several outputs
    /// each counts differently.
    /// </summary>
    private void BackwardFromLosses()
    {
        double[][] outputs = ToDouble(Forward());
        OutputLoss[] losses = [.. Outputs.Select((output, i) => LossOf(output, network.OutputShapes[i][^1]))];
        float[][] labels = [.. losses.Select((loss, i) => loss.DrawLabels(outputs[i].Length))];
        double[] weights = [.. losses.Select((_, i) => 1.0 / (1 << i))];
        double[] Predictions(int i) => losses[i].TakesLogits ? network.LogitsOf(i) : outputs[i];
        Compare("loss", [run.Backward(labels, [.. losses.Select(loss => loss.Product)], weights)],
            () => [losses.Select((loss, i) => weights[i] * loss.Oracle.Mean(ToDouble(labels[i]), Predictions(i), loss.Columns)).Sum()
                + network.Regularization]);
        if (compares)
        {
            double[][] gradients = [.. losses.Select((loss, i) =>
                loss.Oracle.MeanGradient(ToDouble(labels[i]), Predictions(i), loss.Columns).Select(g => weights[i] * g).ToArray())];
            network.Backward(gradients, i => losses[i].TakesLogits);
        }

        CompareGradients(times: 1, $"gradient of {string.Join(" and ", losses.Select(loss => loss.Product))}");
        run.EndStep();
    }

    private sealed record OutputLoss(Loss Oracle, ModelGen.Loss Product, int Columns, bool TakesLogits, Func<int, float[]> DrawLabels);

    // Of one class there is no cross-entropy.
    private OutputLoss LossOf(OutputDefinition output, int columns) => output.LastActivation switch
    {
        ModelGen.Activation.Softmax when columns > 1 => new(new CategoricalCrossentropyFromLogits(), ModelGen.Loss.CategoricalCrossentropy,
            columns, TakesLogits: true, length => OneHot(length, columns)),
        ModelGen.Activation.Sigmoid => new(new BinaryCrossentropy(FromLogits: true), ModelGen.Loss.BinaryCrossentropy, columns,
            TakesLogits: true, length => [.. Enumerable.Range(0, length).Select(_ => (float)random.Next(2))]),
        _ => new(new MeanSquaredError(), ModelGen.Loss.MeanSquaredError, columns, TakesLogits: false,
            length => Numbers.Random(random, length)),
    };

    private float[] OneHot(int length, int columns)
    {
        int[] classes = [.. Enumerable.Range(0, length / columns).Select(_ => random.Next(columns))];
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

    private float[][] Compare(string what, float[][] actual, Func<double[][]> expected)
    {
        double[][] wanted = compares ? expected() : [];
        for (int i = 0; i < actual.Length; i++)
        {
            int output = i;
            Compare(actual.Length == 1 ? what : $"{what} of {Outputs[i].Name}", actual[i], () => wanted[output]);
        }

        return actual;
    }

    private void Compare(string what, float[] actual, Func<double[]> expected)
    {
        if (compares) { Numbers.AssertClose(expected(), actual, _tolerance, $"{where}: {what}", Least); }
        _results.Add(actual);
    }

    private double[] Mask(Dropout layer, int number, int position, int size) =>
        layer.Mask(size, (uint)run.Seed, (uint)number, run.Iteration, (uint)position);

    private static double[] ToDouble(float[] values) => Array.ConvertAll(values, v => (double)v);

    private static double[][] ToDouble(float[][] values) => [.. values.Select(ToDouble)];
}
