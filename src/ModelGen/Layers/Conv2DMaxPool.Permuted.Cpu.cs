using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Kernels;

// The kernel's gradient for an image of one channel and windows of 2 x 2, where there are 32 registers. The filters of a vector have their
// maxima at four different pixels of a window, so under each tap of the kernel lie four different values of the image: a table, from which
// one permutation takes each filter's value by its maximum. One permutation and one multiply-add do the work of four multiply-adds with
// zeros. All of a kernel of up to 5 x 5 stays in registers while the windows of a sample go by. A vector of 16 holds two short pieces of
// image rows, which are the tables of all taps of a kernel's row; a vector of 4 is the table of one tap.
public static unsafe partial class Conv2DMaxPool
{
    // Half a vector of 16: the pixels under one row of the kernel at both maxima of a window's row.
    private const int TablePiece = 8;

    // Pixels of a window, and so of a table.
    private const int WindowPixels = 4;

    private static bool PermutesArgmax<S, P, V>() where S : struct, IConv2D where P : struct, IPool2D where V : struct, ISimd<V> =>
        V.Registers == 32 && S.Channels == 1 && S.Filters % V.Width == 0 && P.PoolHeight == 2 && P.PoolWidth == 2
        && S.KernelHeight <= 5 && S.KernelWidth <= 5 && (V.Width == WindowPixels || S.StrideWidth + S.KernelWidth <= TablePiece);

    // Floats of a window's tables for one row of the kernel, and from one tap's table to the next.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TableSize<S, V>() where S : struct, IConv2D where V : struct, ISimd<V> =>
        V.Width == WindowPixels ? S.KernelWidth * WindowPixels : 2 * TablePiece;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TapStride<V>() where V : struct, ISimd<V> => V.Width == WindowPixels ? WindowPixels : 1;

    // One sample: dw (= or +=) the kernel's gradient, db the bias's, if there is one.
    private static void AddByPermutation<S, P, V>(float* dw, float* db, PaddedImage image, byte* argmax, float* dy, bool accumulate)
        where S : struct, IConv2D where P : struct, IPool2D where V : struct, ISimd<V>
    {
        float* tables = Tables<S, P, V>(image);
        V firstPlaces = FirstPlaces<S, V>();
        for (int filter = 0; filter < S.Filters; filter += V.Width)
        {
            AddByPermutation<S, P, V>(dw + filter, db == null ? null : db + filter, tables, firstPlaces, argmax + filter, dy + filter,
                accumulate);
        }
    }

    // For each row of the image that a kernel's row may meet, and each window: what that row has, and what the row under it in the window.
    private static float* Tables<S, P, V>(PaddedImage image) where S : struct, IConv2D where P : struct, IPool2D where V : struct, ISimd<V>
    {
        int last = (((P.OutputHeight * 2) - 1) * S.StrideHeight) + S.KernelHeight - 1, size = TableSize<S, V>();
        int rows = last + 1 - S.StrideHeight;
        float* tables = Scratch.Get(Scratch.Strip, ((long)rows * P.OutputWidth * size) + V.Width);
        float* end = image.Start + ((last + 1) * image.RowStride) - TablePiece;
        float* to = tables;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < P.OutputWidth; column++, to += size)
            {
                float* from = image.Start + (row * image.RowStride) + (column * 2 * S.StrideWidth);
                float* below = from + (S.StrideHeight * image.RowStride);
                if (V.Width == WindowPixels) { CopyTaps<S>(from, below, to); continue; }
                CopyPiece<S>(from, end, to);
                CopyPiece<S>(below, end, to + TablePiece);
            }
        }

        return tables;
    }

    // A whole piece where the image goes on, else what is needed of it.
    private static void CopyPiece<S>(float* from, float* end, float* to) where S : struct, IConv2D
    {
        if (from <= end) { Vector256.Load(from).Store(to); }
        else { new Span<float>(from, S.StrideWidth + S.KernelWidth).CopyTo(new Span<float>(to, TablePiece)); }
    }

    private static void CopyTaps<S>(float* from, float* below, float* to) where S : struct, IConv2D
    {
        for (int tap = 0; tap < S.KernelWidth; tap++, from++, below++, to += WindowPixels)
        {
            if (S.StrideWidth == 1)
            {
                Vector128.Create(Vector64.Load(from), Vector64.Load(below)).Store(to);
            }
            else
            {
                Vector128.Create(*from, from[S.StrideWidth], *below, below[S.StrideWidth]).Store(to);
            }
        }
    }

    // In a vector of 16, of each maximum the place under the kernel's first column: the vector is read from there on for the others, so
    // that places stay.
    private static V FirstPlaces<S, V>() where S : struct, IConv2D where V : struct, ISimd<V>
    {
        int* places = stackalloc int[Math.Max(V.Width, WindowPixels)];
        new Span<int>(places, V.Width).Clear();
        (places[1], places[2], places[3]) = (S.StrideWidth, TablePiece, TablePiece + S.StrideWidth);
        return V.Load((float*)places);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddByPermutation<S, P, V>(float* dw, float* db, float* tables, V firstPlaces, byte* argmax, float* dy,
        bool accumulate)
        where S : struct, IConv2D where P : struct, IPool2D where V : struct, ISimd<V>
    {
        V s00 = default, s01 = default, s02 = default, s03 = default, s04 = default;
        V s10 = default, s11 = default, s12 = default, s13 = default, s14 = default;
        V s20 = default, s21 = default, s22 = default, s23 = default, s24 = default;
        V s30 = default, s31 = default, s32 = default, s33 = default, s34 = default;
        V s40 = default, s41 = default, s42 = default, s43 = default, s44 = default;
        V bias = default, closed = V.OfBits(Closed);
        if (accumulate)
        {
            if (db != null) { bias = V.Load(db); }
            if (S.KernelHeight > 0 && S.KernelWidth > 0) { s00 = V.Load(dw + (((0 * S.KernelWidth) + 0) * S.Filters)); }
            if (S.KernelHeight > 0 && S.KernelWidth > 1) { s01 = V.Load(dw + (((0 * S.KernelWidth) + 1) * S.Filters)); }
            if (S.KernelHeight > 0 && S.KernelWidth > 2) { s02 = V.Load(dw + (((0 * S.KernelWidth) + 2) * S.Filters)); }
            if (S.KernelHeight > 0 && S.KernelWidth > 3) { s03 = V.Load(dw + (((0 * S.KernelWidth) + 3) * S.Filters)); }
            if (S.KernelHeight > 0 && S.KernelWidth > 4) { s04 = V.Load(dw + (((0 * S.KernelWidth) + 4) * S.Filters)); }
            if (S.KernelHeight > 1 && S.KernelWidth > 0) { s10 = V.Load(dw + (((1 * S.KernelWidth) + 0) * S.Filters)); }
            if (S.KernelHeight > 1 && S.KernelWidth > 1) { s11 = V.Load(dw + (((1 * S.KernelWidth) + 1) * S.Filters)); }
            if (S.KernelHeight > 1 && S.KernelWidth > 2) { s12 = V.Load(dw + (((1 * S.KernelWidth) + 2) * S.Filters)); }
            if (S.KernelHeight > 1 && S.KernelWidth > 3) { s13 = V.Load(dw + (((1 * S.KernelWidth) + 3) * S.Filters)); }
            if (S.KernelHeight > 1 && S.KernelWidth > 4) { s14 = V.Load(dw + (((1 * S.KernelWidth) + 4) * S.Filters)); }
            if (S.KernelHeight > 2 && S.KernelWidth > 0) { s20 = V.Load(dw + (((2 * S.KernelWidth) + 0) * S.Filters)); }
            if (S.KernelHeight > 2 && S.KernelWidth > 1) { s21 = V.Load(dw + (((2 * S.KernelWidth) + 1) * S.Filters)); }
            if (S.KernelHeight > 2 && S.KernelWidth > 2) { s22 = V.Load(dw + (((2 * S.KernelWidth) + 2) * S.Filters)); }
            if (S.KernelHeight > 2 && S.KernelWidth > 3) { s23 = V.Load(dw + (((2 * S.KernelWidth) + 3) * S.Filters)); }
            if (S.KernelHeight > 2 && S.KernelWidth > 4) { s24 = V.Load(dw + (((2 * S.KernelWidth) + 4) * S.Filters)); }
            if (S.KernelHeight > 3 && S.KernelWidth > 0) { s30 = V.Load(dw + (((3 * S.KernelWidth) + 0) * S.Filters)); }
            if (S.KernelHeight > 3 && S.KernelWidth > 1) { s31 = V.Load(dw + (((3 * S.KernelWidth) + 1) * S.Filters)); }
            if (S.KernelHeight > 3 && S.KernelWidth > 2) { s32 = V.Load(dw + (((3 * S.KernelWidth) + 2) * S.Filters)); }
            if (S.KernelHeight > 3 && S.KernelWidth > 3) { s33 = V.Load(dw + (((3 * S.KernelWidth) + 3) * S.Filters)); }
            if (S.KernelHeight > 3 && S.KernelWidth > 4) { s34 = V.Load(dw + (((3 * S.KernelWidth) + 4) * S.Filters)); }
            if (S.KernelHeight > 4 && S.KernelWidth > 0) { s40 = V.Load(dw + (((4 * S.KernelWidth) + 0) * S.Filters)); }
            if (S.KernelHeight > 4 && S.KernelWidth > 1) { s41 = V.Load(dw + (((4 * S.KernelWidth) + 1) * S.Filters)); }
            if (S.KernelHeight > 4 && S.KernelWidth > 2) { s42 = V.Load(dw + (((4 * S.KernelWidth) + 2) * S.Filters)); }
            if (S.KernelHeight > 4 && S.KernelWidth > 3) { s43 = V.Load(dw + (((4 * S.KernelWidth) + 3) * S.Filters)); }
            if (S.KernelHeight > 4 && S.KernelWidth > 4) { s44 = V.Load(dw + (((4 * S.KernelWidth) + 4) * S.Filters)); }
        }

        int table = TableSize<S, V>(), tap = TapStride<V>();
        long tableRow = (long)P.OutputWidth * table;
        for (int row = 0; row < P.OutputHeight; row++)
        {
            float* t = tables + (row * 2 * S.StrideHeight * tableRow);
            for (int column = 0; column < P.OutputWidth; column++, t += table, argmax += S.Filters, dy += S.Filters)
            {
                // A closed one reads any, and has no gradient.
                V position = V.LoadBytes(argmax), gradient = V.WhereOther(position, closed, V.Load(dy)), place = V.Indices(position);
                if (V.Width != WindowPixels) { place = V.Permute(firstPlaces, place); }
                bias += gradient;
                if (S.KernelHeight > 0 && S.KernelWidth > 0)
                {
                    s00.AddProduct(V.Permute(V.Load(t), place), gradient);
                }
                if (S.KernelHeight > 1 && S.KernelWidth > 0)
                {
                    s10.AddProduct(V.Permute(V.Load(t + (1 * tableRow)), place), gradient);
                }
                if (S.KernelHeight > 2 && S.KernelWidth > 0)
                {
                    s20.AddProduct(V.Permute(V.Load(t + (2 * tableRow)), place), gradient);
                }
                if (S.KernelHeight > 3 && S.KernelWidth > 0)
                {
                    s30.AddProduct(V.Permute(V.Load(t + (3 * tableRow)), place), gradient);
                }
                if (S.KernelHeight > 4 && S.KernelWidth > 0)
                {
                    s40.AddProduct(V.Permute(V.Load(t + (4 * tableRow)), place), gradient);
                }
                if (S.KernelHeight > 0 && S.KernelWidth > 1)
                {
                    s01.AddProduct(V.Permute(V.Load(t + tap), place), gradient);
                }
                if (S.KernelHeight > 1 && S.KernelWidth > 1)
                {
                    s11.AddProduct(V.Permute(V.Load(t + (1 * tableRow) + tap), place), gradient);
                }
                if (S.KernelHeight > 2 && S.KernelWidth > 1)
                {
                    s21.AddProduct(V.Permute(V.Load(t + (2 * tableRow) + tap), place), gradient);
                }
                if (S.KernelHeight > 3 && S.KernelWidth > 1)
                {
                    s31.AddProduct(V.Permute(V.Load(t + (3 * tableRow) + tap), place), gradient);
                }
                if (S.KernelHeight > 4 && S.KernelWidth > 1)
                {
                    s41.AddProduct(V.Permute(V.Load(t + (4 * tableRow) + tap), place), gradient);
                }
                if (S.KernelHeight > 0 && S.KernelWidth > 2)
                {
                    s02.AddProduct(V.Permute(V.Load(t + (2 * tap)), place), gradient);
                }
                if (S.KernelHeight > 1 && S.KernelWidth > 2)
                {
                    s12.AddProduct(V.Permute(V.Load(t + (1 * tableRow) + (2 * tap)), place), gradient);
                }
                if (S.KernelHeight > 2 && S.KernelWidth > 2)
                {
                    s22.AddProduct(V.Permute(V.Load(t + (2 * tableRow) + (2 * tap)), place), gradient);
                }
                if (S.KernelHeight > 3 && S.KernelWidth > 2)
                {
                    s32.AddProduct(V.Permute(V.Load(t + (3 * tableRow) + (2 * tap)), place), gradient);
                }
                if (S.KernelHeight > 4 && S.KernelWidth > 2)
                {
                    s42.AddProduct(V.Permute(V.Load(t + (4 * tableRow) + (2 * tap)), place), gradient);
                }
                if (S.KernelHeight > 0 && S.KernelWidth > 3)
                {
                    s03.AddProduct(V.Permute(V.Load(t + (3 * tap)), place), gradient);
                }
                if (S.KernelHeight > 1 && S.KernelWidth > 3)
                {
                    s13.AddProduct(V.Permute(V.Load(t + (1 * tableRow) + (3 * tap)), place), gradient);
                }
                if (S.KernelHeight > 2 && S.KernelWidth > 3)
                {
                    s23.AddProduct(V.Permute(V.Load(t + (2 * tableRow) + (3 * tap)), place), gradient);
                }
                if (S.KernelHeight > 3 && S.KernelWidth > 3)
                {
                    s33.AddProduct(V.Permute(V.Load(t + (3 * tableRow) + (3 * tap)), place), gradient);
                }
                if (S.KernelHeight > 4 && S.KernelWidth > 3)
                {
                    s43.AddProduct(V.Permute(V.Load(t + (4 * tableRow) + (3 * tap)), place), gradient);
                }
                if (S.KernelHeight > 0 && S.KernelWidth > 4)
                {
                    s04.AddProduct(V.Permute(V.Load(t + (4 * tap)), place), gradient);
                }
                if (S.KernelHeight > 1 && S.KernelWidth > 4)
                {
                    s14.AddProduct(V.Permute(V.Load(t + (1 * tableRow) + (4 * tap)), place), gradient);
                }
                if (S.KernelHeight > 2 && S.KernelWidth > 4)
                {
                    s24.AddProduct(V.Permute(V.Load(t + (2 * tableRow) + (4 * tap)), place), gradient);
                }
                if (S.KernelHeight > 3 && S.KernelWidth > 4)
                {
                    s34.AddProduct(V.Permute(V.Load(t + (3 * tableRow) + (4 * tap)), place), gradient);
                }
                if (S.KernelHeight > 4 && S.KernelWidth > 4)
                {
                    s44.AddProduct(V.Permute(V.Load(t + (4 * tableRow) + (4 * tap)), place), gradient);
                }
            }
        }

        if (db != null) { bias.Store(db); }
        if (S.KernelHeight > 0 && S.KernelWidth > 0) { s00.Store(dw + (((0 * S.KernelWidth) + 0) * S.Filters)); }
        if (S.KernelHeight > 0 && S.KernelWidth > 1) { s01.Store(dw + (((0 * S.KernelWidth) + 1) * S.Filters)); }
        if (S.KernelHeight > 0 && S.KernelWidth > 2) { s02.Store(dw + (((0 * S.KernelWidth) + 2) * S.Filters)); }
        if (S.KernelHeight > 0 && S.KernelWidth > 3) { s03.Store(dw + (((0 * S.KernelWidth) + 3) * S.Filters)); }
        if (S.KernelHeight > 0 && S.KernelWidth > 4) { s04.Store(dw + (((0 * S.KernelWidth) + 4) * S.Filters)); }
        if (S.KernelHeight > 1 && S.KernelWidth > 0) { s10.Store(dw + (((1 * S.KernelWidth) + 0) * S.Filters)); }
        if (S.KernelHeight > 1 && S.KernelWidth > 1) { s11.Store(dw + (((1 * S.KernelWidth) + 1) * S.Filters)); }
        if (S.KernelHeight > 1 && S.KernelWidth > 2) { s12.Store(dw + (((1 * S.KernelWidth) + 2) * S.Filters)); }
        if (S.KernelHeight > 1 && S.KernelWidth > 3) { s13.Store(dw + (((1 * S.KernelWidth) + 3) * S.Filters)); }
        if (S.KernelHeight > 1 && S.KernelWidth > 4) { s14.Store(dw + (((1 * S.KernelWidth) + 4) * S.Filters)); }
        if (S.KernelHeight > 2 && S.KernelWidth > 0) { s20.Store(dw + (((2 * S.KernelWidth) + 0) * S.Filters)); }
        if (S.KernelHeight > 2 && S.KernelWidth > 1) { s21.Store(dw + (((2 * S.KernelWidth) + 1) * S.Filters)); }
        if (S.KernelHeight > 2 && S.KernelWidth > 2) { s22.Store(dw + (((2 * S.KernelWidth) + 2) * S.Filters)); }
        if (S.KernelHeight > 2 && S.KernelWidth > 3) { s23.Store(dw + (((2 * S.KernelWidth) + 3) * S.Filters)); }
        if (S.KernelHeight > 2 && S.KernelWidth > 4) { s24.Store(dw + (((2 * S.KernelWidth) + 4) * S.Filters)); }
        if (S.KernelHeight > 3 && S.KernelWidth > 0) { s30.Store(dw + (((3 * S.KernelWidth) + 0) * S.Filters)); }
        if (S.KernelHeight > 3 && S.KernelWidth > 1) { s31.Store(dw + (((3 * S.KernelWidth) + 1) * S.Filters)); }
        if (S.KernelHeight > 3 && S.KernelWidth > 2) { s32.Store(dw + (((3 * S.KernelWidth) + 2) * S.Filters)); }
        if (S.KernelHeight > 3 && S.KernelWidth > 3) { s33.Store(dw + (((3 * S.KernelWidth) + 3) * S.Filters)); }
        if (S.KernelHeight > 3 && S.KernelWidth > 4) { s34.Store(dw + (((3 * S.KernelWidth) + 4) * S.Filters)); }
        if (S.KernelHeight > 4 && S.KernelWidth > 0) { s40.Store(dw + (((4 * S.KernelWidth) + 0) * S.Filters)); }
        if (S.KernelHeight > 4 && S.KernelWidth > 1) { s41.Store(dw + (((4 * S.KernelWidth) + 1) * S.Filters)); }
        if (S.KernelHeight > 4 && S.KernelWidth > 2) { s42.Store(dw + (((4 * S.KernelWidth) + 2) * S.Filters)); }
        if (S.KernelHeight > 4 && S.KernelWidth > 3) { s43.Store(dw + (((4 * S.KernelWidth) + 3) * S.Filters)); }
        if (S.KernelHeight > 4 && S.KernelWidth > 4) { s44.Store(dw + (((4 * S.KernelWidth) + 4) * S.Filters)); }
    }
}
