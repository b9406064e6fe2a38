namespace ModelGen.Kernels;

/// <summary>
/// The terms of a product's sums, in order: outer x inner of them. Each takes one value of A, whose places step by the two strides,
/// and one row of B, whose rows follow one another. This one form serves dense layers (outer 1), convolutions (kernel rows x the
/// values of a kernel row, which lie side by side in the image) and the gradients of both.
/// </summary>
internal readonly record struct Terms(int Outer, int Inner, long OuterStride, long InnerStride)
{
    public long Count => (long)Outer * Inner;

    /// <summary>Terms that are equally far apart, in four parts where they can be: so often a tile asks for what comes next.</summary>
    public static Terms InParts(int count, long stride) => count % 4 == 0 ? new Terms(4, count / 4, count / 4 * stride, stride) : new Terms(1, count, 0, stride);
}
