using System.Runtime.Intrinsics;

namespace ModelGen.Kernels;

// Products over the whole batch, divided into tasks by tiles of the output: panels of columns forward, blocks of rows and of columns for the
// kernel's gradient, of columns for the input's gradient, where each task turns its own part of the kernel once. Tasks are small, so that
// threads end together, and those that read the same part of the kernel stand side by side, so that one thread has it in its cache.
// Two shapes have ways of their own. A few rows (one sample is predicted) make no tile: each row of the kernel is read once and added
// to a wide row of sums; rows whose input is 0 (after ReLU, or the black of a picture) are not read at all. And of fewer units than a vector has places the kernel is read as it lies (NarrowProduct), and its gradient
// computed turned round, so that the long side fills the vectors.
public static unsafe partial class Dense
{
    private const int MostRows = 144;
    private const int LeastRows = 24;
    private const int WorthwhileTasks = 16;
    private const int GradientInputBlock = 96;
    private const int NarrowInputBlock = 128;
    private const int GradientColumnBlock = 128;
    private const int InputColumnBlock = 32;
    private const int NarrowRowBlock = 16;
    private const int FewRows = 3;

    private static void CpuForward<S, A>(Step s, Block y, Block x, Block w, Block b) where S : struct, IDense where A : struct, IActivation
    {
        int rows = checked(s.Count * S.Rows);
        long operations = (long)rows * S.Inputs * S.Units;
        if (NarrowProduct.Fits(S.Units))
        {
            var narrow = new NarrowForwardTask<S, A> { Y = y.Pointer, X = x.Pointer, W = w.Pointer, B = b.Pointer, Rows = rows };
            s.Run(ref narrow, Blocks(rows, NarrowRowBlock), operations);
            return;
        }

        if (rows <= FewRows && Vector256.IsHardwareAccelerated)
        {
            int block = FewRowsTask<S, A>.Block;
            float* panels = s.Training || S.Units <= block ? null : s.Panels.Of(w.Pointer, s.ParameterVersion, S.Inputs, S.Units, block);
            float* kernel = panels == null ? w.Pointer : panels;
            (int rowStride, long blockStride) = panels == null ? (S.Units, block) : (block, (long)S.Inputs * block);
            for (int row = 0; row < rows; row++)
            {
                SparseVector inputs = Listed<S>(x.Pointer + ((long)row * S.Inputs), rowStride);
                var few = new FewRowsTask<S, A>(y.Pointer + ((long)row * S.Units), kernel, blockStride, b.Pointer, inputs);
                s.Run(ref few, Blocks(S.Units, block), operations / rows);
            }

            return;
        }

        var task = new ForwardTask<S, A> { Y = y.Pointer, X = x.Pointer, W = w.Pointer, B = b.Pointer, Rows = rows, RowBlocks = RowBlocks<S>(rows) };
        s.Run(ref task, task.RowBlocks * Blocks(S.Units, PackedProduct.Columns), operations);
    }

    // All rows meet a panel of the kernel's columns together, unless there would be too few tasks or too many rows.
    private static int RowBlocks<S>(int rows) where S : struct, IDense
    {
        int wanted = Blocks(WorthwhileTasks, Blocks(S.Units, PackedProduct.Columns));
        return Math.Max(Blocks(rows, MostRows), Math.Min(wanted, Math.Max(1, rows / LeastRows)));
    }

    private static void CpuBackwardKernel<S>(Step s, Block dw, Block x, Block dy, Block db) where S : struct, IDense
    {
        int rows = checked(s.Count * S.Rows);
        var task = new KernelTask<S> { DW = dw.Pointer, DB = db.Pointer, X = x.Pointer, DY = dy.Pointer, Rows = rows, Accumulate = s.Accumulate };
        s.Run(ref task, Blocks(S.Inputs, KernelTask<S>.InputBlock) * Blocks(S.Units, GradientColumnBlock), (long)rows * S.Inputs * S.Units);
    }

    private static void CpuBackwardInput<S>(Step s, Block dx, Block w, Block dy) where S : struct, IDense
    {
        int rows = checked(s.Count * S.Rows);
        var task = new InputTask<S> { DX = dx.Pointer, W = w.Pointer, DY = dy.Pointer, Rows = rows };
        s.Run(ref task, Blocks(S.Inputs, InputColumnBlock), (long)rows * S.Inputs * S.Units);
    }

    // The inputs that are not 0, with the places of their rows in the kernel, on the caller's thread for all tasks.
    private static SparseVector Listed<S>(float* x, int rowStride) where S : struct, IDense
    {
        int room = S.Inputs + SparseVector.Slack;
        int* places = (int*)Scratch.Get(Scratch.Shared, 2L * room);
        return SparseVector.OfNonZero(x, S.Inputs, rowStride, places, (float*)(places + room));
    }

    private static int Blocks(int size, int block) => (size + block - 1) / block;

    private struct ForwardTask<S, A> : ITask where S : struct, IDense where A : struct, IActivation
    {
        public float* Y, X, W, B;
        public int Rows;

        public int RowBlocks;

        public readonly void Execute(int index)
        {
            int column = index / RowBlocks * PackedProduct.Columns, block = index % RowBlocks;
            int columns = Math.Min(PackedProduct.Columns, S.Units - column);
            int row = (int)((long)block * Rows / RowBlocks), rows = (int)((block + 1L) * Rows / RowBlocks) - row;
            float* y = Y + ((long)row * S.Units) + column;
            PackedProduct.Multiply(rows, columns, S.Inputs, X + ((long)row * S.Inputs), S.Inputs, 1, W + column, S.Units, y, S.Units, B == null ? null : B + column);
            if (typeof(A) == typeof(Linear)) { return; }
            for (int r = 0; r < rows; r++) { A.Apply(new Span<float>(y + ((long)r * S.Units), columns)); }
        }
    }

    // A block of rows, all units.
    private struct NarrowForwardTask<S, A> : ITask where S : struct, IDense where A : struct, IActivation
    {
        public float* Y, X, W, B;
        public int Rows;

        public readonly void Execute(int index)
        {
            int row = index * NarrowRowBlock;
            int rows = Math.Min(NarrowRowBlock, Rows - row);
            float* y = Y + ((long)row * S.Units);
            NarrowProduct.Multiply(rows, S.Inputs, S.Units, X + ((long)row * S.Inputs), W, B, y);
            A.Apply(new Span<float>(y, rows * S.Units));
        }
    }

    // One row, a block of units: sums in the order of the tile, so with its bits. The kernel is read in place, or a copy in which each block's columns lie side by side.
    private readonly struct FewRowsTask<S, A>(float* y, float* w, long blockStride, float* b, SparseVector inputs) : ITask where S : struct, IDense where A : struct, IActivation
    {
        // As many sums as half the registers hold: long pieces of the kernel's rows are read faster than short ones.
        public static int Block => (Vector512.IsHardwareAccelerated ? 16 : 8) * Product.Width;

        public void Execute(int index)
        {
            int first = index * Block;
            int units = Math.Min(Block, S.Units - first);
            float* kernel = w + (index * blockStride);
            var sums = new Span<float>(y + first, units);
            if (b == null) { sums.Clear(); } else { new Span<float>(b + first, units).CopyTo(sums); }
            int whole = units / Product.Width;
            if (whole > 0) { RowSum.Add(whole, y + first, kernel, inputs); }
            for (int unit = whole * Product.Width; unit < units; unit++)
            {
                float sum = sums[unit];
                for (int i = 0; i < inputs.Count; i++) { sum = MathF.FusedMultiplyAdd(inputs.Values[i], kernel[inputs.Places[i] + unit], sum); }
                sums[unit] = sum;
            }

            A.Apply(sums);
        }
    }

    private struct KernelTask<S> : ITask where S : struct, IDense
    {
        public static int InputBlock => NarrowProduct.Fits(S.Units) ? NarrowInputBlock : GradientInputBlock;

        public float* DW, DB, X, DY;
        public int Rows;
        public bool Accumulate;

        public readonly void Execute(int index)
        {
            int across = Blocks(S.Units, GradientColumnBlock);
            int first = index / across * InputBlock;
            int inputs = Math.Min(InputBlock, S.Inputs - first);
            if (NarrowProduct.Fits(S.Units))
            {
                float* turned = Scratch.Get(Scratch.Task, (long)S.Units * InputBlock);
                Product.Multiply(S.Units, inputs, new Terms(1, Rows, 0, S.Units), DY, 1, X + first, S.Inputs, turned, InputBlock);
                Transpose.Run(turned, S.Units, inputs, InputBlock, DW + ((long)first * S.Units), S.Units, Accumulate);
            }
            else
            {
                int column = index % across * GradientColumnBlock;
                int columns = Math.Min(GradientColumnBlock, S.Units - column);
                PackedProduct.Multiply(inputs, columns, Rows, X + first, 1, S.Inputs, DY + column, S.Units, DW + ((long)first * S.Units) + column, S.Units, null, Accumulate);
            }

            if (index == 0 && DB != null) { Columns.Sum(DY, Rows, S.Units, DB, Accumulate); }
        }
    }

    private struct InputTask<S> : ITask where S : struct, IDense
    {
        public float* DX, W, DY;
        public int Rows;

        public readonly void Execute(int index)
        {
            int first = index * InputColumnBlock;
            int columns = Math.Min(InputColumnBlock, S.Inputs - first);
            float* turned = Scratch.Get(Scratch.Task, (long)S.Units * InputColumnBlock);
            Transpose.Run(W + ((long)first * S.Units), columns, S.Units, S.Units, turned, InputColumnBlock);
            Product.Multiply(Rows, columns, new Terms(1, S.Units, 0, 1), DY, S.Units, turned, InputColumnBlock, DX + first, S.Inputs);
        }
    }
}
