using ILGPU;

namespace ModelGen.Kernels;

public static partial class Regularizer
{
    /// <summary>How many threads add up a parameter, and how many add up their sums.</summary>
    private const int Threads = 16_384, FewThreads = 128;

    /// <summary>Floats of working memory that the values of so many regularizers need.</summary>
    internal static long GpuWork(int regularizers) => Threads + FewThreads + regularizers;

    /// <summary>Computes the value of a parameter's regularizer into its own place of the working memory.</summary>
    internal static void GpuValue(GpuDevice g, Arena work, int regularizer, Block w, float l1, float l2)
    {
        ArrayView<float> sums = work.Slice(0, Threads).View, fewSums = work.Slice(Threads, FewThreads).View;
        int length = checked((int)w.Length), threads = Math.Min(Threads, length), few = Math.Min(FewThreads, threads);
        g.Launch(SumKernel, GpuDevice.GroupsFor(threads), sums, w.View, length, threads, l1, l2);
        g.Launch(SumKernel, GpuDevice.GroupsFor(few), fewSums, sums, threads, few, 1f, 0f);
        g.Launch(SumKernel, 1, work.Slice(Threads + FewThreads + regularizer, 1).View, fewSums, few, 1, 1f, 0f);
    }

    /// <summary>Adds the values of all regularizers on parameters to each of some numbers.</summary>
    internal static void GpuAddValues(GpuDevice g, Block values, Arena work, int regularizers) =>
        g.Launch(AddValuesKernel, GpuDevice.GroupsFor(values.Length), values.View, work.Slice(Threads + FewThreads, regularizers).View,
            (int)values.Length, regularizers);

    /// <summary>values[i] += the regularizer on sample i's part of x.</summary>
    internal static void GpuAddSamples(GpuDevice g, Block values, Block x, float l1, float l2)
    {
        int samples = (int)values.Length;
        g.Launch(AddSamplesKernel, GpuDevice.GroupsFor(samples), values.View, x.View, samples, (int)(x.Length / samples), l1, l2);
    }

    // Thread t sums x[t], x[t + threads], ..., each as its part of the regularizer.
    internal static void SumKernel(ArrayView<float> sums, ArrayView<float> x, int length, int threads, float l1, float l2)
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        float sum = 0f;
        for (int i = thread; i < length; i += threads) { sum += (l1 * MathF.Abs(x[i])) + (l2 * x[i] * x[i]); }
        sums[thread] = sum;
    }

    internal static void AddValuesKernel(ArrayView<float> values, ArrayView<float> regularizers, int samples, int count)
    {
        int sample = GpuDevice.Thread;
        if (sample >= samples) { return; }
        float sum = values[sample];
        for (int i = 0; i < count; i++) { sum += regularizers[i]; }
        values[sample] = sum;
    }

    // One thread for one sample.
    internal static void AddSamplesKernel(ArrayView<float> values, ArrayView<float> x, int samples, int size, float l1, float l2)
    {
        int sample = GpuDevice.Thread;
        if (sample >= samples) { return; }
        float sum = 0f;
        for (int i = sample * size; i < (sample + 1) * size; i++) { sum += (l1 * MathF.Abs(x[i])) + (l2 * x[i] * x[i]); }
        values[sample] += sum;
    }

    internal static void AddKernel(ArrayView<float> gradient, ArrayView<float> x, int length, float l1, float twiceL2)
    {
        int i = GpuDevice.Thread;
        if (i >= length) { return; }
        float sign = x[i] > 0f ? l1 : x[i] < 0f ? -l1 : 0f;
        gradient[i] += sign + (twiceL2 * x[i]);
    }

    internal static void ClearKernel(ArrayView<float> x, int length, float value)
    {
        int i = GpuDevice.Thread;
        if (i < length) { x[i] = value; }
    }
}
