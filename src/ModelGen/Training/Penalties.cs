using ModelGen.Kernels;

namespace ModelGen;

/// <summary>The values of a model's penalties: what they add to the loss of a batch, in training and in evaluation.</summary>
internal sealed class Penalties(Device device, ModelDefinition definition) : IDisposable
{
    private Arena? _work;
    private long _version;
    private double _value;

    /// <summary>What the penalties on parameters are together, on a CPU; on a GPU <see cref="AddTo"/> adds them. It is computed anew where parameters have changed.</summary>
    public double OfParameters(Step step)
    {
        if (device is GpuDevice || definition.ParameterPenalties.Length == 0 || _version == step.ParameterVersion) { return _value; }
        _value = 0;
        foreach (ParameterPenalty penalty in definition.ParameterPenalties)
        {
            _value += Penalty.CpuValue(step, step[penalty.Weight], (float)penalty.L1, (float)penalty.L2);
        }

        _version = step.ParameterVersion;
        return _value;
    }

    /// <summary>Adds the rest to numbers, one for each sample, whose mean is the loss: each sample's penalties on outputs, and on a GPU those on parameters.</summary>
    public void AddTo(Block values, Step step)
    {
        foreach (ActivityPenalty penalty in definition.ActivityPenalties)
        {
            if (device is GpuDevice gpu) { Penalty.GpuAddSamples(gpu, values, step[penalty.Value], (float)penalty.L1, (float)penalty.L2); }
            else { Penalty.CpuAddSamples(step, values, step[penalty.Value], (float)penalty.L1, (float)penalty.L2); }
        }

        if (device is GpuDevice g && definition.ParameterPenalties.Length > 0) { AddParametersTo(values, step, g); }
    }

    private void AddParametersTo(Block values, Step step, GpuDevice gpu)
    {
        ParameterPenalty[] penalties = definition.ParameterPenalties;
        _work ??= device.Allocate(Penalty.GpuWork(penalties.Length));
        for (int i = 0; i < penalties.Length; i++)
        {
            Penalty.GpuValue(gpu, _work, i, step[penalties[i].Weight], (float)penalties[i].L1, (float)penalties[i].L2);
        }

        Penalty.GpuAddValues(gpu, values, _work, penalties.Length);
    }

    public void Dispose() => _work?.Dispose();
}
