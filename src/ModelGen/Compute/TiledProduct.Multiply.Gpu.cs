using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

// What a group does: its tile of the sums. Everything is written out, because an array in a loop would lie in memory.
internal static partial class TiledProduct
{
    private static Sums Multiply<P>(ArrayView<float> left, ArrayView<float> right, ArrayView<byte> argmax, Job job, int tile, int part)
        where P : struct, IProduct
    {
        ArrayView<FourFloats> leftFours = SharedMemory.Allocate<FourFloats>(Depth * Fours);
        ArrayView<FourFloats> rightFours = SharedMemory.Allocate<FourFloats>(Depth * Fours);
        ArrayView<float> leftTile = leftFours.Cast<float>(), rightTile = rightFours.Cast<float>();
        int rows = P.Rows(job.Batch), depth = P.Depth(job.Batch);
        int rowStart = Quotient(tile, ColumnTiles<P>()) * Tile, columnStart = Remainder(tile, ColumnTiles<P>()) * Tile;
        int first = part * job.DepthOfPart, end = first + job.DepthOfPart < depth ? first + job.DepthOfPart : depth;

        int threadRow = Quotient(Group.IdxX, ThreadsAcross), threadColumn = Remainder(Group.IdxX, ThreadsAcross);
        RowPlaces places = Places<P>(rowStart);
        ArrayView<FourFloats> leftRows = leftFours.SubView(threadRow, (Depth * Fours) - threadRow);
        ArrayView<FourFloats> rightColumns = rightFours.SubView(threadColumn, (Depth * Fours) - threadColumn);
        Sums sums = default;
        EightFloats nextLeft = LoadLeft<P>(left, argmax, places, rowStart, rows, first, end);
        EightFloats nextRight = LoadRight<P>(right, argmax, columnStart, first, end);
        for (int start = first; start < end; start += Depth)
        {
            Group.Barrier();
            StoreTile(leftTile, nextLeft, P.LeftRunsInDepth);
            if (IsNarrow<P>())
            {
                StoreNarrow(rightTile, nextRight.Low, P.RightRunsInDepth);
            }
            else
            {
                StoreTile(rightTile, nextRight, P.RightRunsInDepth);
            }
            Group.Barrier();
            nextLeft = LoadLeft<P>(left, argmax, places, rowStart, rows, start + Depth, end);
            nextRight = LoadRight<P>(right, argmax, columnStart, start + Depth, end);
            sums = Add<P>(sums, leftRows, rightColumns, 0);
            sums = Add<P>(sums, leftRows, rightColumns, 1);
            sums = Add<P>(sums, leftRows, rightColumns, 2);
            sums = Add<P>(sums, leftRows, rightColumns, 3);
            sums = Add<P>(sums, leftRows, rightColumns, 4);
            sums = Add<P>(sums, leftRows, rightColumns, 5);
            sums = Add<P>(sums, leftRows, rightColumns, 6);
            sums = Add<P>(sums, leftRows, rightColumns, 7);
            sums = Add<P>(sums, leftRows, rightColumns, 8);
            sums = Add<P>(sums, leftRows, rightColumns, 9);
            sums = Add<P>(sums, leftRows, rightColumns, 10);
            sums = Add<P>(sums, leftRows, rightColumns, 11);
            sums = Add<P>(sums, leftRows, rightColumns, 12);
            sums = Add<P>(sums, leftRows, rightColumns, 13);
            sums = Add<P>(sums, leftRows, rightColumns, 14);
            sums = Add<P>(sums, leftRows, rightColumns, 15);
        }

        return sums;
    }

    private static Sums Add<P>(Sums s, ArrayView<FourFloats> left, ArrayView<FourFloats> right, int k) where P : struct, IProduct
    {
        FourFloats rows = left[k * Fours], low = right[k * Fours];
        s.R0.Low = Add(s.R0.Low, rows.A, low);
        s.R1.Low = Add(s.R1.Low, rows.B, low);
        s.R2.Low = Add(s.R2.Low, rows.C, low);
        s.R3.Low = Add(s.R3.Low, rows.D, low);
        if (IsNarrow<P>()) { return s; }
        FourFloats high = right[(k * Fours) + (NarrowTile / 4)];
        s.R0.High = Add(s.R0.High, rows.A, high);
        s.R1.High = Add(s.R1.High, rows.B, high);
        s.R2.High = Add(s.R2.High, rows.C, high);
        s.R3.High = Add(s.R3.High, rows.D, high);
        return s;
    }

    private static FourFloats Add(FourFloats sums, float left, FourFloats right)
    {
        sums.A += left * right.A;
        sums.B += left * right.B;
        sums.C += left * right.C;
        sums.D += left * right.D;
        return sums;
    }

    // A tile is loaded with neighbouring threads along the depth, 8 lines at a time, or along the lines, 2 depths at a time. A narrow one
    // takes half as many loads.
    private static RowPlaces Places<P>(int rowStart) where P : struct, IProduct
    {
        if (!P.LeftRunsInDepth) { return new RowPlaces { P0 = P.LeftRow(rowStart + (Remainder(Group.IdxX, Tile))) }; }
        int row = rowStart + (Quotient(Group.IdxX, Depth));
        return new RowPlaces
        {
            P0 = P.LeftRow(row), P1 = P.LeftRow(row + 8), P2 = P.LeftRow(row + 16), P3 = P.LeftRow(row + 24),
            P4 = P.LeftRow(row + 32), P5 = P.LeftRow(row + 40), P6 = P.LeftRow(row + 48), P7 = P.LeftRow(row + 56),
        };
    }

    private static EightFloats LoadLeft<P>(ArrayView<float> left, ArrayView<byte> argmax, RowPlaces places, int rowStart, int rows,
        int start, int end) where P : struct, IProduct
    {
        EightFloats values = default;
        if (P.LeftRunsInDepth)
        {
            int k = start + (Remainder(Group.IdxX, Depth)), row = rowStart + (Quotient(Group.IdxX, Depth));
            bool inside = k < end;
            Place depth = P.LeftDepth(k);
            values.Low.A = P.Left(left, argmax, places.P0, depth, inside & row < rows);
            values.Low.B = P.Left(left, argmax, places.P1, depth, inside & row + 8 < rows);
            values.Low.C = P.Left(left, argmax, places.P2, depth, inside & row + 16 < rows);
            values.Low.D = P.Left(left, argmax, places.P3, depth, inside & row + 24 < rows);
            values.High.A = P.Left(left, argmax, places.P4, depth, inside & row + 32 < rows);
            values.High.B = P.Left(left, argmax, places.P5, depth, inside & row + 40 < rows);
            values.High.C = P.Left(left, argmax, places.P6, depth, inside & row + 48 < rows);
            values.High.D = P.Left(left, argmax, places.P7, depth, inside & row + 56 < rows);
        }
        else
        {
            int k = start + (Quotient(Group.IdxX, Tile));
            bool inside = rowStart + (Remainder(Group.IdxX, Tile)) < rows;
            values.Low.A = P.Left(left, argmax, places.P0, P.LeftDepth(k), inside & k < end);
            values.Low.B = P.Left(left, argmax, places.P0, P.LeftDepth(k + 2), inside & k + 2 < end);
            values.Low.C = P.Left(left, argmax, places.P0, P.LeftDepth(k + 4), inside & k + 4 < end);
            values.Low.D = P.Left(left, argmax, places.P0, P.LeftDepth(k + 6), inside & k + 6 < end);
            values.High.A = P.Left(left, argmax, places.P0, P.LeftDepth(k + 8), inside & k + 8 < end);
            values.High.B = P.Left(left, argmax, places.P0, P.LeftDepth(k + 10), inside & k + 10 < end);
            values.High.C = P.Left(left, argmax, places.P0, P.LeftDepth(k + 12), inside & k + 12 < end);
            values.High.D = P.Left(left, argmax, places.P0, P.LeftDepth(k + 14), inside & k + 14 < end);
        }

        return values;
    }

    private static EightFloats LoadRight<P>(ArrayView<float> right, ArrayView<byte> argmax, int columnStart, int start, int end)
        where P : struct, IProduct
    {
        EightFloats values = default;
        int k = start + (P.RightRunsInDepth ? Remainder(Group.IdxX, Depth) : Quotient(Group.IdxX, IsNarrow<P>() ? NarrowTile : Tile));
        int column = columnStart
            + (P.RightRunsInDepth ? Quotient(Group.IdxX, Depth) : Remainder(Group.IdxX, IsNarrow<P>() ? NarrowTile : Tile));
        int nextK = P.RightRunsInDepth ? 0 : IsNarrow<P>() ? 4 : 2, nextColumn = P.RightRunsInDepth ? 8 : 0;
        values.Low.A = Right<P>(right, argmax, k, column, end);
        values.Low.B = Right<P>(right, argmax, k + nextK, column + nextColumn, end);
        values.Low.C = Right<P>(right, argmax, k + (2 * nextK), column + (2 * nextColumn), end);
        values.Low.D = Right<P>(right, argmax, k + (3 * nextK), column + (3 * nextColumn), end);
        if (IsNarrow<P>()) { return values; }
        values.High.A = Right<P>(right, argmax, k + (4 * nextK), column + (4 * nextColumn), end);
        values.High.B = Right<P>(right, argmax, k + (5 * nextK), column + (5 * nextColumn), end);
        values.High.C = Right<P>(right, argmax, k + (6 * nextK), column + (6 * nextColumn), end);
        values.High.D = Right<P>(right, argmax, k + (7 * nextK), column + (7 * nextColumn), end);
        return values;
    }

    private static float Right<P>(ArrayView<float> right, ArrayView<byte> argmax, int k, int column, int end) where P : struct, IProduct =>
        P.Right(right, argmax, k, column, k < end & column < P.Columns);

    private static void StoreTile(ArrayView<float> tile, EightFloats values, bool runsInDepth)
    {
        int k = runsInDepth ? Remainder(Group.IdxX, Depth) : Quotient(Group.IdxX, Tile),
            line = runsInDepth ? Quotient(Group.IdxX, Depth) : Remainder(Group.IdxX, Tile);
        int first = (k * Line) + line, next = runsInDepth ? 8 : 2 * Line;
        tile[first] = values.Low.A;
        tile[first + next] = values.Low.B;
        tile[first + (2 * next)] = values.Low.C;
        tile[first + (3 * next)] = values.Low.D;
        tile[first + (4 * next)] = values.High.A;
        tile[first + (5 * next)] = values.High.B;
        tile[first + (6 * next)] = values.High.C;
        tile[first + (7 * next)] = values.High.D;
    }

    private static void StoreNarrow(ArrayView<float> tile, FourFloats values, bool runsInDepth)
    {
        int k = runsInDepth ? Remainder(Group.IdxX, Depth) : Quotient(Group.IdxX, NarrowTile),
            line = runsInDepth ? Quotient(Group.IdxX, Depth) : Remainder(Group.IdxX, NarrowTile);
        int first = (k * Line) + line, next = runsInDepth ? 8 : 4 * Line;
        tile[first] = values.A;
        tile[first + next] = values.B;
        tile[first + (2 * next)] = values.C;
        tile[first + (3 * next)] = values.D;
    }

    private struct EightFloats
    {
        public FourFloats Low, High;
    }

    /// <summary>What one thread adds up: in registers.</summary>
    private struct Sums
    {
        public EightFloats R0, R1, R2, R3;
    }

    private struct RowPlaces
    {
        public Place P0, P1, P2, P3, P4, P5, P6, P7;
    }
}
