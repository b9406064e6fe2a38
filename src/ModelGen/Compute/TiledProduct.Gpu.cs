using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

/// <summary>
/// The product that layers share on a GPU. A group computes a tile of 64 x 64 results (of 64 x 32 where there are no more columns) through
/// shared memory, each thread 4 x 8 of them in registers, while the next values are under way. Where there are too few tiles for a GPU, a
/// stored sum is divided into parts, which are added in order: how many depends on the sizes alone.
/// </summary>
internal static partial class TiledProduct
{
    private const int Tile = 64;
    private const int NarrowTile = 32;
    private const int Depth = 16;
    private const int Line = Tile + 4;   // four more than a tile, so that a column of it lies in eight banks and a row is aligned
    private const int Fours = Line / 4;
    private const int ThreadsAcross = 8;
    private const int RowsOfThread = 4;
    private const int WindowRows = RowsOfThread;   // a thread has the whole of a window

    // About four for each of a large GPU's multiprocessors.
    private const int EnoughGroups = 512;

    // A part that is worth a second launch, which adds it to the others.
    private const int LeastDepth = 6 * Depth;

    /// <summary>What a kernel is told besides its views.</summary>
    /// <param name="Batch">Rows or samples of the batch.</param>
    /// <param name="Flag">What a product's Store is told.</param>
    /// <param name="Parts">Into how many parts sums are divided.</param>
    /// <param name="DepthOfPart">Products in each part but the last ones, a multiple of the tile's depth.</param>
    /// <param name="Size">Results of one part.</param>
    internal readonly record struct Job(int Batch, int Flag, int Parts, int DepthOfPart, int Size);

    /// <summary>c = Store(left right).</summary>
    public static void Run<P>(GpuDevice g, Step s, Block c, Block left, Block right, Block extra, int flag, int batch,
        Block argmax = default) where P : struct, IStoredProduct
    {
        Job job = Plan<P>(batch, flag);
        ArrayView<float> more = extra.IsEmpty ? c.View : extra.View,
            place = job.Parts == 1 ? c.View : s.GpuParts((long)job.Parts * job.Size);
        g.Launch(Kernel<P>, Groups<P>(job), place, left.View, right.View, Argmax(argmax, left), more, job);
        if (job.Parts > 1) { g.Launch(PartsKernel<P>, GpuDevice.GroupsFor(job.Size), c.View, place, more, job); }
    }

    /// <summary>c = Store(the windows of left right).</summary>
    public static void RunWindows<P>(GpuDevice g, Block c, Block left, Block right, Block extra, int flag, int batch, Block argmax)
        where P : struct, IWindowProduct
    {
        var job = new Job(batch, flag, Parts: 1, RoundUp(P.Depth(batch)), Size: 0);
        g.Launch(WindowKernel<P>, Groups<P>(job), c.View, left.View, right.View, Argmax(argmax, c), extra.IsEmpty ? c.View : extra.View,
            job);
    }

    internal static void Kernel<P>(ArrayView<float> c, ArrayView<float> left, ArrayView<float> right, ArrayView<byte> argmax,
        ArrayView<float> extra, Job job) where P : struct, IStoredProduct
    {
        int tile = Grid.IdxX / job.Parts, part = Grid.IdxX - (tile * job.Parts);
        Sums sums = Multiply<P>(left, right, argmax, job, tile, part);
        int row = Row<P>(tile), column = Column<P>(tile);
        StoreRow<P>(c, row, column, sums.R0, part, extra, job);
        StoreRow<P>(c, row + 1, column, sums.R1, part, extra, job);
        StoreRow<P>(c, row + 2, column, sums.R2, part, extra, job);
        StoreRow<P>(c, row + 3, column, sums.R3, part, extra, job);
    }

    internal static void WindowKernel<P>(ArrayView<float> c, ArrayView<float> left, ArrayView<float> right, ArrayView<byte> argmax,
        ArrayView<float> extra, Job job) where P : struct, IWindowProduct
    {
        Sums sums = Multiply<P>(left, right, argmax, job, Grid.IdxX, part: 0);
        int row = Row<P>(Grid.IdxX), column = Column<P>(Grid.IdxX);
        if (row >= P.Rows(job.Batch)) { return; }
        StoreWindow<P>(c, argmax, row, column, sums.R0.Low.A, sums.R1.Low.A, sums.R2.Low.A, sums.R3.Low.A, extra, job);
        StoreWindow<P>(c, argmax, row, column + 1, sums.R0.Low.B, sums.R1.Low.B, sums.R2.Low.B, sums.R3.Low.B, extra, job);
        StoreWindow<P>(c, argmax, row, column + 2, sums.R0.Low.C, sums.R1.Low.C, sums.R2.Low.C, sums.R3.Low.C, extra, job);
        StoreWindow<P>(c, argmax, row, column + 3, sums.R0.Low.D, sums.R1.Low.D, sums.R2.Low.D, sums.R3.Low.D, extra, job);
        if (IsNarrow<P>()) { return; }
        StoreWindow<P>(c, argmax, row, column + NarrowTile, sums.R0.High.A, sums.R1.High.A, sums.R2.High.A, sums.R3.High.A, extra, job);
        StoreWindow<P>(c, argmax, row, column + NarrowTile + 1, sums.R0.High.B, sums.R1.High.B, sums.R2.High.B, sums.R3.High.B, extra, job);
        StoreWindow<P>(c, argmax, row, column + NarrowTile + 2, sums.R0.High.C, sums.R1.High.C, sums.R2.High.C, sums.R3.High.C, extra, job);
        StoreWindow<P>(c, argmax, row, column + NarrowTile + 3, sums.R0.High.D, sums.R1.High.D, sums.R2.High.D, sums.R3.High.D, extra, job);
    }

    // One thread for one result, over its parts in order.
    internal static void PartsKernel<P>(ArrayView<float> c, ArrayView<float> parts, ArrayView<float> extra, Job job)
        where P : struct, IStoredProduct
    {
        int i = GpuDevice.Thread;
        if (i >= job.Size) { return; }
        float sum = PartialSums.Of(parts, i, job.Size, job.Parts);
        P.Store(c, i, Remainder(i, P.Columns), sum, extra, job.Flag);
    }

    private static Job Plan<P>(int batch, int flag) where P : struct, IProduct
    {
        int depth = P.Depth(batch), size = checked(P.Rows(batch) * P.Columns);
        int parts = Math.Max(1, Math.Min(EnoughGroups / Tiles<P>(batch), depth / LeastDepth));
        return new Job(batch, flag, parts, RoundUp((depth + parts - 1) / parts), size);
    }

    private static ArrayView<byte> Argmax(Block argmax, Block none) => (argmax.IsEmpty ? none : argmax).View.Cast<byte>();

    private static int RoundUp(int depth) => Math.Max(1, (depth + Depth - 1) / Depth) * Depth;

    private static int Tiles<P>(int batch) where P : struct, IProduct => (P.Rows(batch) + Tile - 1) / Tile * ColumnTiles<P>();

    private static int Groups<P>(Job job) where P : struct, IProduct => checked(Tiles<P>(job.Batch) * job.Parts);

    private static int ColumnTiles<P>() where P : struct, IProduct => (P.Columns + Tile - 1) / Tile;

    private static bool IsNarrow<P>() where P : struct, IProduct => P.Columns <= NarrowTile;

    // Inside a kernel: the first row and column of this thread.
    private static int Row<P>(int tile) where P : struct, IProduct =>
        (Quotient(tile, ColumnTiles<P>()) * Tile) + (Quotient(Group.IdxX, ThreadsAcross) * RowsOfThread);

    private static int Column<P>(int tile) where P : struct, IProduct =>
        (Remainder(tile, ColumnTiles<P>()) * Tile) + (Remainder(Group.IdxX, ThreadsAcross) * 4);

    private static void StoreRow<P>(ArrayView<float> c, int row, int column, EightFloats sums, int part, ArrayView<float> extra, Job job)
        where P : struct, IStoredProduct
    {
        if (row >= P.Rows(job.Batch)) { return; }
        StoreOne<P>(c, row, column, sums.Low.A, part, extra, job);
        StoreOne<P>(c, row, column + 1, sums.Low.B, part, extra, job);
        StoreOne<P>(c, row, column + 2, sums.Low.C, part, extra, job);
        StoreOne<P>(c, row, column + 3, sums.Low.D, part, extra, job);
        if (IsNarrow<P>()) { return; }
        StoreOne<P>(c, row, column + NarrowTile, sums.High.A, part, extra, job);
        StoreOne<P>(c, row, column + NarrowTile + 1, sums.High.B, part, extra, job);
        StoreOne<P>(c, row, column + NarrowTile + 2, sums.High.C, part, extra, job);
        StoreOne<P>(c, row, column + NarrowTile + 3, sums.High.D, part, extra, job);
    }

    private static void StoreOne<P>(ArrayView<float> c, int row, int column, float sum, int part, ArrayView<float> extra, Job job)
        where P : struct, IStoredProduct
    {
        if (column >= P.Columns) { return; }
        int index = (row * P.Columns) + column;
        if (job.Parts > 1) { c[(part * job.Size) + index] = sum; }
        else { P.Store(c, index, column, sum, extra, job.Flag); }
    }

    private static void StoreWindow<P>(ArrayView<float> c, ArrayView<byte> argmax, int row, int column, float first, float second,
        float third, float fourth, ArrayView<float> extra, Job job)
        where P : struct, IWindowProduct
    {
        if (column < P.Columns)
        {
            P.Store(c, argmax, Quotient(row, WindowRows), column, new FourFloats { A = first, B = second, C = third, D = fourth }, extra,
                job.Flag);
        }
    }
}
