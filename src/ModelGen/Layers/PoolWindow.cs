namespace ModelGen.Kernels;

/// <summary>The part of a pooling window that lies on the image.</summary>
internal readonly record struct PoolWindow(int Top, int Left, int Bottom, int Right)
{
    /// <summary>The values that exist.</summary>
    public int Count => (Bottom - Top) * (Right - Left);

    public static PoolWindow At<S>(int row, int column) where S : struct, IPool2D
    {
        int top = (row * S.StrideHeight) - S.PadTop;
        int left = (column * S.StrideWidth) - S.PadLeft;
        return new PoolWindow(Math.Max(top, 0), Math.Max(left, 0), Math.Min(top + S.PoolHeight, S.InputHeight),
            Math.Min(left + S.PoolWidth, S.InputWidth));
    }
}
