using ILGPU;

namespace ModelGen.Kernels;

public static partial class Dense
{
    internal static void GpuForward<S, A>(GpuDevice g, Step s, Block y, Block x, Block w, Block b) where S : struct, IDense where A : struct, IActivation =>
        TiledProduct.Run<ForwardProduct<S, A>>(g, y, x, w, b, flag: b.IsEmpty ? 0 : 1, s.Count * S.Rows);

    internal static void GpuBackwardKernel<S>(GpuDevice g, Step s, Block dw, Block x, Block dy, Block db) where S : struct, IDense
    {
        int accumulate = s.Accumulate ? 1 : 0;
        TiledProduct.Run<KernelProduct<S>>(g, dw, x, dy, default, accumulate, s.Count * S.Rows);
        if (!db.IsEmpty) { g.Launch(BiasKernel<S>, GpuDevice.GroupsFor(S.Units), db.View, dy.View, s.Count * S.Rows, accumulate); }
    }

    internal static void GpuBackwardInput<S>(GpuDevice g, Step s, Block dx, Block w, Block dy) where S : struct, IDense =>
        TiledProduct.Run<InputProduct<S>>(g, dx, dy, w, default, flag: 0, s.Count * S.Rows);

    // One thread for one unit, over the rows in order.
    internal static void BiasKernel<S>(ArrayView<float> db, ArrayView<float> dy, int rows, int accumulate) where S : struct, IDense
    {
        int unit = GpuDevice.Thread;
        if (unit >= S.Units) { return; }
        float sum = 0f;
        for (int row = 0; row < rows; row++) { sum += dy[(row * S.Units) + unit]; }
        db[unit] = accumulate != 0 ? db[unit] + sum : sum;
    }

    /// <summary>y[batch, units] = A(x[batch, inputs] w[inputs, units] + b).</summary>
    internal readonly struct ForwardProduct<S, A> : IProduct where S : struct, IDense where A : struct, IActivation
    {
        public static bool LeftIsTransposed => false;

        public static bool RightIsTransposed => false;

        public static int Rows(int batchRows) => batchRows;

        public static int Columns => S.Units;

        public static int Depth(int batchRows) => S.Inputs;

        public static void Store(ArrayView<float> c, int index, int column, float sum, ArrayView<float> extra, int flag) =>
            c[index] = A.Apply(flag != 0 ? sum + extra[column] : sum);
    }

    /// <summary>dw[inputs, units] = x[batch, inputs]' dy[batch, units].</summary>
    internal readonly struct KernelProduct<S> : IProduct where S : struct, IDense
    {
        public static bool LeftIsTransposed => true;

        public static bool RightIsTransposed => false;

        public static int Rows(int batchRows) => S.Inputs;

        public static int Columns => S.Units;

        public static int Depth(int batchRows) => batchRows;

        public static void Store(ArrayView<float> c, int index, int column, float sum, ArrayView<float> extra, int flag) =>
            c[index] = flag != 0 ? c[index] + sum : sum;
    }

    /// <summary>dx[batch, inputs] = dy[batch, units] w[inputs, units]'.</summary>
    internal readonly struct InputProduct<S> : IProduct where S : struct, IDense
    {
        public static bool LeftIsTransposed => false;

        public static bool RightIsTransposed => true;

        public static int Rows(int batchRows) => batchRows;

        public static int Columns => S.Inputs;

        public static int Depth(int batchRows) => S.Units;

        public static void Store(ArrayView<float> c, int index, int column, float sum, ArrayView<float> extra, int flag) => c[index] = sum;
    }
}
