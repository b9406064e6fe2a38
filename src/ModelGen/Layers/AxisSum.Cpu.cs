using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace ModelGen.Kernels;

public static unsafe partial class AxisSum
{
    private static void CpuForward<S>(Step s, Block y, Block x) where S : struct, IAxisSum
    {
        var task = new ForwardTask<S> { Y = y.Pointer, X = x.Pointer };
        s.Run(ref task, s.Count, (long)s.Count * S.Outer * S.Length * S.Inner);
    }

    private static void CpuBackward<S>(Step s, Block dx, Block dy, bool add) where S : struct, IAxisSum
    {
        var task = new BackwardTask<S> { DX = dx.Pointer, DY = dy.Pointer, Add = add };
        s.Run(ref task, s.Count, (long)s.Count * S.Outer * S.Length * S.Inner);
    }

    // Of values side by side: in eight places, whatever vectors the CPU has.
    private static double OfRun(float* x, int length)
    {
        Vector256<double> a = Vector256<double>.Zero, b = a;
        int i = 0;
        for (; i <= length - 8; i += 8)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Load(x + i));
            (a, b) = (a + low, b + high);
        }

        a += b;
        double sum = a[0] + a[1] + (a[2] + a[3]);
        for (; i < length; i++) { sum += x[i]; }
        return sum;
    }

    // One sample.
    private struct ForwardTask<S> : ITask where S : struct, IAxisSum
    {
        public float* Y, X;

        public readonly void Execute(int index)
        {
            float* y = Y + ((long)index * S.Outer * S.Inner), x = X + ((long)index * S.Outer * S.Length * S.Inner);
            for (int outer = 0; outer < S.Outer; outer++, y += S.Inner, x += S.Length * S.Inner)
            {
                if (S.Inner == 1) { *y = (float)(OfRun(x, S.Length) / S.Divisor); }
                else { OfRows(y, x); }
            }
        }

        // Down the rows, in their order: eight columns at a time, then column by column with the bits of the others.
        private static void OfRows(float* y, float* x)
        {
            int i = 0;
            for (; i <= S.Inner - 8; i += 8)
            {
                Vector256<double> a = Vector256<double>.Zero, b = a;
                float* row = x + i;
                for (int k = 0; k < S.Length; k++, row += S.Inner)
                {
                    (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Load(row));
                    (a, b) = (a + low, b + high);
                }

                Vector256.Narrow(a / S.Divisor, b / S.Divisor).Store(y + i);
            }

            for (; i < S.Inner; i++)
            {
                double sum = 0;
                for (int k = 0; k < S.Length; k++) { sum += x[((long)k * S.Inner) + i]; }
                y[i] = (float)(sum / S.Divisor);
            }
        }
    }

    // One sample.
    private struct BackwardTask<S> : ITask where S : struct, IAxisSum
    {
        public float* DX, DY;
        public bool Add;

        public readonly void Execute(int index)
        {
            float* dx = DX + ((long)index * S.Outer * S.Length * S.Inner), dy = DY + ((long)index * S.Outer * S.Inner);
            for (int outer = 0; outer < S.Outer; outer++, dy += S.Inner, dx += S.Length * S.Inner)
            {
                if (S.Inner == 1) { ToRun(new Span<float>(dx, S.Length), *dy / S.Divisor); }
                else { for (int k = 0; k < S.Length; k++) { ToRow(dx + ((long)k * S.Inner), dy); } }
            }
        }

        private readonly void ToRun(Span<float> dx, float gradient)
        {
            if (Add) { TensorPrimitives.Add(dx, gradient, dx); } else { dx.Fill(gradient); }
        }

        private readonly void ToRow(float* dx, float* dy)
        {
            int i = 0;
            for (; i <= S.Inner - RealVector.Width; i += RealVector.Width)
            {
                RealVector gradient = RealVector.Load(dy + i) / (float)S.Divisor;
                (Add ? RealVector.Load(dx + i) + gradient : gradient).Store(dx + i);
            }

            for (; i < S.Inner; i++) { dx[i] = Add ? dx[i] + (dy[i] / S.Divisor) : dy[i] / S.Divisor; }
        }
    }
}
