using ILGPU;

namespace ModelGen.Kernels;

public static partial class LogSoftmax
{
    internal static void GpuForward<S>(GpuDevice g, Step s, Block y, Block x) where S : struct, IRows
    {
        int rows = s.Count * S.Rows;
        g.Launch(ForwardKernel<S>, GpuDevice.GroupsFor(rows), y.View, x.View, rows);
    }

    internal static void GpuBackward<S>(GpuDevice g, Step s, Block dx, Block y, Block dy) where S : struct, IRows
    {
        int rows = s.Count * S.Rows;
        g.Launch(BackwardKernel<S>, GpuDevice.GroupsFor(rows), dx.View, y.View, dy.View, rows);
    }

    // One thread for one row.
    internal static void ForwardKernel<S>(ArrayView<float> y, ArrayView<float> x, int rows) where S : struct, IRows
    {
        int row = GpuDevice.Thread;
        if (row >= rows) { return; }
        int first = row * S.Columns;
        float max = x[first];
        for (int i = 1; i < S.Columns; i++)
        {
            float value = x[first + i];
            if (value > max) { max = value; }
        }

        float sum = 0f;
        for (int i = 0; i < S.Columns; i++) { sum += AccurateMath.Exp(x[first + i] - max); }
        float log = AccurateMath.Log(sum);
        for (int i = 0; i < S.Columns; i++) { y[first + i] = x[first + i] - max - log; }
    }

    // One thread for one row.
    internal static void BackwardKernel<S>(ArrayView<float> dx, ArrayView<float> y, ArrayView<float> dy, int rows) where S : struct, IRows
    {
        int row = GpuDevice.Thread;
        if (row >= rows) { return; }
        int first = row * S.Columns;
        float sum = 0f;
        for (int i = 0; i < S.Columns; i++) { sum += dy[first + i]; }
        for (int i = 0; i < S.Columns; i++) { dx[first + i] = dy[first + i] - (sum * AccurateMath.Exp(y[first + i])); }
    }
}
