using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>An activation that is one formula for a GPU's threads and a CPU's vectors.</summary>
/// <typeparam name="A">The activation itself.</typeparam>
public interface IFormula<A> : IActivation where A : struct, IFormula<A>
{
    /// <summary>A(x).</summary>
    static abstract R Value<R>(R x) where R : struct, IReal<R>;

    /// <summary>A'(x), from y = A(x), or from x where <see cref="IActivation.NeedsInput"/>.</summary>
    static abstract R Derivative<R>(R kept) where R : struct, IReal<R>;

    static void IActivation.Apply(Span<float> y) => Vectors.Map(y, y, default(ValueOf<A>));

    static void IActivation.Differentiate(Span<float> dx, ReadOnlySpan<float> kept, ReadOnlySpan<float> dy) =>
        Vectors.Map(kept, dy, dx, default(GradientOf<A>));

    static float IActivation.Apply(float x) => A.Value(new RealFloat(x)).Value;

    static float IActivation.Derivative(float kept) => A.Derivative(new RealFloat(kept)).Value;
}

internal readonly struct ValueOf<A> : IMap where A : struct, IFormula<A>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Map<R>(R x, R second) where R : struct, IReal<R> => A.Value(x);
}

/// <summary>dy A'(x), and 0 where A' is 0 whatever dy.</summary>
internal readonly struct GradientOf<A> : IMap where A : struct, IFormula<A>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Map<R>(R kept, R dy) where R : struct, IReal<R> => RealMath.Damp(dy, A.Derivative(kept));
}
