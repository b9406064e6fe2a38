using ILGPU;

namespace ModelGen.Kernels;

/// <summary>A run of floats on a device, as kernels get it: the values of a step's samples, or a parameter.</summary>
public readonly unsafe struct Block
{
    internal Block(float* pointer, long length)
    {
        Pointer = pointer;
        Length = length;
    }

    internal Block(ArrayView<float> view) => (View, Length) = (view, view.Length);

    /// <summary>Where it begins in the CPU's memory; null on a GPU and for a block that was left out.</summary>
    internal float* Pointer { get; }

    /// <summary>The same on a GPU.</summary>
    internal ArrayView<float> View { get; }

    /// <summary>How many floats it has.</summary>
    public long Length { get; }

    /// <summary>Whether the block was left out (no bias, say).</summary>
    public bool IsEmpty => Length == 0;

    internal Span<float> Span => new(Pointer, checked((int)Length));
}
