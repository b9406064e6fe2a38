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

        float sum00 = 0f, sum01 = 0f, sum02 = 0f, sum03 = 0f, sum10 = 0f, sum11 = 0f, sum12 = 0f, sum13 = 0f;
        for (int start = 0; start < depth; start += Depth)
        {
            for (int load = 0; load < Loads; load++)
            {
                int place = (load * GpuDevice.GroupSize) + thread;
                LoadLeft<P>(leftTile, left, place, rowStart, start, rows, depth);
                LoadRight<P>(rightTile, right, place, columnStart, start, depth);
            }

            Group.Barrier();
            for (int k = 0; k < Depth; k++)
            {
                float left0 = leftTile[(k * Line) + row], left1 = leftTile[(k * Line) + row + ThreadRows];
                float right0 = rightTile[(k * Line) + column], right1 = rightTile[(k * Line) + column + ThreadColumns];
                float right2 = rightTile[(k * Line) + column + (2 * ThreadColumns)], right3 = rightTile[(k * Line) + column + (3 * ThreadColumns)];
                sum00 += left0 * right0;
                sum01 += left0 * right1;
                sum02 += left0 * right2;
                sum03 += left0 * right3;
                sum10 += left1 * right0;
                sum11 += left1 * right1;
                sum12 += left1 * right2;
                sum13 += left1 * right3;
            }

            Group.Barrier();
        }

        int toRow = rowStart + row, toColumn = columnStart + column;
        Store<P>(c, toRow, toColumn, rows, sum00, extra, flag);
        Store<P>(c, toRow, toColumn + ThreadColumns, rows, sum01, extra, flag);
        Store<P>(c, toRow, toColumn + (2 * ThreadColumns), rows, sum02, extra, flag);
        Store<P>(c, toRow, toColumn + (3 * ThreadColumns), rows, sum03, extra, flag);
        Store<P>(c, toRow + ThreadRows, toColumn, rows, sum10, extra, flag);
        Store<P>(c, toRow + ThreadRows, toColumn + ThreadColumns, rows, sum11, extra, flag);
        Store<P>(c, toRow + ThreadRows, toColumn + (2 * ThreadColumns), rows, sum12, extra, flag);
        Store<P>(c, toRow + ThreadRows, toColumn + (3 * ThreadColumns), rows, sum13, extra, flag);
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
}
