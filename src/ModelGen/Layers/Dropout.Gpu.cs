using ILGPU;

namespace ModelGen.Kernels;

public static partial class Dropout
{
    private const int WordsPerDraw = 4;

    internal static void GpuApply<S>(GpuDevice g, Step s, Block y, Block x) where S : struct, IDropout
    {
        if (!s.Drops)
        {
            g.Launch(Elementwise.ForwardKernel<Linear>, GpuDevice.GroupsFor(x.Length), y.View, x.View, (int)x.Length);
            return;
        }

        int threads = s.Count * ((S.Size + WordsPerDraw - 1) / WordsPerDraw);
        g.Launch(ApplyKernel<S>, GpuDevice.GroupsFor(threads), y.View, x.View, s.State.Cast<int>(), s.Seed, threads);
    }

    // One thread for four values of one sample, which share one draw of random words.
    internal static void ApplyKernel<S>(ArrayView<float> y, ArrayView<float> x, ArrayView<int> state, int seed, int threads)
        where S : struct, IDropout
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int draws = (S.Size + WordsPerDraw - 1) / WordsPerDraw;
        int sample = Constant.Quotient(thread, draws), draw = thread - (sample * draws);

        // Key: seed and stream; counter: training step in two words, position in the batch, draw.
        (uint w0, uint w1, uint w2, uint w3) = Philox.Words(
            (uint)state[Step.IterationLow], (uint)state[Step.IterationHigh], (uint)sample, (uint)draw, (uint)seed, (uint)S.Stream);
        int element = draw * WordsPerDraw;
        Keep<S>(y, x, sample, element, w0);
        Keep<S>(y, x, sample, element + 1, w1);
        Keep<S>(y, x, sample, element + 2, w2);
        Keep<S>(y, x, sample, element + 3, w3);
    }

    private static void Keep<S>(ArrayView<float> y, ArrayView<float> x, int sample, int element, uint word) where S : struct, IDropout
    {
        if (element >= S.Size) { return; }
        int i = (sample * S.Size) + element;
        float uniform = (int)(word >> 8) * (1f / 16_777_216f);
        y[i] = uniform < S.Rate ? 0f : x[i] * (1f / (1f - S.Rate));
    }
}
