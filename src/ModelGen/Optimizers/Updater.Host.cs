using System.Runtime.InteropServices;
using ModelGen.Kernels;

namespace ModelGen;

// Updates by a function on the host, whatever the device. All parameters are computed before the first one is written, so that a function
// that throws leaves them as they were.
public sealed unsafe partial class Updater
{
    // Of each parameter its values, then those of its slots, then its gradient.
    private float[][] _hosted = [];
    private float[] _before = [], _hostFactors = [];

    /// <summary>One pass of a function over all parameters that are trained.</summary>
    internal void RunOnHost(UpdateFunction function, string[] slots, float rate, long step)
    {
        // A GPU that has seen a loss that is not finite makes no further steps.
        if (_store.IsStopped) { return; }
        IReadOnlyList<StoredParameter> parameters = _store.Contents;
        if (_hosted.Length == 0) { _hosted = HostedWith(slots.Length); }
        ReadOnlySpan<ParameterFactors> factors = FactorsOnHost();
        for (int p = 0; p < parameters.Count; p++)
        {
            if (!_store.Mask.Updates(p)) { continue; }
            StoredParameter parameter = parameters[p];
            int size = parameter.Weight.Size;
            Span<float> all = _hosted[p], weights = all[..size], kept = all[size..^size], gradient = all[^size..];
            Read(parameter, all[..^size]);
            _store.Read(_store.GradientArena, parameter.Weight.Offset, parameter.Shape, gradient);
            if (!factors.IsEmpty) { ClipAndDecay(weights, gradient, factors[p]); }
            function(new ParameterUpdate(parameter.Name, parameter.Shape, weights, gradient, kept, slots, rate, step));
        }

        for (int p = 0; p < parameters.Count; p++)
        {
            if (_store.Mask.Updates(p)) { Write(parameters[p], _hosted[p].AsSpan()[..^parameters[p].Weight.Size]); }
        }

        if (!_setup.Averages) { return; }
        if (_store.Device is GpuDevice gpu) { GpuRun<Unchanged, float>(gpu, 0f, UpdateParts.Average); }
        else { CpuRun<Unchanged, float>(0f, UpdateParts.Average); }
    }

    private float[][] HostedWith(int slots) => [.. _store.Contents.Select(p => new float[p.Weight.Size * (slots + 2)])];

    // The values of a parameter, then those of its slots.
    private void Read(StoredParameter parameter, Span<float> values)
    {
        (long offset, int size) = (parameter.Weight.Offset, parameter.Weight.Size);
        _store.Read(_store.ParameterArena, offset, parameter.Shape, values[..size]);
        for (int i = 1; i < values.Length / size; i++)
        {
            _store.Read(_slots!, offset + ((i - 1) * Length), parameter.Shape, values.Slice(i * size, size));
        }
    }

    private void ClipAndDecay(Span<float> weights, Span<float> gradient, ParameterFactors factors)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            gradient[i] = UpdatePlace.Clip<RealFloat>(_parts, _numbers, gradient[i], factors.Clip).Value;
            weights[i] = UpdatePlace.Decay<RealFloat>(_parts, _numbers, weights[i], factors.Decays).Value;
        }
    }

    // A place stays as it was where one of its values would not be finite.
    private void Write(StoredParameter parameter, Span<float> renewed)
    {
        (long offset, int size) = (parameter.Weight.Offset, parameter.Weight.Size);
        if (Bounds.IndexOfNonFinite(renewed) >= 0)
        {
            _store.NoteFault((int)offset);
            if (_before.Length < renewed.Length) { _before = new float[renewed.Length]; }
            Span<float> before = _before.AsSpan(0, renewed.Length);
            Read(parameter, before);
            KeepPlaces(renewed, before, size);
        }

        _store.Write(_store.ParameterArena, offset, parameter.Shape, renewed[..size]);
        for (int i = 1; i < renewed.Length / size; i++)
        {
            _store.Write(_slots!, offset + ((i - 1) * Length), parameter.Shape, renewed.Slice(i * size, size));
        }
    }

    private static void KeepPlaces(Span<float> renewed, ReadOnlySpan<float> before, int size)
    {
        for (int place = 0; place < size; place++)
        {
            bool isFinite = true;
            for (int i = place; i < renewed.Length; i += size) { isFinite &= float.IsFinite(renewed[i]); }
            for (int i = place; i < renewed.Length && !isFinite; i += size) { renewed[i] = before[i]; }
        }
    }

    // Empty where nothing is clipped and nothing decays.
    private ReadOnlySpan<ParameterFactors> FactorsOnHost()
    {
        if ((_parts & (UpdateParts.ClipValue | UpdateParts.ClipNorm | UpdateParts.Decay)) == 0) { return []; }
        if (_hostFactors.Length == 0) { _hostFactors = new float[_factors!.Length]; }
        _factors!.Download(_hostFactors);
        return MemoryMarshal.Cast<float, ParameterFactors>(_hostFactors);
    }
}
