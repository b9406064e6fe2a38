using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Looks into a model: batches go through the plan of its training, which keeps what layers give, but as predictions do, and a backward
/// pass computes the gradients of the inputs and nothing else. Its memory is its own, and taken when it is first used.
/// </summary>
internal sealed class Inspector(Model model) : IDisposable
{
    private readonly StepMask _forward = model.Freezing.MaskOfInputs(needsInputs: false);
    private readonly StepMask _backward = model.Freezing.MaskOfInputs(needsInputs: true);
    private bool _needsInputs;
    private BatchRunner? _runner;
    private LossAndMetrics? _losses;

    private BatchRunner Runner => _runner ??= new BatchRunner(model, training: true, () => _needsInputs ? _backward : _forward);

    /// <summary>What some layers give for a batch that <paramref name="load"/> puts in place.</summary>
    public float[][] Outputs(Action<BatchRunner> load, IReadOnlyList<int> layers)
    {
        LayerDefinition[] definitions = model.Definition.Layers;
        BatchRunner runner = Runner;
        _needsInputs = false;
        runner.Step.Revealed = [.. layers.Where(layer => definitions[layer].Value.Offset >= model.Definition.InputGradientValues)
            .Select(layer => layer + 1)];
        load(runner);
        runner.Forward();
        if (runner.Step.Revealed.Count > 0) { model.RevealOn(runner.Step); }
        return [.. layers.Select(layer => runner.Copy(definitions[layer].Value))];
    }

    /// <summary>The gradients of the inputs of a batch.</summary>
    /// <param name="load">Puts it in place.</param>
    /// <param name="begin">Writes the gradients of the outputs, or of the logits.</param>
    public float[][] InputGradients(Action<BatchRunner> load, Action<BatchRunner> begin)
    {
        BatchRunner runner = Runner;
        (_needsInputs, runner.Step.Revealed) = (true, []);
        load(runner);
        runner.Forward();
        begin(runner);
        runner.Backward();
        return [.. model.Definition.Inputs.Select(input => runner.Copy(input.Gradient!.Value))];
    }

    /// <summary>The losses of a batch, which have room for so many samples.</summary>
    public LossAndMetrics Losses(int samples)
    {
        _losses ??= new LossAndMetrics(model.Device, model.Definition, model.CompiledObjectives);
        _losses.Begin(samples);
        return _losses;
    }

    /// <summary>Forgets them: the model has been compiled anew.</summary>
    public void DisposeLosses()
    {
        _losses?.Dispose();
        _losses = null;
    }

    public void Dispose()
    {
        DisposeLosses();
        _runner?.Dispose();
    }
}
