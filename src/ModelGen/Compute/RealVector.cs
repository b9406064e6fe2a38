using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Kernels;

/// <summary>
/// Eight floats, as a CPU computes. .NET's own exponential of vectors gives 1.0000001 for 0, so here is one that is right to
/// a unit in the last place, made as that of <see cref="AccurateMath"/> is: of a power of 2 and a series.
/// </summary>
internal readonly unsafe struct RealVector(Vector256<float> value) : IReal<RealVector>
{
    public const int Width = 8;

    public readonly Vector256<float> Value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector Load(float* address) => new(Vector256.Load(address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* address) => Value.Store(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator RealVector(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector operator +(RealVector a, RealVector b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector operator -(RealVector a, RealVector b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector operator *(RealVector a, RealVector b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector operator /(RealVector a, RealVector b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector operator -(RealVector a) => new(-a.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector MultiplyAdd(RealVector a, RealVector b, RealVector c) =>
        new(Vector256.MultiplyAddEstimate(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector Abs(RealVector x) => new(Vector256.Abs(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector Sqrt(RealVector x) => new(Vector256.Sqrt(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector Ratio(RealVector a, RealVector b) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a.Value, Vector256<float>.Zero), Vector256<float>.Zero, a.Value / b.Value));

    public static RealVector Power(RealVector x, float exponent)
    {
        float* places = stackalloc float[Width];
        x.Store(places);
        for (int i = 0; i < Width; i++) { places[i] = MathF.Pow(places[i], exponent); }
        return Load(places);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector Exp(RealVector x)
    {
        // In two factors: the power may be less than the least normal number, or more than the largest.
        (Vector256<int> k, RealVector p) = Split(x, -104f);
        Vector256<int> half = Vector256.ShiftRightArithmetic(k, 1);
        return (1f + p) * PowerOfTwo(half) * PowerOfTwo(k - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector ExpM1(RealVector x)
    {
        // 2^k (1 + p) - 1 = 2^k (p + (1 - 2^-k)), where 1 - 2^-k is exact as long as it matters.
        (Vector256<int> k, RealVector p) = Split(x, -40f);
        RealVector least = PowerOfTwo(Vector256.Max(-k, Vector256.Create(-127)));
        return (p + (1f - least)) * PowerOfTwo(k - Vector256<int>.One) * 2f;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector LogP1(RealVector x)
    {
        // ln(1 + x) = 2 artanh(s) = 2 (s + s^3/3 + s^5/5 + ...), s = x / (2 + x), at most 1/3.
        RealVector s = x / (2f + x), z = s * s;
        RealVector sum = MultiplyAdd(z, 1f / 17f, 1f / 15f);
        sum = MultiplyAdd(z, sum, 1f / 13f);
        sum = MultiplyAdd(z, sum, 1f / 11f);
        sum = MultiplyAdd(z, sum, 1f / 9f);
        sum = MultiplyAdd(z, sum, 1f / 7f);
        sum = MultiplyAdd(z, sum, 1f / 5f);
        sum = MultiplyAdd(z, sum, 1f / 3f);
        return 2f * MultiplyAdd(s * z, sum, s);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector IfAbove(RealVector a, RealVector b, RealVector then, RealVector otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(a.Value, b.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RealVector IfBelow(RealVector a, RealVector b, RealVector then, RealVector otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(a.Value, b.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllFinite(RealVector x) => Vector256.EqualsAll(x.Value - x.Value, Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllFinite(RealVector a, RealVector b, RealVector c) =>
        Vector256.EqualsAll(a.Value - a.Value + (b.Value - b.Value) + (c.Value - c.Value), Vector256<float>.Zero);

    // e^x = 2^k (1 + p), with the rest of x at most half of ln 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> K, RealVector P) Split(RealVector x, float least)
    {
        // ln 2 in two parts; the upper one has so few bits that k times it is exact.
        const float ln2High = 0.693145752f, ln2Low = 1.42860677e-6f, log2E = 1.44269502f;
        Vector256<float> bounded = Vector256.Min(Vector256.Max(x.Value, Vector256.Create(least)), Vector256.Create(89f));
        Vector256<float> rounded = Vector256.Round(bounded * log2E);
        RealVector k = new(rounded);
        RealVector r = new RealVector(bounded) - (k * ln2High) - (k * ln2Low);
        RealVector sum = MultiplyAdd(r, 1f / 40_320f, 1f / 5_040f);
        sum = MultiplyAdd(r, sum, 1f / 720f);
        sum = MultiplyAdd(r, sum, 1f / 120f);
        sum = MultiplyAdd(r, sum, 1f / 24f);
        sum = MultiplyAdd(r, sum, 1f / 6f);
        sum = MultiplyAdd(r, sum, 0.5f);
        return (Vector256.ConvertToInt32(rounded), MultiplyAdd(r * r, sum, r));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RealVector PowerOfTwo(Vector256<int> k) => new(Vector256.ShiftLeft(k + Vector256.Create(127), 23).AsSingle());
}
