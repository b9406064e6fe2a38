namespace ModelGen.Kernels;

// Of fewer units than a vector has places the kernel lies turned (MatrixPanels), so that the long side fills the vectors in all three
// passes: forward and for the input's gradient rows go by twos (NarrowProduct, NarrowTurnedProduct), and the kernel's gradient is a product
// by tiles, panel of inputs by panel. It is computed for two halves of the batch apart, because a core has the inputs of the samples that
// it took through the layers before in its own cache. The halves are those of the slices, whatever the number of threads; then each block
// of inputs is added and updated.
public static unsafe partial class Dense
{
    private const int NarrowRowBlock = 16;
    private const int NarrowInputBlock = 4 * MatrixPanels.Width;

    // Fewer rows are not halved.
    private const int LeastNarrowRows = 32;

    private static void CpuNarrowBackwardKernel<S>(Step s, Block dw, Block x, Block dy, Block db, bool add) where S : struct, IDense
    {
        int rows = checked(s.Count * S.Rows), blocks = Blocks(S.Inputs, NarrowInputBlock);
        bool halves = s.BatchSize * S.Rows >= LeastNarrowRows && !s.IsSlice, updates = s.TryTakeUpdate(dw, out StretchUpdate update,
            out long place);
        float* scratch = halves || updates ? Scratch.Get(Scratch.Shared, 2 * dw.Length) : null;

        // Of a part of the batch both sums are kept for the next one.
        Block carried = s.IsSlice ? default : s.Carried(dw);
        int border = halves ? Step.SliceStart(s.SliceCount / 2, s.BatchSize, s.SliceCount) - s.First : s.Count;
        var sums = new NarrowSumTask<S>
        {
            Sums = updates ? scratch : dw.Pointer,
            SecondSums = !halves ? null : carried.IsEmpty ? scratch + dw.Length : carried.Pointer,
            DB = db.Pointer, X = x.Pointer, DY = dy.Pointer,
            Rows = rows, FirstRows = Math.Clamp(border, 0, s.Count) * S.Rows,
            Accumulate = add || s.Accumulate, AccumulateSecond = border < 0,
        };
        s.Run(ref sums, halves ? 2 * blocks : blocks, (long)rows * S.Inputs * S.Units);
        bool isLast = s.IsSlice || s.Slices.End == s.SliceCount;
        if ((!halves || !isLast) && !updates) { return; }
        var end = new NarrowEndTask<S> { Sums = sums.Sums, SecondSums = sums.SecondSums, Update = update, Place = place };
        s.Run(ref end, blocks, 4 * dw.Length);
    }

    private static void CpuNarrowBackwardInput<S>(Step s, Block dx, Block w, Block dy, bool add) where S : struct, IDense
    {
        int rows = checked(s.Count * S.Rows);
        var task = new NarrowInputTask<S> { DX = dx.Pointer, W = w.Pointer, DY = dy.Pointer, Rows = rows, Add = add };
        s.Run(ref task, Blocks(rows, NarrowRowBlock), (long)rows * S.Inputs * S.Units);
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

    // The gradient of a block of inputs over one half of the rows; the first also sums the bias.
    private struct NarrowSumTask<S> : ITask where S : struct, IDense
    {
        public float* Sums, SecondSums, DB, X, DY;
        public int Rows, FirstRows;
        public bool Accumulate, AccumulateSecond;

        public readonly void Execute(int index)
        {
            int blocks = Blocks(S.Inputs, NarrowInputBlock), start = index % blocks * NarrowInputBlock,
                end = Math.Min(start + NarrowInputBlock, S.Inputs);
            bool second = index >= blocks;
            int row = second ? FirstRows : 0, rows = second ? Rows - FirstRows : FirstRows;
            bool accumulate = second ? AccumulateSecond : Accumulate;

            // Where a half has no rows, its sum is zero, or stays as it is.
            for (int first = start; first < end && (rows > 0 || !accumulate); first += MatrixPanels.Width)
            {
                int width = MatrixPanels.WidthAt(first, S.Inputs);
                Product.Multiply(S.Units, width, new Terms(1, rows, 0, S.Units), DY + ((long)row * S.Units), 1,
                    X + ((long)row * S.Inputs) + first, S.Inputs,
                    (second ? SecondSums : Sums) + ((long)first * S.Units), width, null, accumulate);
            }

            if (index == 0 && DB != null) { Columns.Sum(DY, Rows, S.Units, DB, Accumulate); }
        }
    }

    // A block of inputs: both halves added, and what may be updated with them. The kernel begins at Place.
    private struct NarrowEndTask<S> : ITask where S : struct, IDense
    {
        public float* Sums, SecondSums;
        public StretchUpdate Update;
        public long Place;

        public readonly void Execute(int index)
        {
            int first = index * NarrowInputBlock, count = Math.Min(NarrowInputBlock, S.Inputs - first) * S.Units;
            long place = (long)first * S.Units;
            if (SecondSums == null)
            {
                Update.Run(Place + place, Sums + place, count);
                return;
            }

            // An update needs the sum only here: written over a half, it would have to be fetched by who writes that half next.
            float* sum = Update.Exists ? Scratch.Get(Scratch.Task, count) : Sums + place;
            Lanes.Add(sum, Sums + place, SecondSums + place, count);
            if (Update.Exists) { Update.Run(Place + place, sum, count); }
        }
    }

    // A block of rows.
    private struct NarrowInputTask<S> : ITask where S : struct, IDense
    {
        public float* DX, W, DY;
        public int Rows;
        public bool Add;

        public readonly void Execute(int index)
        {
            int row = index * NarrowRowBlock, rows = Math.Min(NarrowRowBlock, Rows - row), count = rows * S.Inputs;
            float* dx = DX + ((long)row * S.Inputs), product = Add ? Scratch.Get(Scratch.Task, count) : dx;
            NarrowTurnedProduct.Multiply(rows, S.Inputs, S.Units, DY + ((long)row * S.Units), W, product);
            if (Add) { Lanes.Add(dx, dx, product, count); }
        }
    }
}
