using ILGPU;

namespace ModelGen.Kernels;

/// <summary>
/// The sums of one matrix product of a layer on a GPU: [rows, columns] = left[rows, depth] right[depth, columns]. One of the sizes may be
/// the batch's. The matrices need not lie in memory as such: of an image, left is what a convolution's windows see.
/// </summary>
internal interface IProduct
{
    /// <summary>Rows of the result, for a batch of so many rows or samples.</summary>
    static abstract int Rows(int batch);

    /// <summary>Columns of the result.</summary>
    static abstract int Columns { get; }

    /// <summary>Products in each sum.</summary>
    static abstract int Depth(int batch);

    /// <summary>
    /// Whether neighbours in memory are neighbours in depth on the left, else in a column: neighbouring threads read neighbours.
    /// </summary>
    static abstract bool LeftRunsInDepth { get; }

    /// <summary>Whether neighbours in memory are neighbours in depth on the right, else in a row.</summary>
    static abstract bool RightRunsInDepth { get; }

    /// <summary>What a row says of the places of its values on the left.</summary>
    static abstract Place LeftRow(int row);

    /// <summary>What a depth says of the places of its values on the left.</summary>
    static abstract Place LeftDepth(int k);

    /// <summary>
    /// A value on the left; 0 where a window sees none, or where it is not <paramref name="inside"/> the matrix. Without a branch, as
    /// <see cref="ViewValues.At"/>.
    /// </summary>
    static abstract float Left(ArrayView<float> left, ArrayView<byte> argmax, Place row, Place k, bool inside);

    /// <summary>A value on the right, or 0.</summary>
    static abstract float Right(ArrayView<float> right, ArrayView<byte> argmax, int k, int column, bool inside);
}

/// <summary>A product whose sums are stored one by one.</summary>
internal interface IStoredProduct : IProduct
{
    /// <summary>What becomes of a sum.</summary>
    static abstract void Store(ArrayView<float> c, int index, int column, float sum, ArrayView<float> extra, int flag);
}

/// <summary>A product of which each four rows from the first are one window of a pool.</summary>
internal interface IWindowProduct : IProduct
{
    /// <summary>What becomes of the sums of a window, in the order of its places.</summary>
    static abstract void Store(ArrayView<float> c, ArrayView<byte> argmax, int window, int column, FourFloats sums, ArrayView<float> extra,
        int flag);
}

/// <summary>Reading with a condition.</summary>
internal static class ViewValues
{
    /// <summary>A value, or 0: the first one is read then, so that no thread takes another way than its neighbours.</summary>
    public static float At(this ArrayView<float> view, int index, bool inside)
    {
        float value = view[inside ? index : 0];
        return inside ? value : 0f;
    }
}

/// <summary>Where a value lies, or its part of that: an index to be added, and a row and a column of an image to be checked.</summary>
internal readonly struct Place(int index, int y = 0, int x = 0)
{
    public readonly int Index = index, Y = y, X = x;
}

/// <summary>Four numbers that a GPU loads at once.</summary>
internal struct FourFloats
{
    public float A, B, C, D;
}
