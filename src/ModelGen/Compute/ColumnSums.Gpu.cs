using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

/// <summary>A matrix whose columns are summed: the gradient of a bias.</summary>
internal interface ISummedColumns
{
    /// <summary>How many columns.</summary>
    static abstract int Columns { get; }

    /// <summary>The value in a row and a column.</summary>
    static abstract float Value(ArrayView<float> values, ArrayView<byte> winners, int row, int column);
}

/// <summary>
/// Sums of the columns of a tall matrix on a GPU: a group adds a part of the rows of 32 columns, four threads to a column, each thread every fourth row in order.
/// </summary>
internal static class ColumnSums
{
    private const int Columns = 32;
    private const int Threads = GpuDevice.GroupSize / Columns;
    private const int EnoughGroups = 256;
    private const int LeastRows = 16;

    /// <summary>sums = the sums of the columns, written or added.</summary>
    public static void Run<M>(GpuDevice g, Step s, Block sums, Block values, int rows, bool accumulate, Block winners = default) where M : struct, ISummedColumns
    {
        int parts = Parts<M>(rows);
        ArrayView<float> place = s.GpuParts((long)parts * M.Columns);
        Launch<M>(g, place, values, winners, rows, parts);
        g.Launch(Lanes.AddKernel, GpuDevice.GroupsFor(M.Columns), sums.View, place, M.Columns, parts, accumulate ? 1 : 0);
    }

    /// <summary>lanes[i] = the sums of the i-th part of the rows.</summary>
    public static void RunLanes<M>(GpuDevice g, Step s, Block lanes, int count, Block values, int rows, Block winners = default) where M : struct, ISummedColumns
    {
        int each = Math.Max(1, Parts<M>(rows) / count);
        ArrayView<float> place = each == 1 ? lanes.View : s.GpuParts((long)count * each * M.Columns);
        Launch<M>(g, place, values, winners, rows, count * each);
        if (each > 1) { g.Launch(TiledProduct.LanesKernel, GpuDevice.GroupsFor((long)count * M.Columns), lanes.View, place, count, M.Columns, each); }
    }

    internal static void Kernel<M>(ArrayView<float> sums, ArrayView<float> values, ArrayView<byte> winners, int rows, int parts) where M : struct, ISummedColumns
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuDevice.GroupSize);
        int block = Grid.IdxX / parts, part = Grid.IdxX - (block * parts), column = (block * Columns) + Remainder(Group.IdxX, Columns);
        int each = (rows + parts - 1) / parts, first = part * each, end = first + each < rows ? first + each : rows;
        float sum = 0f;
        if (column < M.Columns)
        {
            for (int row = first + Quotient(Group.IdxX, Columns); row < end; row += Threads) { sum += M.Value(values, winners, row, column); }
        }

        shared[Group.IdxX] = sum;
        Group.Barrier();
        if (Group.IdxX < Columns && column < M.Columns)
        {
            sums[(part * M.Columns) + column] = shared[Group.IdxX] + shared[Group.IdxX + Columns] + shared[Group.IdxX + (2 * Columns)] + shared[Group.IdxX + (3 * Columns)];
        }
    }

    private static void Launch<M>(GpuDevice g, ArrayView<float> sums, Block values, Block winners, int rows, int parts) where M : struct, ISummedColumns =>
        g.Launch(Kernel<M>, Groups<M>(parts), sums, values.View, (winners.IsEmpty ? values : winners).View.Cast<byte>(), rows, parts);

    private static int Parts<M>(int rows) where M : struct, ISummedColumns => Math.Max(1, Math.Min(EnoughGroups / Groups<M>(1), rows / LeastRows));

    private static int Groups<M>(int parts) where M : struct, ISummedColumns => checked((M.Columns + Columns - 1) / Columns * parts);
}
