using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Kernels;

/// <summary>8 floats: 16 registers hold 6 x 2 sums.</summary>
internal unsafe struct Simd256(Vector256<float> value) : ISimd<Simd256>
{
    private Vector256<float> _value = value;

    public static string Name => "Vector256 (AVX2)";

    public static int Width => 8;

    public static int Registers => 16;

    public static int MaxRows => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Load(float* address) => new(Vector256.Load(address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 LoadScalar(float* address) => new(Vector256.Create(*address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 MultiplyAdd(Simd256 a, Simd256 b, Simd256 sum) => new(Vector256.FusedMultiplyAdd(a._value, b._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float b, float sum) => MathF.FusedMultiplyAdd(a, b, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(Simd256 a, Simd256 b) => _value = Vector256.FusedMultiplyAdd(a._value, b._value, _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddScaled(Simd256 scalar, Simd256 b) => _value = Vector256.FusedMultiplyAdd(scalar._value, b._value, _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator +(Simd256 a, Simd256 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator -(Simd256 a, Simd256 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Of(float value) => new(Vector256.Create(value));

    public static void AddColumns(float* a, float* b, long stride, int rows, double* sums, double* products)
    {
        Vector256<double> sumLow = Vector256.Load(sums), sumHigh = Vector256.Load(sums + Vector256<double>.Count);
        Vector256<double> productLow = Vector256.Load(products), productHigh = Vector256.Load(products + Vector256<double>.Count);
        for (int row = 0; row < rows; row++, a += stride, b += stride)
        {
            (Vector256<double> aLow, Vector256<double> aHigh) = Vector256.Widen(Vector256.Load(a));
            (Vector256<double> bLow, Vector256<double> bHigh) = a == b ? (aLow, aHigh) : Vector256.Widen(Vector256.Load(b));
            (sumLow, sumHigh) = (sumLow + aLow, sumHigh + aHigh);
            (productLow, productHigh) = (productLow + (aLow * bLow), productHigh + (aHigh * bHigh)); // products are exact
        }

        sumLow.Store(sums);
        sumHigh.Store(sums + Vector256<double>.Count);
        productLow.Store(products);
        productHigh.Store(products + Vector256<double>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Indices(Simd256 ints) => ints;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Permute(Simd256 value, Simd256 indices) => new(Vector256.ShuffleNative(value._value, indices._value.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd256 value) => Vector256.Sum(value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 OfBits(int bits) => new(Vector256.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 AddBits(Simd256 a, Simd256 b) => new((a._value.AsInt32() + b._value.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepLarger(Simd256 value, Simd256 code, ref Simd256 largest, ref Simd256 position)
    {
        Vector256<float> wins = Vector256.Equals(largest._value, largest._value) & ~Vector256.LessThanOrEqual(value._value, largest._value);
        largest = new(Vector256.ConditionalSelect(wins, value._value, largest._value));
        position = new(Vector256.ConditionalSelect(wins, code._value, position._value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepLargerNumber(Simd256 value, Simd256 code, ref Simd256 largest, ref Simd256 position) =>
        KeepLarger(value, code, ref largest, ref position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rectify(ref Simd256 value, Simd256 closed, ref Simd256 position)
    {
        position = new(
            Vector256.ConditionalSelect(Vector256.GreaterThan(value._value, Vector256<float>.Zero), position._value, closed._value));
        value = new(
            Vector256.ConditionalSelect(Vector256.LessThan(value._value, Vector256<float>.Zero), Vector256<float>.Zero, value._value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 LoadBytes(byte* address)
    {
        Vector128<ushort> shorts = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)address).AsByte());
        return new(Vector256.Create(Vector128.WidenLower(shorts), Vector128.WidenUpper(shorts)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreBytes(byte* address)
    {
        Vector256<uint> bits = _value.AsUInt32();
        Vector128<ushort> shorts = Vector128.Narrow(bits.GetLower(), bits.GetUpper());
        *(ulong*)address = Vector128.Narrow(shorts, shorts).AsUInt64().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 LoadFirst(float* address, int count) => new(Avx.MaskLoad(address, First(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreFirst(float* address, int count) => Avx.MaskStore(address, First(count), _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int StoreNonZero(Simd256 value, Simd256 places, float* toValues, int* toPlaces)
    {
        int low = Simd128.StoreNonZero(new(value._value.GetLower()), new(places._value.GetLower()), toValues, toPlaces);
        return low + Simd128.StoreNonZero(new(value._value.GetUpper()), new(places._value.GetUpper()), toValues + low, toPlaces + low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Largest(Simd256 a, Simd256 b, Simd256 c, Simd256 d) =>
        new(Vector256.Max(Vector256.Max(a._value, b._value), Vector256.Max(c._value, d._value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 LargestOfRows(Simd256 a, Simd256 b, Simd256 c, Simd256 d) => Largest(a, b, c, d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 WhereSame(Simd256 a, Simd256 b, Simd256 value) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a._value.AsInt32(), b._value.AsInt32()).AsSingle(), value._value,
            Vector256<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 WhereOther(Simd256 a, Simd256 b, Simd256 value) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a._value.AsInt32(), b._value.AsInt32()).AsSingle(), Vector256<float>.Zero,
            value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* address) => _value.Store(address);

    // Pairs of rows, then of pairs, then of halves, change places.
    public static void Turn(float* from, long fromStride, float* to, long toStride)
    {
        var (a0, a1) = Pairs(from, from + fromStride);
        var (a2, a3) = Pairs(from + (2 * fromStride), from + (3 * fromStride));
        var (a4, a5) = Pairs(from + (4 * fromStride), from + (5 * fromStride));
        var (a6, a7) = Pairs(from + (6 * fromStride), from + (7 * fromStride));
        Store(to, toStride, Avx.Shuffle(a0, a2, 0x44), Avx.Shuffle(a4, a6, 0x44));
        Store(to + toStride, toStride, Avx.Shuffle(a0, a2, 0xEE), Avx.Shuffle(a4, a6, 0xEE));
        Store(to + (2 * toStride), toStride, Avx.Shuffle(a1, a3, 0x44), Avx.Shuffle(a5, a7, 0x44));
        Store(to + (3 * toStride), toStride, Avx.Shuffle(a1, a3, 0xEE), Avx.Shuffle(a5, a7, 0xEE));
    }

    private static (Vector256<float> Low, Vector256<float> High) Pairs(float* first, float* second)
    {
        Vector256<float> a = Vector256.Load(first), b = Vector256.Load(second);
        return (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b));
    }

    private static void Store(float* to, long stride, Vector256<float> left, Vector256<float> right)
    {
        Avx.Permute2x128(left, right, 0x20).Store(to);
        Avx.Permute2x128(left, right, 0x31).Store(to + (4 * stride));
    }

    private static Vector256<float> First(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
}
