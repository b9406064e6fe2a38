using System.Diagnostics;

namespace ModelGen.Kernels;

/// <summary>
/// Times the calls of the generated code, layer by layer: while a step has one, calls are not joined, each works on the whole batch, and
/// the time from one to the next is that of the layer that the first one names. On a GPU each is waited for.
/// </summary>
/// <param name="device">What the calls run on.</param>
/// <param name="layers">How many layers there are.</param>
internal sealed class StepTimer(Device device, int layers)
{
    private readonly long[] _ticks = new long[layers + 1];
    private int _layer;
    private long _since;

    /// <summary>Says that what follows is done for a layer, by its number from 1; 0 for what no layer asks for.</summary>
    public void Begin(int layer)
    {
        (device as GpuDevice)?.Stream.Synchronize();
        long now = Stopwatch.GetTimestamp();
        _ticks[_layer] += now - _since;
        (_layer, _since) = (layer, now);
    }

    /// <summary>Times a pass.</summary>
    /// <returns>Milliseconds of each layer, by its number; at 0 what no layer asks for.</returns>
    public double[] Time(Action pass)
    {
        Begin(0);
        Array.Clear(_ticks);
        pass();
        Begin(0);
        return [.. _ticks.Select(ticks => ticks * 1_000.0 / Stopwatch.Frequency)];
    }
}
