using System.Runtime.Intrinsics;

namespace ModelGen.Kernels;

public static unsafe partial class Regularizer
{
    private const int Piece = 4_096;

    /// <summary>l1 times the sum of |x| + l2 times the sum of x x: by pieces, in double, added in order.</summary>
    internal static double CpuValue(Step s, Block x, float l1, float l2)
    {
        int length = checked((int)x.Length), pieces = (length + Piece - 1) / Piece;
        var sums = (double*)Scratch.Get(Scratch.Shared, 4L * pieces);
        var task = new ValueTask { X = x.Pointer, Sums = sums, Length = length };
        s.Run(ref task, pieces, length);
        double sizes = 0, squares = 0;
        for (int i = 0; i < pieces; i++) { (sizes, squares) = (sizes + sums[2 * i], squares + sums[(2 * i) + 1]); }
        return ((double)l1 * sizes) + ((double)l2 * squares);
    }

    /// <summary>values[i] += the regularizer on sample i's part of x.</summary>
    internal static void CpuAddSamples(Step s, Block values, Block x, float l1, float l2)
    {
        var task = new SamplesTask { Values = values.Pointer, X = x.Pointer, Size = (int)(x.Length / s.Count), L1 = l1, L2 = l2 };
        s.Run(ref task, s.Count, x.Length);
    }

    private static void CpuAdd(Step s, Block gradient, Block x, float l1, float twiceL2)
    {
        int length = checked((int)x.Length);
        var task = new AddTask { Gradient = gradient.Pointer, X = x.Pointer, Length = length, L1 = l1, TwiceL2 = twiceL2 };
        s.Run(ref task, (length + Piece - 1) / Piece, 2L * length);
    }

    // The sums of sizes and of squares: in four places each, whatever vectors the CPU has.
    private static (double Sizes, double Squares) Sums(float* x, int length)
    {
        Vector256<double> sizes = Vector256<double>.Zero, squares = sizes;
        int i = 0;
        for (; i <= length - 4; i += 4)
        {
            Vector256<double> wide = Vector256.WidenLower(Vector256.Create(Vector128.Load(x + i), Vector128<float>.Zero));
            sizes += Vector256.Abs(wide);
            squares += wide * wide;
        }

        (double size, double square) = (sizes[0] + sizes[1] + (sizes[2] + sizes[3]), squares[0] + squares[1] + (squares[2] + squares[3]));
        for (; i < length; i++) { (size, square) = (size + Math.Abs((double)x[i]), square + ((double)x[i] * x[i])); }
        return (size, square);
    }

    private struct ValueTask : ITask
    {
        public float* X;
        public double* Sums;
        public int Length;

        public readonly void Execute(int index)
        {
            int first = index * Piece;
            (Sums[2 * index], Sums[(2 * index) + 1]) = Regularizer.Sums(X + first, Math.Min(Piece, Length - first));
        }
    }

    private struct SamplesTask : ITask
    {
        public float* Values, X;
        public int Size;
        public float L1, L2;

        public readonly void Execute(int index)
        {
            (double sizes, double squares) = Sums(X + ((long)index * Size), Size);
            Values[index] = (float)(Values[index] + ((double)L1 * sizes) + ((double)L2 * squares));
        }
    }

    private struct AddTask : ITask
    {
        public float* Gradient, X;
        public int Length;
        public float L1, TwiceL2;

        public readonly void Execute(int index)
        {
            int first = index * Piece, count = Math.Min(Piece, Length - first);
            var gradient = new Span<float>(Gradient + first, count);
            Vectors.Map(new ReadOnlySpan<float>(X + first, count), gradient, gradient, new Derivative(L1, TwiceL2));
        }
    }

    // dx + L1 sign(x) + 2 L2 x.
    private readonly struct Derivative(float l1, float twiceL2) : IMap
    {
        public R Map<R>(R x, R dx) where R : struct, IReal<R> =>
            dx + R.IfAbove(x, 0f, l1, R.IfBelow(x, 0f, -l1, 0f)) + (twiceL2 * x);
    }
}
