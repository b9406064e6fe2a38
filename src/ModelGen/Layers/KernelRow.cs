namespace ModelGen.Kernels;

/// <summary>
/// One row of a convolution's kernel, seen from one filter: KernelWidth x Channels values that lie side by side, as do the values of the
/// image that they meet. <see cref="RowSum"/> takes it in parts that fit the registers.
/// </summary>
internal static class KernelRow<S, V> where S : struct, IConv2D where V : struct, ISimd<V>
{
    /// <summary>Whether channels fill vectors, so that every part begins on a line of the cache.</summary>
    public static bool FillsVectors => V.Width > 1 && S.Channels % V.Width == 0;

    /// <summary>Values in the row.</summary>
    public static int Size => S.KernelWidth * S.Channels;

    /// <summary>Values in a filter's kernel.</summary>
    public static int KernelSize => S.KernelHeight * Size;

    /// <summary>Into how many parts the row is divided.</summary>
    public static int Parts => ((Size / V.Width) + (2 * V.MaxRows) - 1) / (2 * V.MaxRows);

    /// <summary>Where a part begins in the row.</summary>
    public static int Start(int part) => (int)((long)part * (Size / V.Width) / Parts) * V.Width;

    /// <summary>Vectors in a part.</summary>
    public static int Vectors(int part) => (Start(part + 1) - Start(part)) / V.Width;
}
