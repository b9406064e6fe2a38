namespace ModelGen.Kernels;

// Products over the whole batch, divided into tasks by tiles of the output: panels of the kernel's columns forward (MatrixPanels says how
// it lies), panels and blocks of rows for the kernel's gradient, blocks of rows for the input's gradient, where each task turns its own
// part of the kernel once. Tasks are small, so that threads end together, and those of the same panel stand side by side, so that one
// thread has it in its cache: it reads the panel, computes its gradient and updates it. Two shapes have ways of their own. A few rows (one
// sample is predicted) make no tile: each row of the kernel is read once and added to a row of sums; rows whose input is 0 (after ReLU, or
// the black of a picture) are not read at all. And of fewer units than a vector has places there is Dense.Narrow.Cpu.cs.
public static unsafe partial class Dense
{
    private const int MostRows = 144;
    private const int LeastRows = 24;
    private const int WorthwhileTasks = 16;
    private const int GradientInputBlock = 264;
    private const int InputColumnBlock = 32;

    // Terms at a time, so that a panel's part stays in the L1 cache; sums are carried from one to the next.
    private const int Depth = 256;
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

        if (rows <= FewRows && Simd.Width > 1)
        {
            for (int row = 0; row < rows; row++)
            {
                (SparseVector inputs, SparseVector lastInputs) = Listed<S>(x.Pointer + ((long)row * S.Inputs));
                var few = new FewRowsTask<S, A>(y.Pointer + ((long)row * S.Units), w.Pointer, b.Pointer, inputs, lastInputs);
                s.Run(ref few, Blocks(S.Units, FewRowsTask<S, A>.Block), operations / rows);
            }

            return;
        }

        var task = new ForwardTask<S, A>
        {
            Y = y.Pointer,
            X = x.Pointer,
            W = w.Pointer,
            B = b.Pointer,
            Rows = rows,
            RowBlocks = RowBlocks<S>(rows),
        };
        s.Run(ref task, task.RowBlocks * Blocks(S.Units, MatrixPanels.Width), operations);
    }

    // All rows meet a panel of the kernel's columns together, unless there would be too few tasks or too many rows.
    private static int RowBlocks<S>(int rows) where S : struct, IDense
    {
        int wanted = Blocks(WorthwhileTasks, Blocks(S.Units, MatrixPanels.Width));
        return Math.Max(Blocks(rows, MostRows), Math.Min(wanted, Math.Max(1, rows / LeastRows)));
    }

    private static void CpuBackwardKernel<S>(Step s, Block dw, Block x, Block dy, Block db, bool add) where S : struct, IDense
    {
        if (NarrowProduct.Fits(S.Units))
        {
            CpuNarrowBackwardKernel<S>(s, dw, x, dy, db, add);
            return;
        }

        int rows = checked(s.Count * S.Rows);
        var task = new KernelTask<S>
        {
            DW = dw.Pointer,
            DB = db.Pointer,
            X = x.Pointer,
            DY = dy.Pointer,
            Rows = rows,
            Accumulate = add || s.Accumulate,
        };
        s.TryTakeUpdate(dw, out task.Update, out task.Place);
        s.Run(ref task, KernelTask<S>.Count, (long)rows * S.Inputs * S.Units);
    }

    private static void CpuBackwardInput<S>(Step s, Block dx, Block w, Block dy, bool add) where S : struct, IDense
    {
        if (NarrowProduct.Fits(S.Units))
        {
            CpuNarrowBackwardInput<S>(s, dx, w, dy, add);
            return;
        }

        int rows = checked(s.Count * S.Rows);
        bool halves = S.Units >= 2 * Depth;
        var task = new InputTask<S>
        {
            DX = dx.Pointer,
            W = w.Pointer,
            DY = dy.Pointer,
            Rows = rows,
            Units = halves ? InputTask<S>.Half : S.Units,
            Add = add,
        };
        if (halves) { task.SecondHalf = Scratch.Get(Scratch.Shared, dx.Length); }
        s.Run(ref task, (halves ? 2 : 1) * Blocks(S.Inputs, InputColumnBlock), (long)rows * S.Inputs * S.Units);
        if (halves) { Lanes.CpuAdd(s, dx, task.SecondHalf, 1, accumulate: true); }
    }

    // The inputs that are not 0, with the places of their rows in a panel of the kernel, and in the last one, which may be narrower: on the
    // caller's thread for all tasks.
    private static (SparseVector Inputs, SparseVector LastInputs) Listed<S>(float* x) where S : struct, IDense
    {
        int room = S.Inputs + SparseVector.Slack, width = Math.Min(MatrixPanels.Width, S.Units), last = S.Units % MatrixPanels.Width;
        int* places = (int*)Scratch.Get(Scratch.Shared, 3L * room), lastPlaces = places + (2 * room);
        SparseVector inputs = SparseVector.OfNonZero(x, S.Inputs, width, places, (float*)(places + room));
        if (last == 0 || width == S.Units) { return (inputs, inputs); }
        for (int i = 0; i < inputs.Count; i++) { lastPlaces[i] = inputs.Places[i] / MatrixPanels.Width * last; }
        return (inputs, new SparseVector(lastPlaces, inputs.Values, inputs.Count));
    }

    private static int Blocks(int size, int block) => (size + block - 1) / block;

    private struct ForwardTask<S, A> : ITask where S : struct, IDense where A : struct, IActivation
    {
        public float* Y, X, W, B;
        public int Rows;

        public int RowBlocks;

        public readonly void Execute(int index)
        {
            int column = index / RowBlocks * MatrixPanels.Width, block = index % RowBlocks;
            int columns = MatrixPanels.WidthAt(column, S.Units);
            int row = (int)((long)block * Rows / RowBlocks), rows = (int)((block + 1L) * Rows / RowBlocks) - row;
            float* y = Y + ((long)row * S.Units) + column, panel = W + ((long)column * S.Inputs);
            for (int first = 0; first < S.Inputs; first += Depth)
            {
                int count = Math.Min(Depth, S.Inputs - first);
                float* part = panel + ((long)first * columns), start = B == null || first > 0 ? null : B + column;
                Product.Multiply(rows, columns, new Terms(1, count, 0, 1), X + ((long)row * S.Inputs) + first, S.Inputs, part, columns, y,
                    S.Units, start, first > 0);
            }

            if (typeof(A) == typeof(Linear)) { return; }
            for (int r = 0; r < rows; r++) { A.Apply(new Span<float>(y + ((long)r * S.Units), columns)); }
        }
    }

    // One row, a block of units, panel by panel: sums in the order of the tile, so with its bits.
    private readonly struct FewRowsTask<S, A>(float* y, float* w, float* b, SparseVector inputs, SparseVector lastInputs) : ITask
        where S : struct, IDense where A : struct, IActivation
    {
        public static int Block => 8 * Simd.Width;

        public void Execute(int index)
        {
            int first = index * Block, end = Math.Min(first + Block, S.Units);
            var sums = new Span<float>(y + first, end - first);
            if (b == null) { sums.Clear(); } else { new Span<float>(b + first, sums.Length).CopyTo(sums); }
            int column = first;
            if (sums.Length == Block)
            {
                float* panels = w + ((long)first * S.Inputs);
                RowSum.AddEight(y + first, panels, (long)S.Inputs * MatrixPanels.Width, inputs);
                column = end;
            }

            for (; column < end; column += MatrixPanels.Width)
            {
                int width = MatrixPanels.WidthAt(column, S.Units);
                RowSum.AddColumns(width, y + column, w + ((long)column * S.Inputs), width == MatrixPanels.Width ? inputs : lastInputs);
            }

            A.Apply(sums);
        }
    }

    private struct KernelTask<S> : ITask where S : struct, IDense
    {
        public static int Count => Blocks(S.Inputs, GradientInputBlock) * Blocks(S.Units, MatrixPanels.Width);

        public float* DW, DB, X, DY;
        public int Rows;
        public bool Accumulate;

        // Where there is one, the gradient goes there and not to DW; the kernel begins at Place.
        public StretchUpdate Update;
        public long Place;

        public readonly void Execute(int index)
        {
            int down = Blocks(S.Inputs, GradientInputBlock), first = index % down * GradientInputBlock;
            Panel(index / down * MatrixPanels.Width, first, Math.Min(GradientInputBlock, S.Inputs - first));
            if (index == 0 && DB != null) { Columns.Sum(DY, Rows, S.Units, DB, Accumulate); }
        }

        // What DY's columns are copied for is done for as many inputs as leave the gradient in the L1 cache.
        private readonly void Panel(int column, int first, int inputs)
        {
            int columns = MatrixPanels.WidthAt(column, S.Units), count = inputs * columns;
            long place = ((long)column * S.Inputs) + ((long)first * columns);
            float* gradients = Update.Exists ? Scratch.Get(Scratch.Task, count) : DW + place;
            PackedProduct.Multiply(inputs, columns, Rows, X + first, 1, S.Inputs, DY + column, S.Units, gradients, columns, null,
                Accumulate);
            if (Update.Exists) { Update.Run(Place + place, gradients, count); }
        }
    }

    // A block of inputs and all units, or, of a wide kernel, half of them: a core then reads the panels which it also updates, and none
    // that another core has in its cache.
    private struct InputTask<S> : ITask where S : struct, IDense
    {
        public float* DX, SecondHalf, W, DY;
        public int Rows, Units;
        public bool Add;

        public static int Half => Blocks(S.Units, 2 * MatrixPanels.Width) * MatrixPanels.Width;

        public readonly void Execute(int index)
        {
            int blocks = Blocks(S.Inputs, InputColumnBlock), first = index % blocks * InputColumnBlock;
            int columns = Math.Min(InputColumnBlock, S.Inputs - first);
            bool second = index >= blocks;
            float* turned = Scratch.Get(Scratch.Task, (long)Depth * InputColumnBlock), dx = (second ? SecondHalf : DX) + first;
            int start = second ? Units : 0, end = second ? S.Units : Units;
            for (int unit = start; unit < end; unit += Depth)
            {
                int units = Math.Min(Depth, end - unit);
                Turn(unit, units, first, columns, turned);
                Product.Multiply(Rows, columns, new Terms(1, units, 0, 1), DY + unit, S.Units, turned, InputColumnBlock, dx, S.Inputs, null,
                    unit > start || (Add && !second));
            }
        }

        private readonly void Turn(int firstUnit, int units, int firstRow, int rows, float* turned)
        {
            for (int unit = firstUnit; unit < firstUnit + units; unit += MatrixPanels.Width)
            {
                int width = MatrixPanels.WidthAt(unit, S.Units);
                Transpose.Run(W + ((long)unit * S.Inputs) + ((long)firstRow * width), rows, width, width,
                    turned + ((unit - firstUnit) * InputColumnBlock), InputColumnBlock);
            }
        }
    }
}
