using ModelGen.Kernels;

namespace ModelGen;

/// <summary>The values of a model's regularizers: what they add to the loss of a batch, in training and in evaluation.</summary>
internal sealed class Regularizers(Device device, ModelDefinition definition) : IDisposable
{
    private Arena? _work;
    private long _version;
    private double _value;

    /// <summary>
    /// What the regularizers on parameters that are trained are together, on a CPU; on a GPU <see cref="AddTo"/> adds them. It is computed
    /// anew where parameters have changed.
    /// </summary>
    public double OfParameters(Step step)
    {
        if (device is GpuDevice || definition.ParameterRegularizers.Length == 0 || _version == step.ParameterVersion) { return _value; }
        _value = 0;
        foreach (ParameterRegularizer regularizer in definition.ParameterRegularizers)
        {
            if (!step.Mask.UpdatesAt(regularizer.Weight.Offset)) { continue; }
            _value += Regularizer.CpuValue(step, step[regularizer.Weight], (float)regularizer.L1, (float)regularizer.L2);
        }

        _version = step.ParameterVersion;
        return _value;
    }

    /// <summary>Whether <see cref="AddTo"/> adds something.</summary>
    public bool AddToSamples =>
        definition.ActivityRegularizers.Length > 0 || (device is GpuDevice && definition.ParameterRegularizers.Length > 0);

    /// <summary>
    /// Adds the rest to numbers, one for each sample, whose mean is the loss: each sample's regularizers on outputs, and on a GPU those on
    /// parameters.
    /// </summary>
    public void AddTo(Block values, Step step)
    {
        foreach (ActivityRegularizer regularizer in definition.ActivityRegularizersOf(step.Training))
        {
            if (device is GpuDevice gpu)
            {
                Regularizer.GpuAddSamples(gpu, values, step[regularizer.Value], (float)regularizer.L1, (float)regularizer.L2);
            }
            else { Regularizer.CpuAddSamples(step, values, step[regularizer.Value], (float)regularizer.L1, (float)regularizer.L2); }
        }

        if (device is GpuDevice g && definition.ParameterRegularizers.Length > 0) { AddParametersTo(values, step, g); }
    }

    private void AddParametersTo(Block values, Step step, GpuDevice gpu)
    {
        _work ??= device.Allocate(Regularizer.GpuWork(definition.ParameterRegularizers.Length));
        int count = 0;
        foreach (ParameterRegularizer regularizer in definition.ParameterRegularizers)
        {
            if (!step.Mask.UpdatesAt(regularizer.Weight.Offset)) { continue; }
            Regularizer.GpuValue(gpu, _work, count++, step[regularizer.Weight], (float)regularizer.L1, (float)regularizer.L2);
        }

        if (count > 0) { Regularizer.GpuAddValues(gpu, values, _work, count); }
    }

    public void Dispose() => _work?.Dispose();
}
