using ILGPU;

namespace ModelGen.Kernels;

public static partial class Sparsemax
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

    // One thread for one row, as on the CPU. A NaN makes the sum, and so all of y, NaN.
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

        float t = -float.MaxValue;
        bool fewer = true;
        for (int left = S.Columns + 1; fewer;)
        {
            float sum = 0f;
            int count = 0;
            for (int i = 0; i < S.Columns; i++)
            {
                float below = x[first + i] - max;
                if (!(below <= t))
                {
                    sum += below;
                    count++;
                }
            }

            fewer = count < left;
            if (fewer)
            {
                left = count;
                t = (sum - 1f) / count;
            }
        }

        for (int i = 0; i < S.Columns; i++)
        {
            float above = x[first + i] - max - t;
            y[first + i] = above <= 0f ? 0f : above;
        }
    }

    // One thread for one row.
    internal static void BackwardKernel<S>(ArrayView<float> dx, ArrayView<float> y, ArrayView<float> dy, int rows) where S : struct, IRows
    {
        int row = GpuDevice.Thread;
        if (row >= rows) { return; }
        int first = row * S.Columns;
        float sum = 0f;
        int count = 0;
        for (int i = 0; i < S.Columns; i++)
        {
            if (y[first + i] == 0f) { continue; }
            sum += dy[first + i];
            count++;
        }

        for (int i = 0; i < S.Columns; i++) { dx[first + i] = y[first + i] == 0f ? 0f : dy[first + i] - (sum / count); }
    }
}
