namespace ModelGen.Kernels;

/// <summary>A place in the values of one sample. For a batch, sample i's values lie at offset x capacity + i x size.</summary>
/// <param name="Offset">Where it begins, in floats per sample; a multiple of 16.</param>
/// <param name="Size">How many floats one sample has there.</param>
/// <param name="OfSlice">Whether a gradient is needed only while a slice goes through its layers: a CPU then keeps it in the memory of the
/// thread, which stays in the core's cache.</param>
public readonly record struct Value(long Offset, int Size, bool OfSlice = false);

/// <summary>A place among the parameters, and the same place among their gradients.</summary>
/// <param name="Offset">Where it begins, in floats; a multiple of 16.</param>
/// <param name="Size">How many floats it has.</param>
/// <param name="Lane">Where its partial sums begin among the lanes, or -1 where its gradient is one tile product.</param>
/// <param name="Packed">Where a copy of it in another layout begins among the packed kernels, or -1 where none is needed.</param>
public readonly record struct Weight(long Offset, int Size, long Lane = -1, long Packed = -1);

/// <summary>
/// A place that a batch has once, however many samples it has: what a normalization knows of them, or a kernel made ready for predictions.
/// </summary>
/// <param name="Offset">Where it begins, in floats; a multiple of 16.</param>
/// <param name="Size">How many floats it has.</param>
public readonly record struct BatchValue(long Offset, int Size);
