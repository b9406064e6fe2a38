using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Kernels;

/// <summary>16 floats of AVX-512: 32 registers hold 12 x 2 sums.</summary>
internal unsafe struct Simd512(Vector512<float> value) : ISimd<Simd512>
{
    private Vector512<float> _value = value;

    public static string Name => "Vector512 (AVX-512)";

    public static int Width => 16;

    public static int Registers => 32;

    public static int MaxRows => 12;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Load(float* address) => new(Vector512.Load(address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 LoadScalar(float* address) => new(Vector512.Create(*address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 MultiplyAdd(Simd512 a, Simd512 b, Simd512 sum) => new(Vector512.FusedMultiplyAdd(a._value, b._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float b, float sum) => MathF.FusedMultiplyAdd(a, b, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(Simd512 a, Simd512 b) => _value = Vector512.FusedMultiplyAdd(a._value, b._value, _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddScaled(Simd512 scalar, Simd512 b) => _value = Vector512.FusedMultiplyAdd(scalar._value, b._value, _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator +(Simd512 a, Simd512 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator -(Simd512 a, Simd512 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Of(float value) => new(Vector512.Create(value));

    public static void AddColumns(float* a, float* b, long stride, int rows, double* sums, double* products)
    {
        Vector512<double> sumLow = Vector512.Load(sums), sumHigh = Vector512.Load(sums + Vector512<double>.Count);
        Vector512<double> productLow = Vector512.Load(products), productHigh = Vector512.Load(products + Vector512<double>.Count);
        for (int row = 0; row < rows; row++, a += stride, b += stride)
        {
            (Vector512<double> aLow, Vector512<double> aHigh) = Vector512.Widen(Vector512.Load(a));
            (Vector512<double> bLow, Vector512<double> bHigh) = a == b ? (aLow, aHigh) : Vector512.Widen(Vector512.Load(b));
            (sumLow, sumHigh) = (sumLow + aLow, sumHigh + aHigh);
            (productLow, productHigh) = (productLow + (aLow * bLow), productHigh + (aHigh * bHigh)); // products are exact
        }

        sumLow.Store(sums);
        sumHigh.Store(sums + Vector512<double>.Count);
        productLow.Store(products);
        productHigh.Store(products + Vector512<double>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Indices(Simd512 ints) => ints;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Permute(Simd512 value, Simd512 indices) => new(Vector512.ShuffleNative(value._value, indices._value.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd512 value) => Vector512.Sum(value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 OfBits(int bits) => new(Vector512.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 AddBits(Simd512 a, Simd512 b) => new((a._value.AsInt32() + b._value.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepLarger(Simd512 value, Simd512 code, ref Simd512 largest, ref Simd512 position)
    {
        Vector512<float> wins = Vector512.Equals(largest._value, largest._value) & ~Vector512.LessThanOrEqual(value._value, largest._value);
        largest = new(Avx512F.BlendVariable(largest._value, value._value, wins));
        position = new(Avx512F.BlendVariable(position._value, code._value, wins));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepLargerNumber(Simd512 value, Simd512 code, ref Simd512 largest, ref Simd512 position)
    {
        Vector512<float> wins = Vector512.GreaterThan(value._value, largest._value);
        largest = new(Avx512F.BlendVariable(largest._value, value._value, wins));
        position = new(Avx512F.BlendVariable(position._value, code._value, wins));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rectify(ref Simd512 value, Simd512 closed, ref Simd512 position)
    {
        position = new(Avx512F.BlendVariable(closed._value, position._value, Vector512.GreaterThan(value._value, Vector512<float>.Zero)));
        value = new(Avx512F.Max(Vector512<float>.Zero, value._value)); // the second where one is NaN
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 LoadBytes(byte* address) => new(Avx512F.ConvertToVector512Int32(Vector128.Load(address)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreBytes(byte* address) => Avx512F.ConvertToVector128Byte(_value.AsInt32()).Store(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 LoadFirst(float* address, int count) =>
        new(Avx512F.MaskLoad(address, First(count), Vector512<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreFirst(float* address, int count) => Avx512F.MaskStore(address, First(count), _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int StoreNonZero(Simd512 value, Simd512 places, float* toValues, int* toPlaces)
    {
        Vector512<float> listed = ~Vector512.Equals(value._value, Vector512<float>.Zero);
        Avx512F.Compress(Vector512<int>.Zero, listed.AsInt32(), places._value.AsInt32()).Store(toPlaces);
        Avx512F.Compress(Vector512<float>.Zero, listed, value._value).Store(toValues);
        return BitOperations.PopCount(listed.ExtractMostSignificantBits());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Largest(Simd512 a, Simd512 b, Simd512 c, Simd512 d)
    {
        Vector512<float> largest = Avx512F.Max(Avx512F.Max(a._value, b._value), Avx512F.Max(c._value, d._value));
        return new(
            Avx512F.BlendVariable(largest, Vector512.Create(float.NaN),
                Avx512F.CompareUnordered(a._value, b._value) | Avx512F.CompareUnordered(c._value, d._value)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 LargestOfRows(Simd512 a, Simd512 b, Simd512 c, Simd512 d)
    {
        // The second where one is NaN.
        Vector512<float> largest = Avx512F.Max(Avx512F.Max(b._value, a._value), Avx512F.Max(d._value, c._value));
        return new(Avx512F.BlendVariable(largest, Vector512.Create(float.NaN), Avx512F.CompareUnordered(a._value, c._value)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 WhereSame(Simd512 a, Simd512 b, Simd512 value) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a._value.AsInt32(), b._value.AsInt32()).AsSingle(), value._value,
            Vector512<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 WhereOther(Simd512 a, Simd512 b, Simd512 value) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a._value.AsInt32(), b._value.AsInt32()).AsSingle(), Vector512<float>.Zero,
            value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* address) => _value.Store(address);

    // Four rows at a time become four vectors of columns in each quarter; then the quarters of four such vectors change places.
    public static void Turn(float* from, long fromStride, float* to, long toStride)
    {
        Quarter(from, fromStride, out var a0, out var a1, out var a2, out var a3);
        Quarter(from + (4 * fromStride), fromStride, out var b0, out var b1, out var b2, out var b3);
        Quarter(from + (8 * fromStride), fromStride, out var c0, out var c1, out var c2, out var c3);
        Quarter(from + (12 * fromStride), fromStride, out var d0, out var d1, out var d2, out var d3);
        StoreQuarters(to, 4 * toStride, a0, b0, c0, d0);
        StoreQuarters(to + toStride, 4 * toStride, a1, b1, c1, d1);
        StoreQuarters(to + (2 * toStride), 4 * toStride, a2, b2, c2, d2);
        StoreQuarters(to + (3 * toStride), 4 * toStride, a3, b3, c3, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter(float* from, long stride, out Vector512<float> first, out Vector512<float> second,
        out Vector512<float> third, out Vector512<float> fourth)
    {
        Vector512<float> r0 = Vector512.Load(from), r1 = Vector512.Load(from + stride), r2 = Vector512.Load(from + (2 * stride)),
            r3 = Vector512.Load(from + (3 * stride));
        Vector512<double> low01 = Avx512F.UnpackLow(r0, r1).AsDouble(), high01 = Avx512F.UnpackHigh(r0, r1).AsDouble();
        Vector512<double> low23 = Avx512F.UnpackLow(r2, r3).AsDouble(), high23 = Avx512F.UnpackHigh(r2, r3).AsDouble();
        first = Avx512F.UnpackLow(low01, low23).AsSingle();
        second = Avx512F.UnpackHigh(low01, low23).AsSingle();
        third = Avx512F.UnpackLow(high01, high23).AsSingle();
        fourth = Avx512F.UnpackHigh(high01, high23).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreQuarters(float* to, long stride, Vector512<float> a, Vector512<float> b, Vector512<float> c,
        Vector512<float> d)
    {
        Vector512<float> low = Avx512F.Shuffle4x128(a, b, 0x44), lowNext = Avx512F.Shuffle4x128(c, d, 0x44);
        Vector512<float> high = Avx512F.Shuffle4x128(a, b, 0xEE), highNext = Avx512F.Shuffle4x128(c, d, 0xEE);
        Avx512F.Shuffle4x128(low, lowNext, 0x88).Store(to);
        Avx512F.Shuffle4x128(low, lowNext, 0xDD).Store(to + stride);
        Avx512F.Shuffle4x128(high, highNext, 0x88).Store(to + (2 * stride));
        Avx512F.Shuffle4x128(high, highNext, 0xDD).Store(to + (3 * stride));
    }

    private static Vector512<float> First(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();
}
