using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Kernels;

// The kernel's gradient for an image of one channel and windows of 2 x 2, on vectors of 16. Sixteen filters have their maxima at four
// different pixels of a window, so under each tap of the kernel lie four different values of the image: a table of two short pieces of
// image rows, from which one permutation takes each filter's value by its maximum. One permutation and one multiply-add do the work of
// four multiply-adds with zeros. All of a kernel of up to 5 x 5 stays in registers while the windows of a sample go by.
public static unsafe partial class Conv2DMaxPool
{
    // Half a table: the pixels under one row of the kernel at both maxima of a window's row.
    private const int TablePiece = 8;

    private static bool PermutesArgmax<S, P>() where S : struct, IConv2D where P : struct, IPool2D =>
        Vector512.IsHardwareAccelerated && S.Channels == 1 && S.Filters % Vector512<float>.Count == 0 && P.PoolHeight == 2
            && P.PoolWidth == 2
        && S.KernelHeight <= 5 && S.KernelWidth <= 5 && S.StrideWidth + S.KernelWidth <= TablePiece;

    // One sample: dw (= or +=) the kernel's gradient, db the bias's, if there is one.
    private static void AddByPermutation<S, P>(float* dw, float* db, PaddedImage image, byte* argmax, float* dy, bool accumulate)
        where S : struct, IConv2D where P : struct, IPool2D
    {
        float* tables = Tables<S, P>(image);
        for (int filter = 0; filter < S.Filters; filter += Vector512<float>.Count)
        {
            AddByPermutation<S, P>(dw + filter, db == null ? null : db + filter, tables, argmax + filter, dy + filter, accumulate);
        }
    }

    // For each row of the image that a kernel's row may meet, and each window: that row's piece, and that of
    // the row under it in the window.
    private static float* Tables<S, P>(PaddedImage image) where S : struct, IConv2D where P : struct, IPool2D
    {
        int last = (((P.OutputHeight * 2) - 1) * S.StrideHeight) + S.KernelHeight - 1;
        int rows = last + 1 - S.StrideHeight;
        float* tables = Scratch.Get(Scratch.Strip, ((long)rows * P.OutputWidth * 2 * TablePiece) + Vector512<float>.Count);
        float* end = image.Start + ((last + 1) * image.RowStride) - TablePiece;
        float* to = tables;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < P.OutputWidth; column++, to += 2 * TablePiece)
            {
                float* from = image.Start + (row * image.RowStride) + (column * 2 * S.StrideWidth);
                CopyPiece<S>(from, end, to);
                CopyPiece<S>(from + (S.StrideHeight * image.RowStride), end, to + TablePiece);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddByPermutation<S, P>(float* dw, float* db, float* tables, byte* argmax, float* dy, bool accumulate)
        where S : struct, IConv2D where P : struct, IPool2D
    {
        Vector512<float> s00 = default, s01 = default, s02 = default, s03 = default, s04 = default;
        Vector512<float> s10 = default, s11 = default, s12 = default, s13 = default, s14 = default;
        Vector512<float> s20 = default, s21 = default, s22 = default, s23 = default, s24 = default;
        Vector512<float> s30 = default, s31 = default, s32 = default, s33 = default, s34 = default;
        Vector512<float> s40 = default, s41 = default, s42 = default, s43 = default, s44 = default;
        Vector512<float> bias = default;
        if (accumulate)
        {
            if (db != null) { bias = Vector512.Load(db); }
            if (S.KernelHeight > 0 && S.KernelWidth > 0) { s00 = Vector512.Load(dw + (((0 * S.KernelWidth) + 0) * S.Filters)); }
            if (S.KernelHeight > 0 && S.KernelWidth > 1) { s01 = Vector512.Load(dw + (((0 * S.KernelWidth) + 1) * S.Filters)); }
            if (S.KernelHeight > 0 && S.KernelWidth > 2) { s02 = Vector512.Load(dw + (((0 * S.KernelWidth) + 2) * S.Filters)); }
            if (S.KernelHeight > 0 && S.KernelWidth > 3) { s03 = Vector512.Load(dw + (((0 * S.KernelWidth) + 3) * S.Filters)); }
            if (S.KernelHeight > 0 && S.KernelWidth > 4) { s04 = Vector512.Load(dw + (((0 * S.KernelWidth) + 4) * S.Filters)); }
            if (S.KernelHeight > 1 && S.KernelWidth > 0) { s10 = Vector512.Load(dw + (((1 * S.KernelWidth) + 0) * S.Filters)); }
            if (S.KernelHeight > 1 && S.KernelWidth > 1) { s11 = Vector512.Load(dw + (((1 * S.KernelWidth) + 1) * S.Filters)); }
            if (S.KernelHeight > 1 && S.KernelWidth > 2) { s12 = Vector512.Load(dw + (((1 * S.KernelWidth) + 2) * S.Filters)); }
            if (S.KernelHeight > 1 && S.KernelWidth > 3) { s13 = Vector512.Load(dw + (((1 * S.KernelWidth) + 3) * S.Filters)); }
            if (S.KernelHeight > 1 && S.KernelWidth > 4) { s14 = Vector512.Load(dw + (((1 * S.KernelWidth) + 4) * S.Filters)); }
            if (S.KernelHeight > 2 && S.KernelWidth > 0) { s20 = Vector512.Load(dw + (((2 * S.KernelWidth) + 0) * S.Filters)); }
            if (S.KernelHeight > 2 && S.KernelWidth > 1) { s21 = Vector512.Load(dw + (((2 * S.KernelWidth) + 1) * S.Filters)); }
            if (S.KernelHeight > 2 && S.KernelWidth > 2) { s22 = Vector512.Load(dw + (((2 * S.KernelWidth) + 2) * S.Filters)); }
            if (S.KernelHeight > 2 && S.KernelWidth > 3) { s23 = Vector512.Load(dw + (((2 * S.KernelWidth) + 3) * S.Filters)); }
            if (S.KernelHeight > 2 && S.KernelWidth > 4) { s24 = Vector512.Load(dw + (((2 * S.KernelWidth) + 4) * S.Filters)); }
            if (S.KernelHeight > 3 && S.KernelWidth > 0) { s30 = Vector512.Load(dw + (((3 * S.KernelWidth) + 0) * S.Filters)); }
            if (S.KernelHeight > 3 && S.KernelWidth > 1) { s31 = Vector512.Load(dw + (((3 * S.KernelWidth) + 1) * S.Filters)); }
            if (S.KernelHeight > 3 && S.KernelWidth > 2) { s32 = Vector512.Load(dw + (((3 * S.KernelWidth) + 2) * S.Filters)); }
            if (S.KernelHeight > 3 && S.KernelWidth > 3) { s33 = Vector512.Load(dw + (((3 * S.KernelWidth) + 3) * S.Filters)); }
            if (S.KernelHeight > 3 && S.KernelWidth > 4) { s34 = Vector512.Load(dw + (((3 * S.KernelWidth) + 4) * S.Filters)); }
            if (S.KernelHeight > 4 && S.KernelWidth > 0) { s40 = Vector512.Load(dw + (((4 * S.KernelWidth) + 0) * S.Filters)); }
            if (S.KernelHeight > 4 && S.KernelWidth > 1) { s41 = Vector512.Load(dw + (((4 * S.KernelWidth) + 1) * S.Filters)); }
            if (S.KernelHeight > 4 && S.KernelWidth > 2) { s42 = Vector512.Load(dw + (((4 * S.KernelWidth) + 2) * S.Filters)); }
            if (S.KernelHeight > 4 && S.KernelWidth > 3) { s43 = Vector512.Load(dw + (((4 * S.KernelWidth) + 3) * S.Filters)); }
            if (S.KernelHeight > 4 && S.KernelWidth > 4) { s44 = Vector512.Load(dw + (((4 * S.KernelWidth) + 4) * S.Filters)); }
        }

        // Of each maximum the place in the table that lies under the kernel's first column; the table is read from there on for the others,
        // so that places stay. A closed one reads any, and has no gradient.
        Vector512<int> firstPlaces = Vector512.Create(0, S.StrideWidth, TablePiece, TablePiece + S.StrideWidth, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0), closed = Vector512.Create((int)Closed);
        const int table = 2 * TablePiece;
        long tableRow = (long)P.OutputWidth * table;
        for (int row = 0; row < P.OutputHeight; row++)
        {
            float* t = tables + (row * 2 * S.StrideHeight * tableRow);
            for (int column = 0; column < P.OutputWidth; column++, t += table, argmax += S.Filters, dy += S.Filters)
            {
                Vector512<int> position = Avx512F.ConvertToVector512Int32(Vector128.Load(argmax));
                Vector512<int> place = Vector512.ShuffleNative(firstPlaces, position);
                Vector512<float> gradient = Vector512.ConditionalSelect(Vector512.Equals(position, closed).AsSingle(),
                    Vector512<float>.Zero, Vector512.Load(dy));
                bias += gradient;
                if (S.KernelHeight > 0 && S.KernelWidth > 0)
                {
                    s00 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t), place), gradient, s00);
                }
                if (S.KernelHeight > 1 && S.KernelWidth > 0)
                {
                    s10 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (1 * tableRow)), place), gradient, s10);
                }
                if (S.KernelHeight > 2 && S.KernelWidth > 0)
                {
                    s20 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (2 * tableRow)), place), gradient, s20);
                }
                if (S.KernelHeight > 3 && S.KernelWidth > 0)
                {
                    s30 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (3 * tableRow)), place), gradient, s30);
                }
                if (S.KernelHeight > 4 && S.KernelWidth > 0)
                {
                    s40 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (4 * tableRow)), place), gradient, s40);
                }
                if (S.KernelHeight > 0 && S.KernelWidth > 1)
                {
                    s01 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + 1), place), gradient, s01);
                }
                if (S.KernelHeight > 1 && S.KernelWidth > 1)
                {
                    s11 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (1 * tableRow) + 1), place), gradient, s11);
                }
                if (S.KernelHeight > 2 && S.KernelWidth > 1)
                {
                    s21 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (2 * tableRow) + 1), place), gradient, s21);
                }
                if (S.KernelHeight > 3 && S.KernelWidth > 1)
                {
                    s31 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (3 * tableRow) + 1), place), gradient, s31);
                }
                if (S.KernelHeight > 4 && S.KernelWidth > 1)
                {
                    s41 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (4 * tableRow) + 1), place), gradient, s41);
                }
                if (S.KernelHeight > 0 && S.KernelWidth > 2)
                {
                    s02 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + 2), place), gradient, s02);
                }
                if (S.KernelHeight > 1 && S.KernelWidth > 2)
                {
                    s12 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (1 * tableRow) + 2), place), gradient, s12);
                }
                if (S.KernelHeight > 2 && S.KernelWidth > 2)
                {
                    s22 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (2 * tableRow) + 2), place), gradient, s22);
                }
                if (S.KernelHeight > 3 && S.KernelWidth > 2)
                {
                    s32 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (3 * tableRow) + 2), place), gradient, s32);
                }
                if (S.KernelHeight > 4 && S.KernelWidth > 2)
                {
                    s42 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (4 * tableRow) + 2), place), gradient, s42);
                }
                if (S.KernelHeight > 0 && S.KernelWidth > 3)
                {
                    s03 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + 3), place), gradient, s03);
                }
                if (S.KernelHeight > 1 && S.KernelWidth > 3)
                {
                    s13 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (1 * tableRow) + 3), place), gradient, s13);
                }
                if (S.KernelHeight > 2 && S.KernelWidth > 3)
                {
                    s23 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (2 * tableRow) + 3), place), gradient, s23);
                }
                if (S.KernelHeight > 3 && S.KernelWidth > 3)
                {
                    s33 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (3 * tableRow) + 3), place), gradient, s33);
                }
                if (S.KernelHeight > 4 && S.KernelWidth > 3)
                {
                    s43 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (4 * tableRow) + 3), place), gradient, s43);
                }
                if (S.KernelHeight > 0 && S.KernelWidth > 4)
                {
                    s04 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + 4), place), gradient, s04);
                }
                if (S.KernelHeight > 1 && S.KernelWidth > 4)
                {
                    s14 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (1 * tableRow) + 4), place), gradient, s14);
                }
                if (S.KernelHeight > 2 && S.KernelWidth > 4)
                {
                    s24 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (2 * tableRow) + 4), place), gradient, s24);
                }
                if (S.KernelHeight > 3 && S.KernelWidth > 4)
                {
                    s34 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (3 * tableRow) + 4), place), gradient, s34);
                }
                if (S.KernelHeight > 4 && S.KernelWidth > 4)
                {
                    s44 = Vector512.FusedMultiplyAdd(Vector512.ShuffleNative(Vector512.Load(t + (4 * tableRow) + 4), place), gradient, s44);
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
