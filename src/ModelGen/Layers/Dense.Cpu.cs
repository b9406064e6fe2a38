namespace ModelGen.Kernels;

// Products over the whole batch, divided into tasks by tiles of the output: blocks of rows and of columns forward, of the kernel's
// rows for its gradient, of columns for the input's gradient, where each task turns its own part of the kernel once.
public static unsafe partial class Dense
{
    private const int RowBlock = 48;
    private const int ColumnBlock = 64;

    private static void CpuForward<S, A>(Step s, Block y, Block x, Block w, Block b) where S : struct, IDense where A : struct, IActivation
    {
        int rows = checked(s.Count * S.Rows);
        var task = new ForwardTask<S, A> { Y = y.Pointer, X = x.Pointer, W = w.Pointer, B = b.Pointer, Rows = rows };
        s.Run(ref task, Blocks(rows, RowBlock) * Blocks(S.Units, ColumnBlock), (long)rows * S.Inputs * S.Units);
    }

    private static void CpuBackwardKernel<S>(Step s, Block dw, Block x, Block dy, Block db) where S : struct, IDense
    {
        int rows = checked(s.Count * S.Rows);
        var task = new KernelTask<S> { DW = dw.Pointer, DB = db.Pointer, X = x.Pointer, DY = dy.Pointer, Rows = rows, Accumulate = s.Accumulate };
        s.Run(ref task, Blocks(S.Inputs, RowBlock), (long)rows * S.Inputs * S.Units);
    }

    private static void CpuBackwardInput<S>(Step s, Block dx, Block w, Block dy) where S : struct, IDense
    {
        int rows = checked(s.Count * S.Rows);
        var task = new InputTask<S> { DX = dx.Pointer, W = w.Pointer, DY = dy.Pointer, Rows = rows };
        s.Run(ref task, Blocks(S.Inputs, ColumnBlock), (long)rows * S.Inputs * S.Units);
    }

    private static int Blocks(int size, int block) => (size + block - 1) / block;

    private struct ForwardTask<S, A> : ITask where S : struct, IDense where A : struct, IActivation
    {
        public float* Y, X, W, B;
        public int Rows;

        public readonly void Execute(int index)
        {
            int across = Blocks(S.Units, ColumnBlock);
            int row = index / across * RowBlock;
            int column = index % across * ColumnBlock;
            int rows = Math.Min(RowBlock, Rows - row);
            int columns = Math.Min(ColumnBlock, S.Units - column);
            float* y = Y + ((long)row * S.Units) + column;
            Product.Multiply(rows, columns, new Terms(1, S.Inputs, 0, 1), X + ((long)row * S.Inputs), S.Inputs,
                W + column, S.Units, y, S.Units, B == null ? null : B + column);
            if (typeof(A) == typeof(Linear)) { return; }
            for (int r = 0; r < rows; r++) { A.Apply(new Span<float>(y + ((long)r * S.Units), columns)); }
        }
    }

    private struct KernelTask<S> : ITask where S : struct, IDense
    {
        public float* DW, DB, X, DY;
        public int Rows;
        public bool Accumulate;

        public readonly void Execute(int index)
        {
            int first = index * RowBlock;
            Product.Multiply(Math.Min(RowBlock, S.Inputs - first), S.Units, new Terms(1, Rows, 0, S.Inputs), X + first, 1,
                DY, S.Units, DW + ((long)first * S.Units), S.Units, null, Accumulate);
            if (index == 0 && DB != null) { Columns.Sum(DY, Rows, S.Units, DB, Accumulate); }
        }
    }

    private struct InputTask<S> : ITask where S : struct, IDense
    {
        public float* DX, W, DY;
        public int Rows;

        public readonly void Execute(int index)
        {
            int first = index * ColumnBlock;
            int columns = Math.Min(ColumnBlock, S.Inputs - first);
            float* turned = Scratch.Get(Scratch.Task, (long)S.Units * ColumnBlock);
            for (int c = 0; c < columns; c++)
            {
                float* w = W + ((long)(first + c) * S.Units);
                for (int u = 0; u < S.Units; u++) { turned[(u * ColumnBlock) + c] = w[u]; }
            }

            Product.Multiply(Rows, columns, new Terms(1, S.Units, 0, 1), DY, S.Units, turned, ColumnBlock, DX + first, S.Inputs);
        }
    }
}
