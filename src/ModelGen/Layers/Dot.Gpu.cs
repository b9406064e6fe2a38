using ILGPU;
using static ModelGen.Kernels.Constant;

namespace ModelGen.Kernels;

public static partial class Dot
{
    internal static void GpuForward<S>(GpuDevice g, Step s, Block y, Block a, Block b) where S : struct, IDot
    {
        int threads = s.Count * Outputs<S>();
        g.Launch(ForwardKernel<S>, GpuDevice.GroupsFor(threads), y.View, a.View, b.View, threads);
    }

    internal static void GpuBackward<S, W>(GpuDevice g, Step s, Block dx, Block other, Block dy, bool add) where S : struct, IDot
        where W : struct, ISide
    {
        int threads = s.Count * W.Outer * S.Terms * W.Inner;
        g.Launch(BackwardKernel<S, W>, GpuDevice.GroupsFor(threads), dx.View, other.View, dy.View, add ? 1 : 0, threads);
    }

    // One thread for one sum.
    internal static void ForwardKernel<S>(ArrayView<float> y, ArrayView<float> a, ArrayView<float> b, int threads) where S : struct, IDot
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int first = Quotient(thread, S.SecondOuter * S.SecondInner), p = thread - (first * S.SecondOuter * S.SecondInner);
        int sample = Quotient(first, S.FirstOuter * S.FirstInner), o = first - (sample * S.FirstOuter * S.FirstInner);
        int outer = Quotient(o, S.FirstInner), otherOuter = Quotient(p, S.SecondInner);
        int x = Index((sample * S.FirstOuter) + outer, S.Terms, 0, S.FirstInner, o - (outer * S.FirstInner));
        int z = Index((sample * S.SecondOuter) + otherOuter, S.Terms, 0, S.SecondInner, p - (otherOuter * S.SecondInner));
        float sum = 0f;
        for (int k = 0; k < S.Terms; k++) { sum += a[x + (k * S.FirstInner)] * b[z + (k * S.SecondInner)]; }
        y[thread] = sum;
    }

    // One thread for one value of the gradient.
    internal static void BackwardKernel<S, W>(ArrayView<float> dx, ArrayView<float> other, ArrayView<float> dy, int add, int threads)
        where S : struct, IDot where W : struct, ISide
    {
        int thread = GpuDevice.Thread;
        if (thread >= threads) { return; }
        int row = Quotient(thread, W.Inner), inner = thread - (row * W.Inner);
        int block = Quotient(row, S.Terms), k = row - (block * S.Terms);
        int sample = Quotient(block, W.Outer), outer = block - (sample * W.Outer);
        int place = (sample * Outputs<S>()) + (((outer * W.Inner) + inner) * W.Stride);
        float sum = 0f;
        for (int p = 0; p < W.OtherOuter; p++)
        {
            for (int j = 0; j < W.OtherInner; j++)
            {
                sum += dy[place + (((p * W.OtherInner) + j) * W.OtherStride)]
                    * other[Index((sample * W.OtherOuter) + p, S.Terms, k, W.OtherInner, j)];
            }
        }

        dx[thread] = add != 0 ? dx[thread] + sum : sum;
    }
}
