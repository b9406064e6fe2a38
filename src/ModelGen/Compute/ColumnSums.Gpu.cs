using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

/// <summary>A matrix whose columns are summed: the gradient of a bias.</summary>
internal interface ISummedColumns
{
    /// <summary>How many columns.</summary>
    static abstract int Columns { get; }

    /// <summary>The value in a row and a column.</summary>
    static abstract float Value(ArrayView<float> values, ArrayView<byte> argmax, int row, int column);
}

/// <summary>
/// Sums of the columns of a tall matrix on a GPU: a group adds a part of the rows of 32 columns, four threads to a column, each thread
/// every fourth row in order.
/// </summary>
internal static class ColumnSums
{
    private const int Columns = 32;
    private const int Threads = GpuDevice.GroupSize / Columns;
    private const int EnoughGroups = 512;
    private const int LeastRows = 128;

    /// <summary>sums = the sums of the columns, written or added.</summary>
    public static void Run<M>(GpuDevice g, Step s, Block sums, Block values, int rows, bool accumulate, Block argmax = default)
        where M : struct, ISummedColumns
    {
        int parts = Math.Max(1, Math.Min(EnoughGroups / Blocks<M>(), rows / LeastRows));
        ArrayView<float> place = parts == 1 ? sums.View : s.GpuParts((long)parts * M.Columns);
        int add = accumulate ? 1 : 0;
        g.Launch(Kernel<M>, Blocks<M>() * parts, place, values.View, (argmax.IsEmpty ? values : argmax).View.Cast<byte>(), rows, parts,
            parts == 1 ? add : 0);
        if (parts > 1) { g.Launch(PartialSums.AddKernel, GpuDevice.GroupsFor(M.Columns), sums.View, place, M.Columns, parts, add); }
    }

    internal static void Kernel<M>(ArrayView<float> sums, ArrayView<float> values, ArrayView<byte> argmax, int rows, int parts,
        int accumulate) where M : struct, ISummedColumns
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuDevice.GroupSize);
        int block = Grid.IdxX / parts, part = Grid.IdxX - (block * parts), column = (block * Columns) + Remainder(Group.IdxX, Columns);
        int each = (rows + parts - 1) / parts, first = part * each, end = first + each < rows ? first + each : rows;
        float sum = 0f;
        if (column < M.Columns)
        {
            // Four at a time, so that they are under way together.
            int row = first + Quotient(Group.IdxX, Columns);
            for (; row + (3 * Threads) < end; row += 4 * Threads)
            {
                float a = M.Value(values, argmax, row, column), b = M.Value(values, argmax, row + Threads, column);
                float c = M.Value(values, argmax, row + (2 * Threads), column), d = M.Value(values, argmax, row + (3 * Threads), column);
                sum = sum + a + b + c + d;
            }

            for (; row < end; row += Threads) { sum += M.Value(values, argmax, row, column); }
        }

        shared[Group.IdxX] = sum;
        Group.Barrier();
        if (Group.IdxX < Columns && column < M.Columns)
        {
            int to = (part * M.Columns) + column;
            float all = shared[Group.IdxX] + shared[Group.IdxX + Columns] + shared[Group.IdxX + (2 * Columns)]
                + shared[Group.IdxX + (3 * Columns)];
            sums[to] = accumulate != 0 ? sums[to] + all : all;
        }
    }

    private static int Blocks<M>() where M : struct, ISummedColumns => (M.Columns + Columns - 1) / Columns;
}
