using ILGPU;

namespace ModelGen.Kernels;

public static partial class Dense
{
    internal static void GpuForward<S, A>(GpuDevice g, Step s, Block y, Block x, Block w, Block b) where S : struct, IDense
        where A : struct, IActivation =>
        TiledProduct.Run<ForwardProduct<S, A>>(g, s, y, x, w, b, flag: b.IsEmpty ? 0 : 1, s.Count * S.Rows);

    internal static void GpuBackwardKernel<S>(GpuDevice g, Step s, Block dw, Block x, Block dy, Block db, bool add) where S : struct, IDense
    {
        bool adds = add || s.Accumulate;
        TiledProduct.Run<KernelProduct<S>>(g, s, dw, x, dy, default, adds ? 1 : 0, s.Count * S.Rows);
        if (!db.IsEmpty) { ColumnSums.Run<BiasSums<S>>(g, s, db, dy, s.Count * S.Rows, adds); }
    }

    internal static void GpuBackwardInput<S>(GpuDevice g, Step s, Block dx, Block w, Block dy, bool add) where S : struct, IDense =>
        TiledProduct.Run<InputProduct<S>>(g, s, dx, dy, w, default, flag: add ? 1 : 0, s.Count * S.Rows);

    /// <summary>y[batch, units] = A(x[batch, inputs] w[inputs, units] + b).</summary>
    internal readonly struct ForwardProduct<S, A> : IStoredProduct where S : struct, IDense where A : struct, IActivation
    {
        public static int Rows(int batch) => batch;

        public static int Columns => S.Units;

        public static int Depth(int batch) => S.Inputs;

        public static bool LeftRunsInDepth => true;

        public static bool RightRunsInDepth => false;

        public static Place LeftRow(int row) => new(row * S.Inputs);

        public static Place LeftDepth(int k) => new(k);

        public static float Left(ArrayView<float> left, ArrayView<byte> argmax, Place row, Place k, bool inside) =>
            left.At(row.Index + k.Index, inside);

        public static float Right(ArrayView<float> right, ArrayView<byte> argmax, int k, int column, bool inside) =>
            right.At((k * S.Units) + column, inside);

        public static void Store(ArrayView<float> c, int index, int column, float sum, ArrayView<float> extra, int flag) =>
            c[index] = A.Apply(flag != 0 ? sum + extra[column] : sum);
    }

    /// <summary>dw[inputs, units] = x[batch, inputs]' dy[batch, units].</summary>
    internal readonly struct KernelProduct<S> : IStoredProduct where S : struct, IDense
    {
        public static int Rows(int batch) => S.Inputs;

        public static int Columns => S.Units;

        public static int Depth(int batch) => batch;

        public static bool LeftRunsInDepth => false;

        public static bool RightRunsInDepth => false;

        public static Place LeftRow(int row) => new(row);

        public static Place LeftDepth(int k) => new(k * S.Inputs);

        public static float Left(ArrayView<float> left, ArrayView<byte> argmax, Place row, Place k, bool inside) =>
            left.At(row.Index + k.Index, inside);

        public static float Right(ArrayView<float> right, ArrayView<byte> argmax, int k, int column, bool inside) =>
            right.At((k * S.Units) + column, inside);

        public static void Store(ArrayView<float> c, int index, int column, float sum, ArrayView<float> extra, int flag) =>
            c[index] = flag != 0 ? c[index] + sum : sum;
    }

    /// <summary>dx[batch, inputs] = dy[batch, units] w[inputs, units]'.</summary>
    internal readonly struct InputProduct<S> : IStoredProduct where S : struct, IDense
    {
        public static int Rows(int batch) => batch;

        public static int Columns => S.Inputs;

        public static int Depth(int batch) => S.Units;

        public static bool LeftRunsInDepth => true;

        public static bool RightRunsInDepth => true;

        public static Place LeftRow(int row) => new(row * S.Units);

        public static Place LeftDepth(int k) => new(k);

        public static float Left(ArrayView<float> left, ArrayView<byte> argmax, Place row, Place k, bool inside) =>
            left.At(row.Index + k.Index, inside);

        public static float Right(ArrayView<float> right, ArrayView<byte> argmax, int k, int column, bool inside) =>
            right.At((column * S.Units) + k, inside);

        public static void Store(ArrayView<float> c, int index, int column, float sum, ArrayView<float> extra, int flag) =>
            c[index] = flag != 0 ? c[index] + sum : sum;
    }

    /// <summary>db[units] = the sums of dy[batch, units].</summary>
    internal readonly struct BiasSums<S> : ISummedColumns where S : struct, IDense
    {
        public static int Columns => S.Units;

        public static float Value(ArrayView<float> values, ArrayView<byte> argmax, int row, int column) => values[(row * S.Units) + column];
    }
}
