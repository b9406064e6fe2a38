namespace ModelGen.Kernels;

/// <summary>
/// The terms of a product's sums, in order: outer x inner of them. Each takes one value of A, whose places step by the two strides,
/// and one row of B, whose rows follow one another. This one form serves dense layers (outer 1), convolutions (kernel rows x the
/// values of a kernel row, which lie side by side in the image) and the gradients of both.
/// </summary>
internal readonly record struct Terms(int Outer, int Inner, long OuterStride, long InnerStride)
{
    public long Count => (long)Outer * Inner;
}
