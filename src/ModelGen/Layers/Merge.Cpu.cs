using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

public static unsafe partial class Broadcast
{
    private static void CpuForward<S, O, A>(Step s, Block y, Block a, Block b)
        where S : struct, IBroadcast where O : struct, IMergeRule<O> where A : struct, IActivation
    {
        var task = new ForwardTask<S, O, A> { Y = y.Pointer, A = a.Pointer, B = b.Pointer };
        s.Run(ref task, s.Count, 2L * s.Count * Size(default(S)));
    }

    private static void CpuBackward<S, O, W>(Step s, Block dx, Block a, Block b, Block dy, bool add)
        where S : struct, IBroadcast where O : struct, IMergeRule<O> where W : struct, IOperand
    {
        var task = new BackwardTask<S, O, W> { DX = dx.Pointer, A = a.Pointer, B = b.Pointer, DY = dy.Pointer, Add = add };
        s.Run(ref task, s.Count, 2L * s.Count * Size(default(S)));
    }

    // Where a row of a value begins; along axes of size 1 it is the same one each time.
    private static int Row<W>(int depth, int height) where W : struct, IOperand =>
        ((((W.Depth == 1 ? 0 : depth) * W.Height) + (W.Height == 1 ? 0 : height)) * W.Width);

    // What stands at a place of a row, or, of a row of one value, that one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RealVector At<S, W>(float* row, int i) where S : struct, IBroadcast where W : struct, IOperand =>
        W.Width == S.Width ? RealVector.Load(row + i) : *row;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RealFloat OneAt<S, W>(float* row, int i) where S : struct, IBroadcast where W : struct, IOperand =>
        new(W.Width == S.Width ? row[i] : *row);

    // One sample.
    private struct ForwardTask<S, O, T> : ITask where S : struct, IBroadcast where O : struct, IMergeRule<O> where T : struct, IActivation
    {
        public float* Y, A, B;

        public readonly void Execute(int index)
        {
            float* y = Y + ((long)index * Size(default(S))), row = y;
            float* a = A + ((long)index * Size<First<S>>()), b = B + ((long)index * Size<Second<S>>());
            for (int depth = 0; depth < S.Depth; depth++)
            {
                for (int height = 0; height < S.Height; height++, row += S.Width)
                {
                    OfRow(row, a + Row<First<S>>(depth, height), b + Row<Second<S>>(depth, height));
                }
            }

            T.Apply(new Span<float>(y, Size(default(S))));
        }

        private static void OfRow(float* y, float* a, float* b)
        {
            int i = 0;
            for (; i <= S.Width - RealVector.Width; i += RealVector.Width)
            {
                O.Value(At<S, First<S>>(a, i), At<S, Second<S>>(b, i)).Store(y + i);
            }

            for (; i < S.Width; i++) { y[i] = O.Value(OneAt<S, First<S>>(a, i), OneAt<S, Second<S>>(b, i)).Value; }
        }
    }

    // One sample.
    private struct BackwardTask<S, O, W> : ITask where S : struct, IBroadcast where O : struct, IMergeRule<O> where W : struct, IOperand
    {
        public float* DX, A, B, DY;
        public bool Add;

        private static bool IsWhole => Size<W>() == Size(default(S));

        public readonly void Execute(int index)
        {
            float* dx = DX + ((long)index * Size<W>()), dy = DY + ((long)index * Size(default(S)));
            float* a = A + ((long)index * Size<First<S>>()), b = B + ((long)index * Size<Second<S>>());
            bool add = Add || !IsWhole;
            if (!IsWhole && !Add) { new Span<float>(dx, Size<W>()).Clear(); }
            for (int depth = 0; depth < S.Depth; depth++)
            {
                for (int height = 0; height < S.Height; height++, dy += S.Width)
                {
                    OfRow(dx + Row<W>(depth, height), a + Row<First<S>>(depth, height), b + Row<Second<S>>(depth, height), dy, add);
                }
            }
        }

        private static void OfRow(float* dx, float* a, float* b, float* dy, bool add)
        {
            int i = 0;
            if (W.Width == S.Width)
            {
                for (; i <= S.Width - RealVector.Width; i += RealVector.Width)
                {
                    RealVector g = Gradient(At<S, First<S>>(a, i), At<S, Second<S>>(b, i), RealVector.Load(dy + i));
                    (add ? RealVector.Load(dx + i) + g : g).Store(dx + i);
                }
            }

            // A row of one value is the sum of them all.
            for (; i < S.Width; i++)
            {
                float g = Gradient(OneAt<S, First<S>>(a, i), OneAt<S, Second<S>>(b, i), new RealFloat(dy[i])).Value;
                float* to = W.Width == S.Width ? dx + i : dx;
                *to = add || (W.Width != S.Width && i > 0) ? *to + g : g;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static R Gradient<R>(R a, R b, R dy) where R : struct, IReal<R> => W.IsFirst ? O.First(a, b, dy) : O.Second(a, b, dy);
    }
}
