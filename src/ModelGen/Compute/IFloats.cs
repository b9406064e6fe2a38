using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>
/// One float or a vector of them, so that a formula is written once: for vectors, for what is left over, and for a GPU's threads.
/// All of them give the same bits on a CPU.
/// </summary>
internal unsafe interface IFloats<T> where T : unmanaged, IFloats<T>
{
    /// <summary>Floats in it.</summary>
    static abstract int Width { get; }

    /// <summary>Not on a GPU.</summary>
    static abstract T Load(float* address);

    /// <summary>Not on a GPU.</summary>
    void Store(float* address);

    /// <summary>The same number in each place.</summary>
    static abstract T Of(float value);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    static abstract T Sqrt(T x);

    static abstract T Abs(T x);

    /// <summary>1, -1, or <paramref name="x"/> where that is 0 or NaN.</summary>
    static abstract T Sign(T x);

    /// <summary>The larger; <paramref name="b"/> where one is NaN.</summary>
    static abstract T Max(T a, T b);

    /// <summary>From -<paramref name="limit"/> to <paramref name="limit"/>; NaN stays.</summary>
    static abstract T Clip(T x, float limit);

    /// <summary>a / b, and 0 where a is 0, whatever b.</summary>
    static abstract T Ratio(T a, T b);

    /// <summary>x to a power, for x of at least 0.</summary>
    static abstract T Power(T x, float exponent);
}

/// <summary>As many floats as a vector holds.</summary>
internal readonly unsafe struct VectorFloats(Vector<float> value) : IFloats<VectorFloats>
{
    private readonly Vector<float> _value = value;

    public static int Width => Vector<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorFloats Load(float* address) => new(Vector.Load(address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* address) => Vector.Store(_value, address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorFloats Of(float value) => new(new Vector<float>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorFloats operator +(VectorFloats a, VectorFloats b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorFloats operator -(VectorFloats a, VectorFloats b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorFloats operator *(VectorFloats a, VectorFloats b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorFloats operator /(VectorFloats a, VectorFloats b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorFloats Sqrt(VectorFloats x) => new(Vector.SquareRoot(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorFloats Abs(VectorFloats x) => new(Vector.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorFloats Sign(VectorFloats x)
    {
        Vector<float> negativeOr0 = Vector.ConditionalSelect(Vector.LessThan(x._value, Vector<float>.Zero), -Vector<float>.One, x._value);
        return new(Vector.ConditionalSelect(Vector.GreaterThan(x._value, Vector<float>.Zero), Vector<float>.One, negativeOr0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorFloats Max(VectorFloats a, VectorFloats b) => new(Vector.ConditionalSelect(Vector.GreaterThan(a._value, b._value), a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorFloats Clip(VectorFloats x, float limit)
    {
        Vector<float> most = new(limit), least = new(-limit);
        Vector<float> below = Vector.ConditionalSelect(Vector.GreaterThan(x._value, most), most, x._value);
        return new(Vector.ConditionalSelect(Vector.LessThan(below, least), least, below));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorFloats Ratio(VectorFloats a, VectorFloats b) =>
        new(Vector.ConditionalSelect(Vector.Equals(a._value, Vector<float>.Zero), Vector<float>.Zero, a._value / b._value));

    public static VectorFloats Power(VectorFloats x, float exponent)
    {
        float* places = stackalloc float[Width];
        x.Store(places);
        for (int i = 0; i < Width; i++) { places[i] = MathF.Pow(places[i], exponent); }
        return Load(places);
    }
}

/// <summary>One float.</summary>
internal readonly unsafe struct OneFloat(float value) : IFloats<OneFloat>
{
    public float Value { get; } = value;

    public static int Width => 1;

    public static OneFloat Load(float* address) => new(*address);

    public void Store(float* address) => *address = Value;

    public static OneFloat Of(float value) => new(value);

    public static OneFloat operator +(OneFloat a, OneFloat b) => new(a.Value + b.Value);

    public static OneFloat operator -(OneFloat a, OneFloat b) => new(a.Value - b.Value);

    public static OneFloat operator *(OneFloat a, OneFloat b) => new(a.Value * b.Value);

    public static OneFloat operator /(OneFloat a, OneFloat b) => new(a.Value / b.Value);

    public static OneFloat Sqrt(OneFloat x) => new(MathF.Sqrt(x.Value));

    public static OneFloat Abs(OneFloat x) => new(MathF.Abs(x.Value));

    public static OneFloat Sign(OneFloat x) => new(x.Value > 0f ? 1f : x.Value < 0f ? -1f : x.Value);

    public static OneFloat Max(OneFloat a, OneFloat b) => new(a.Value > b.Value ? a.Value : b.Value);

    public static OneFloat Clip(OneFloat x, float limit) => new(x.Value > limit ? limit : x.Value < -limit ? -limit : x.Value);

    public static OneFloat Ratio(OneFloat a, OneFloat b) => new(a.Value == 0f ? 0f : a.Value / b.Value);

    public static OneFloat Power(OneFloat x, float exponent) => new(MathF.Pow(x.Value, exponent));
}
