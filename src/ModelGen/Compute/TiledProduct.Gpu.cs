using ILGPU;

namespace ModelGen.Kernels;

/// <summary>One matrix product of a layer on a GPU: c[rows, columns] = left[rows, depth] right[depth, columns]. One of the sizes may be the batch's.</summary>
internal interface IProduct
{
    /// <summary>Whether the left matrix lies in memory as [depth, rows].</summary>
    static abstract bool LeftIsTransposed { get; }

    /// <summary>Whether the right matrix lies in memory as [columns, depth].</summary>
    static abstract bool RightIsTransposed { get; }

    /// <summary>Rows of the result, for a batch of so many rows.</summary>
    static abstract int Rows(int batchRows);

    /// <summary>Columns of the result.</summary>
    static abstract int Columns { get; }

    /// <summary>Products in each sum.</summary>
    static abstract int Depth(int batchRows);

    /// <summary>What becomes of a sum.</summary>
    static abstract void Store(ArrayView<float> c, int index, int column, float sum, ArrayView<float> extra, int flag);
}

/// <summary>
/// The product that layers share on a GPU. A group computes a tile of 32 x 32 results through shared memory, each thread 2 x 4 of them
/// in registers; each sum goes from first to last.
/// </summary>
internal static class TiledProduct
{
    private const int Tile = 32;
    private const int Depth = 16;
    private const int Line = Tile + 1;   // one more than a tile, so that a column of it lies in different banks
    private const int ThreadColumns = 8;
    private const int ThreadRows = GpuDevice.GroupSize / ThreadColumns;
    private const int Loads = Tile * Depth / GpuDevice.GroupSize;

    public static void Run<P>(GpuDevice g, Block c, Block left, Block right, Block extra, int flag, int batchRows) where P : struct, IProduct
    {
        long groups = (long)((P.Rows(batchRows) + Tile - 1) / Tile) * ((P.Columns + Tile - 1) / Tile);
        g.Launch(Kernel<P>, checked((int)groups), c.View, left.View, right.View, extra.IsEmpty ? c.View : extra.View, flag, batchRows);
    }

    internal static void Kernel<P>(ArrayView<float> c, ArrayView<float> left, ArrayView<float> right, ArrayView<float> extra, int flag, int batchRows)
        where P : struct, IProduct
    {
        ArrayView<float> leftTile = SharedMemory.Allocate<float>(Depth * Line);
        ArrayView<float> rightTile = SharedMemory.Allocate<float>(Depth * Line);
        int rows = P.Rows(batchRows), depth = P.Depth(batchRows);
        int columnTiles = (P.Columns + Tile - 1) / Tile;
        int rowStart = Grid.IdxX / columnTiles * Tile;
        int columnStart = Grid.IdxX % columnTiles * Tile;
        int thread = Group.IdxX;
        int row = thread / ThreadColumns, column = thread % ThreadColumns;

        ArrayView<float> leftColumn = leftTile.SubView(row, (Depth * Line) - row);
        ArrayView<float> rightRow = rightTile.SubView(column, (Depth * Line) - column);
        Sums sums = default;
        for (int start = 0; start < depth; start += Depth)
        {
            for (int load = 0; load < Loads; load++)
            {
                int place = (load * GpuDevice.GroupSize) + thread;
                LoadLeft<P>(leftTile, left, place, rowStart, start, rows, depth);
                LoadRight<P>(rightTile, right, place, columnStart, start, depth);
            }

            Group.Barrier();

            // Written out, so that all places are constants.
            sums = Add(sums, leftColumn, rightRow, 0);
            sums = Add(sums, leftColumn, rightRow, 1);
            sums = Add(sums, leftColumn, rightRow, 2);
            sums = Add(sums, leftColumn, rightRow, 3);
            sums = Add(sums, leftColumn, rightRow, 4);
            sums = Add(sums, leftColumn, rightRow, 5);
            sums = Add(sums, leftColumn, rightRow, 6);
            sums = Add(sums, leftColumn, rightRow, 7);
            sums = Add(sums, leftColumn, rightRow, 8);
            sums = Add(sums, leftColumn, rightRow, 9);
            sums = Add(sums, leftColumn, rightRow, 10);
            sums = Add(sums, leftColumn, rightRow, 11);
            sums = Add(sums, leftColumn, rightRow, 12);
            sums = Add(sums, leftColumn, rightRow, 13);
            sums = Add(sums, leftColumn, rightRow, 14);
            sums = Add(sums, leftColumn, rightRow, 15);

            Group.Barrier();
        }

        int toRow = rowStart + row, toColumn = columnStart + column;
        Store<P>(c, toRow, toColumn, rows, sums.S00, extra, flag);
        Store<P>(c, toRow, toColumn + ThreadColumns, rows, sums.S01, extra, flag);
        Store<P>(c, toRow, toColumn + (2 * ThreadColumns), rows, sums.S02, extra, flag);
        Store<P>(c, toRow, toColumn + (3 * ThreadColumns), rows, sums.S03, extra, flag);
        Store<P>(c, toRow + ThreadRows, toColumn, rows, sums.S10, extra, flag);
        Store<P>(c, toRow + ThreadRows, toColumn + ThreadColumns, rows, sums.S11, extra, flag);
        Store<P>(c, toRow + ThreadRows, toColumn + (2 * ThreadColumns), rows, sums.S12, extra, flag);
        Store<P>(c, toRow + ThreadRows, toColumn + (3 * ThreadColumns), rows, sums.S13, extra, flag);
    }

    private static Sums Add(Sums s, ArrayView<float> left, ArrayView<float> right, int k)
    {
        float left0 = left[k * Line], left1 = left[(k * Line) + ThreadRows];
        float right0 = right[k * Line], right1 = right[(k * Line) + ThreadColumns];
        float right2 = right[(k * Line) + (2 * ThreadColumns)], right3 = right[(k * Line) + (3 * ThreadColumns)];
        s.S00 += left0 * right0;
        s.S01 += left0 * right1;
        s.S02 += left0 * right2;
        s.S03 += left0 * right3;
        s.S10 += left1 * right0;
        s.S11 += left1 * right1;
        s.S12 += left1 * right2;
        s.S13 += left1 * right3;
        return s;
    }

    // Neighbouring threads read neighbouring values, whichever way the matrix lies; what lies outside counts as 0.
    private static void LoadLeft<P>(ArrayView<float> tile, ArrayView<float> left, int place, int rowStart, int start, int rows, int depth) where P : struct, IProduct
    {
        int row = P.LeftIsTransposed ? place % Tile : place / Depth;
        int k = P.LeftIsTransposed ? place / Tile : place % Depth;
        float value = 0f;
        if (rowStart + row < rows && start + k < depth)
        {
            value = left[P.LeftIsTransposed ? ((start + k) * rows) + rowStart + row : ((rowStart + row) * depth) + start + k];
        }

        tile[(k * Line) + row] = value;
    }

    private static void LoadRight<P>(ArrayView<float> tile, ArrayView<float> right, int place, int columnStart, int start, int depth) where P : struct, IProduct
    {
        int column = P.RightIsTransposed ? place / Depth : place % Tile;
        int k = P.RightIsTransposed ? place % Depth : place / Tile;
        float value = 0f;
        if (columnStart + column < P.Columns && start + k < depth)
        {
            value = right[P.RightIsTransposed ? ((columnStart + column) * depth) + start + k : ((start + k) * P.Columns) + columnStart + column];
        }

        tile[(k * Line) + column] = value;
    }

    private static void Store<P>(ArrayView<float> c, int row, int column, int rows, float sum, ArrayView<float> extra, int flag) where P : struct, IProduct
    {
        if (row < rows && column < P.Columns) { P.Store(c, (row * P.Columns) + column, column, sum, extra, flag); }
    }

    /// <summary>What one thread adds up: in registers.</summary>
    private struct Sums
    {
        public float S00, S01, S02, S03, S10, S11, S12, S13;
    }
}
