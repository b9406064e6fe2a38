using System.Runtime.InteropServices;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>One piece of a parameter: what a task of the CPU or a group of a GPU works on.</summary>
internal struct ParameterPiece
{
    public int Parameter;
    public int First;
    public int Count;
}

/// <summary>
/// The parameters in pieces of at most a fixed size, for updates that treat each parameter in its own way. The gap after a parameter
/// belongs to it: it is
/// 0 and stays 0, and vectors need not stop before it.
/// </summary>
internal sealed class ParameterPieces
{
    /// <summary>Floats in a piece on a GPU: 8 for each thread of a group.</summary>
    public const int GpuSize = 8 * GpuDevice.GroupSize;

    private readonly ParameterPiece[] _pieces;

    /// <param name="store">The parameters.</param>
    /// <param name="mask">Which of them are updated: the others have no pieces.</param>
    public ParameterPieces(ParameterStore store, StepMask mask)
    {
        IReadOnlyList<StoredParameter> parameters = store.Contents;
        int size = store.Device is GpuDevice ? GpuSize : ParameterChunks.Size;
        List<ParameterPiece> pieces = [];
        Starts = GC.AllocateArray<int>(parameters.Count + 1, pinned: true);
        for (int p = 0; p < parameters.Count; p++)
        {
            Starts[p] = pieces.Count;
            if (!mask.Updates(p)) { continue; }
            long end = p + 1 < parameters.Count ? parameters[p + 1].Weight.Offset : store.TrainableLength;
            for (long first = parameters[p].Weight.Offset; first < end; first += size)
            {
                pieces.Add(new ParameterPiece { Parameter = p, First = (int)first, Count = (int)Math.Min(size, end - first) });
            }
        }

        Starts[^1] = pieces.Count;
        _pieces = GC.AllocateArray<ParameterPiece>(pieces.Count, pinned: true);
        pieces.CopyTo(_pieces);
    }

    /// <summary>How many pieces there are.</summary>
    public int Count => _pieces.Length;

    /// <summary>How many parameters there are.</summary>
    public int Parameters => Starts.Length - 1;

    /// <summary>The first piece of each parameter, and in the end the number of pieces; pinned.</summary>
    public int[] Starts { get; }

    /// <summary>The pieces; pinned.</summary>
    public unsafe ParameterPiece* Pointer => (ParameterPiece*)Marshal.UnsafeAddrOfPinnedArrayElement(_pieces, 0);

    /// <summary>The pieces and then the starts, for a GPU's memory; only their bits are copied.</summary>
    public float[] Bits()
    {
        int[] ints = [.. MemoryMarshal.Cast<ParameterPiece, int>(_pieces), .. Starts];
        return [.. MemoryMarshal.Cast<int, float>(ints)];
    }
}
