using ILGPU;

namespace ModelGen.Kernels;

public static partial class Dropout
{
    private const int WordsPerDraw = 4;

    internal static void GpuApply<S>(GpuDevice g, Step s, Block y, Block x) where S : struct, IDropout
    {
        if (!s.Training)
        {
            g.Launch(Elementwise.ForwardKernel<Linear>, GpuDevice.GroupsFor(x.Length), y.View, x.View, (int)x.Length);
            return;
        }

        int threads = s.Count * ((S.Size + WordsPerDraw - 1) / WordsPerDraw);
        g.Launch(ApplyKernel<S>, GpuDevice.GroupsFor(threads), y.View, x.View, s.State.Cast<int>(), s.Seed, threads);
    }

    // One thread for four values of one sample, which share one draw of random words.
    internal static void ApplyKernel<S>(ArrayView<float> y, ArrayView<float> x, ArrayView<int> state, int seed, int threads) where S : struct, IDropout
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int draws = (S.Size + WordsPerDraw - 1) / WordsPerDraw;
        int sample = thread / draws, draw = thread % draws;

        // Philox4x32-10; key: seed and stream, counter: training step (two words), position in the batch, draw.
        uint c0 = (uint)state[Step.IterationLow], c1 = (uint)state[Step.IterationHigh], c2 = (uint)sample, c3 = (uint)draw;
        uint k0 = (uint)seed, k1 = (uint)S.Stream;
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53UL * c0, p1 = 0xCD9E8D57UL * c2;
            c0 = (uint)(p1 >> 32) ^ c1 ^ k0;
            c1 = (uint)p1;
            c2 = (uint)(p0 >> 32) ^ c3 ^ k1;
            c3 = (uint)p0;
            k0 += 0x9E3779B9u;
            k1 += 0xBB67AE85u;
        }

        int element = draw * WordsPerDraw;
        Keep<S>(y, x, sample, element, c0);
        Keep<S>(y, x, sample, element + 1, c1);
        Keep<S>(y, x, sample, element + 2, c2);
        Keep<S>(y, x, sample, element + 3, c3);
    }

    private static void Keep<S>(ArrayView<float> y, ArrayView<float> x, int sample, int element, uint word) where S : struct, IDropout
    {
        if (element >= S.Size) { return; }
        int i = (sample * S.Size) + element;
        float u = (int)(word >> 8) * (1f / (1 << 24));
        y[i] = u < S.Rate ? 0f : x[i] / (1f - S.Rate);
    }
}
