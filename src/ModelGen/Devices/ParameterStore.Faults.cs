using System.Runtime.InteropServices;
using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

// What updates must not do: make a parameter, or what an optimizer keeps of it, NaN or infinite. They leave it as it was and take its
// place down.
public abstract unsafe partial class ParameterStore
{
    private readonly int[] _faultyPlace = NoFault();
    private readonly float[] _stopBits = new float[StopLength];
    private Arena? _gpuStop;

    /// <summary>Where in <see cref="GpuStop"/> stands what stops optimizers, unless it is 0.</summary>
    internal const int StopAt = 0;

    /// <summary>Where in <see cref="GpuStop"/> stands the faulty place.</summary>
    internal const int FaultAt = 1;

    /// <summary>
    /// Where in <see cref="GpuStop"/> stands how many losses were watched before one, or a faulty place, stopped optimizers.
    /// </summary>
    internal const int WatchedAt = 2;

    private const int StopLength = 3;

    /// <summary>On a CPU: where updates take a faulty place down.</summary>
    internal FaultyPlace FaultyPlace => new((int*)Marshal.UnsafeAddrOfPinnedArrayElement(_faultyPlace, 0));

    /// <summary>On a GPU: a few ints there that stop optimizers, until <see cref="ClearFault"/>.</summary>
    internal ArrayView<int> GpuStop => GpuStopArena.Slice(0, StopLength).View.Cast<int>();

    private Arena GpuStopArena
    {
        get
        {
            if (_gpuStop is null)
            {
                _gpuStop = Device.Allocate(StopLength);
                ClearFault();
            }

            return _gpuStop;
        }
    }

    /// <summary>Forgets faulty places, and lets a GPU's optimizers work again.</summary>
    internal void ClearFault()
    {
        _faultyPlace[0] = FaultyPlace.None;
        if (Device is CpuDevice) { return; }
        Span<int> stop = MemoryMarshal.Cast<float, int>(_stopBits.AsSpan());
        (stop[StopAt], stop[FaultAt], stop[WatchedAt]) = (0, FaultyPlace.None, 0);
        GpuStopArena.Upload(_stopBits);
    }

    /// <summary>
    /// A parameter (on a CPU the first) of which an update left a part as it was because it would not have been finite, and on a GPU how
    /// many losses were watched until then; null where there was none since <see cref="ClearFault"/>. Waits for a GPU.
    /// </summary>
    internal (string Parameter, int Watched)? FindFault()
    {
        if (Device is CpuDevice) { return _faultyPlace[0] == FaultyPlace.None ? null : (NameAt(_faultyPlace[0]), 0); }
        if (_gpuStop is null) { return null; }
        _gpuStop.Download(_stopBits);
        Span<int> stop = MemoryMarshal.Cast<float, int>(_stopBits.AsSpan());
        return stop[FaultAt] == FaultyPlace.None ? null : (NameAt(stop[FaultAt]), stop[WatchedAt]);
    }

    /// <summary>Takes down, from the host, a place that an update has left as it was because it would not have been finite.</summary>
    internal void NoteFault(int place)
    {
        if (Device is CpuDevice) { FaultyPlace.Note(place); }
        else { GpuStopArena.Upload(MemoryMarshal.Cast<int, float>([place]), FaultAt); }
    }

    /// <summary>Whether optimizers have been stopped on a GPU. Waits for it.</summary>
    internal bool IsStopped
    {
        get
        {
            if (Device is CpuDevice || _gpuStop is null) { return false; }
            _gpuStop.Download(_stopBits);
            return MemoryMarshal.Cast<float, int>(_stopBits.AsSpan())[StopAt] != 0;
        }
    }

    // The gap after a parameter belongs to it.
    private string NameAt(int place) => Contents.Last(parameter => parameter.Weight.Offset <= place).Name;

    private static int[] NoFault()
    {
        int[] place = GC.AllocateArray<int>(1, pinned: true);
        place[0] = FaultyPlace.None;
        return place;
    }
}
