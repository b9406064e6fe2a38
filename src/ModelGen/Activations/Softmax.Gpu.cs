using ILGPU;

namespace ModelGen.Kernels;

public static partial class Softmax
{
    internal readonly partial struct OfRow
    {
        public static void GpuApply(ArrayView<float> y, ArrayView<float> x, int first, int count)
        {
            float max = RowActivation.GpuMax(x, first, count), sum = 0f;
            for (int i = 0; i < count; i++)
            {
                float power = MathF.Exp(x[first + i] - max);
                y[first + i] = power;
                sum += power;
            }

            for (int i = 0; i < count; i++) { y[first + i] /= sum; }
        }

        public static void GpuDifferentiate(ArrayView<float> dx, ArrayView<float> y, ArrayView<float> dy, int first, int count)
        {
            float dot = 0f;
            for (int i = 0; i < count; i++) { dot += dy[first + i] * y[first + i]; }
            for (int i = 0; i < count; i++) { dx[first + i] = y[first + i] * (dy[first + i] - dot); }
        }
    }
}
