using ILGPU;

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
    private const int EnoughGroups = 128;
    private const int LeastRows = 16;

    /// <summary>sums = the sums of the columns, written or added.</summary>
    public static void Run<M>(GpuDevice g, Step s, Block sums, Block values, int rows, bool accumulate, Block winners = default) where M : struct, ISummedColumns
    {
        int parts = Math.Max(1, Math.Min(EnoughGroups / Groups<M>(1), rows / LeastRows));
        ArrayView<float> place = s.GpuParts((long)parts * M.Columns);
        Launch<M>(g, place, values, winners, rows, parts);
        g.Launch(Lanes.AddKernel, GpuDevice.GroupsFor(M.Columns), sums.View, place, M.Columns, parts, accumulate ? 1 : 0);
    }

    /// <summary>lanes[i] = the sums of the i-th part of the rows.</summary>
    public static void RunLanes<M>(GpuDevice g, Block lanes, int count, Block values, int rows, Block winners = default) where M : struct, ISummedColumns =>
        Launch<M>(g, lanes.View, values, winners, rows, count);

    internal static void Kernel<M>(ArrayView<float> sums, ArrayView<float> values, ArrayView<byte> winners, int rows, int parts) where M : struct, ISummedColumns
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuDevice.GroupSize);
        int part = Grid.IdxX % parts, column = (Grid.IdxX / parts * Columns) + (Group.IdxX % Columns);
        int each = (rows + parts - 1) / parts, first = part * each, end = first + each < rows ? first + each : rows;
        float sum = 0f;
        if (column < M.Columns)
        {
            for (int row = first + (Group.IdxX / Columns); row < end; row += Threads) { sum += M.Value(values, winners, row, column); }
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

    private static int Groups<M>(int parts) where M : struct, ISummedColumns => checked((M.Columns + Columns - 1) / Columns * parts);
}
