using Xunit;

namespace ModelGen.Tests.Contract;

// Inside the namespace, so that Dropout and Activation mean the Oracle's.
using ModelGen.Oracle;

/// <summary>The checks of one batch: forward, backward, twice without and once after an optimizer's step.</summary>
internal sealed class BatchCheck(ModelRun run, OracleNetwork network, int batch, Random random, string where)
{
    private readonly float[] _inputs = Numbers.Random(random, batch * run.Definition.Input.Size);
    private readonly float[] _gradient = Numbers.Random(random, batch * run.Definition.Output.Size);
    private readonly double _tolerance = Tolerance.Of(network, batch);
    private readonly bool _hasDropout = network.Layers.Any(layer => layer is Dropout);
    private readonly List<float[]> _results = [];

    /// <summary>Does them all and gives what was computed.</summary>
    public List<float[]> Run()
    {
        float[] inference = Forward(training: false);
        float[] training = Forward(training: true);
        if (!_hasDropout) { Assert.True(inference.AsSpan().SequenceEqual(training), $"{where}: training's outputs are not inference's."); }

        Backward(times: 1, "gradient");
        Forward(training: true);
        Backward(times: 2, "gradient after two passes");
        run.EndStep();
        Forward(training: true);
        Backward(times: 1, "gradient after an optimizer's step");
        run.EndStep();
        if (run.Definition.LastActivation == ModelGen.Activation.Softmax) { BackwardFromLogits(); }
        return _results;
    }

    private float[] Forward(bool training)
    {
        float[] outputs = run.Forward(_inputs, training);
        double[] expected = network.Forward(ToDouble(_inputs), training ? Mask : null);
        Numbers.AssertClose(expected, outputs, _tolerance, $"{where}: {(training ? "training" : "inference")} outputs");
        _results.Add(outputs);
        return outputs;
    }

    private void Backward(int times, string what)
    {
        run.Backward(_gradient);
        network.Backward(ToDouble(_gradient));
        CompareGradients(times, what);
    }

    /// <summary>Where the model ends in softmax, a loss may have taken its input.</summary>
    private void BackwardFromLogits()
    {
        Forward(training: true);
        run.BackwardFromLogits(_gradient);
        network.BackwardFromLastInputs(ToDouble(_gradient));
        CompareGradients(times: 1, "gradient from the logits");
        run.EndStep();
    }

    private void CompareGradients(int times, string what)
    {
        foreach (var (parameter, definition) in network.Parameters.Zip(run.Definition.Parameters))
        {
            float[] gradient = run.Gradient(definition);
            Numbers.AssertClose([.. parameter.Gradient.Select(g => times * g)], gradient, _tolerance, $"{where}: {what} of {parameter.Name}");
            _results.Add(gradient);
        }
    }

    private double[] Mask(Dropout layer, int number, int position, int size) =>
        layer.Mask(size, (uint)run.Seed, (uint)number, run.Iteration, (uint)position);

    private static double[] ToDouble(float[] values) => Array.ConvertAll(values, v => (double)v);
}
