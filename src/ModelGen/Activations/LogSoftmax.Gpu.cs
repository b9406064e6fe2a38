using ILGPU;

namespace ModelGen.Kernels;

public static partial class LogSoftmax
{
    internal readonly partial struct OfRow
    {
        public static void GpuApply(ArrayView<float> y, ArrayView<float> x, int first, int count)
        {
            float max = RowActivation.GpuMax(x, first, count), sum = 0f;
            for (int i = 0; i < count; i++) { sum += AccurateMath.Exp(x[first + i] - max); }
            float log = AccurateMath.Log(sum);
            for (int i = 0; i < count; i++) { y[first + i] = x[first + i] - max - log; }
        }

        public static void GpuDifferentiate(ArrayView<float> dx, ArrayView<float> y, ArrayView<float> dy, int first, int count)
        {
            float sum = 0f;
            for (int i = 0; i < count; i++) { sum += dy[first + i]; }
            for (int i = 0; i < count; i++) { dx[first + i] = dy[first + i] - (sum * AccurateMath.Exp(y[first + i])); }
        }
    }
}
