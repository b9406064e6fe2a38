using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using ModelGen.Kernels;
using Numeric = System.Numerics.Tensors.Tensor;

namespace ModelGen;

/// <content>Formulas with parameters, and what the functions share.</content>
public static partial class Activations
{
    private static float[] Of<A>(ReadOnlySpan<float> x) where A : struct, IActivation
    {
        float[] y = x.ToArray();
        A.Apply(y);
        return y;
    }

    private static float[] Of<F>(ReadOnlySpan<float> x, F formula) where F : struct, IMap
    {
        var y = new float[x.Length];
        Vectors.Map(x, y, formula);
        return y;
    }

    private static float[] Values(Tensor<float> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var values = new float[checked((int)x.FlattenedLength)];
        x.FlattenTo(values);
        return values;
    }

    private static Tensor<float> Shaped(Tensor<float> like, float[] values) => Numeric.Create(values, like.Lengths);

    private readonly struct Ramp(float slope, float most, float threshold) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R Map<R>(R x, R second) where R : struct, IReal<R>
        {
            R ramp = R.IfBelow(x, threshold, RealMath.Damp<R>(x - threshold, slope), x);
            return R.IfAbove(ramp, most, most, ramp);
        }
    }

    private readonly struct ExponentialRamp(float alpha) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R Map<R>(R x, R second) where R : struct, IReal<R> => R.IfAbove(x, 0f, x, alpha * R.ExpM1(x));
    }

    private readonly struct ContinuousRamp(float alpha) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R Map<R>(R x, R second) where R : struct, IReal<R>
        {
            R below = R.IfAbove(x, 0f, 0f, x), above = R.IfBelow(x, 0f, 0f, x);
            return above + (alpha * R.ExpM1(below / alpha));
        }
    }

    private readonly struct Shrink(float threshold, float step) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R Map<R>(R x, R second) where R : struct, IReal<R> =>
            R.IfAbove(x, threshold, x - step, R.IfBelow(x, -threshold, x + step, 0f * x));
    }

    private readonly struct Root(float b) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R Map<R>(R x, R second) where R : struct, IReal<R>
        {
            // Below 0 as b / 4 over the value of -x, which loses nothing. Beyond 1e15 the root is |x|, and x^2 might overflow.
            R size = R.Abs(x);
            R above = R.IfAbove(size, 1e15f, size, 0.5f * (size + R.Sqrt(R.MultiplyAdd(x, x, b))));
            return R.IfBelow(x, 0f, 0.25f * b / above, above);
        }
    }

    private readonly struct Step(float threshold, float otherwise) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R Map<R>(R x, R second) where R : struct, IReal<R> =>
            R.IfAbove(x, threshold, x, R.IfBelow(x, threshold, otherwise, x - x + otherwise));
    }
}
