using ILGPU;

namespace ModelGen.Kernels;

public static partial class Sparsemax
{
    internal readonly partial struct OfRow
    {
        // As on the CPU. A NaN makes the sum, and so all of y, NaN.
        public static void GpuApply(ArrayView<float> y, ArrayView<float> x, int first, int count)
        {
            float max = RowActivation.GpuMax(x, first, count), t = -float.MaxValue;
            bool fewer = true;
            for (int left = count + 1; fewer;)
            {
                float sum = 0f;
                int kept = 0;
                for (int i = 0; i < count; i++)
                {
                    float below = x[first + i] - max;
                    if (!(below <= t))
                    {
                        sum += below;
                        kept++;
                    }
                }

                fewer = kept < left;
                if (fewer)
                {
                    left = kept;
                    t = (sum - 1f) / kept;
                }
            }

            for (int i = 0; i < count; i++)
            {
                float above = x[first + i] - max - t;
                y[first + i] = above <= 0f ? 0f : above;
            }
        }

        public static void GpuDifferentiate(ArrayView<float> dx, ArrayView<float> y, ArrayView<float> dy, int first, int count)
        {
            float sum = 0f;
            int kept = 0;
            for (int i = 0; i < count; i++)
            {
                if (y[first + i] == 0f) { continue; }
                sum += dy[first + i];
                kept++;
            }

            for (int i = 0; i < count; i++) { dx[first + i] = y[first + i] == 0f ? 0f : dy[first + i] - (sum / kept); }
        }
    }
}
