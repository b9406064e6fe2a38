using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.Wasm;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Kernels;

/// <summary>
/// 4 floats, which every CPU with vectors has. NEON's 32 registers hold 12 x 2 sums, and a multiply-add takes its scalar from one place
/// of a register. SSE and WebAssembly count on 16 registers, and round a product before they add it.
/// </summary>
internal unsafe struct Simd128(Vector128<float> value) : ISimd<Simd128>
{
    private Vector128<float> _value = value;

    public static string Name => AdvSimd.IsSupported ? "Vector128 (NEON)" : PackedSimd.IsSupported ? "Vector128 (WebAssembly)"
        : Avx.IsSupported ? "Vector128 (AVX)" : Sse42.IsSupported ? "Vector128 (SSE4.2)" : "Vector128";

    public static int Width => 4;

    public static int Registers => AdvSimd.Arm64.IsSupported ? 32 : 16;

    public static int MaxRows => AdvSimd.Arm64.IsSupported ? 12 : 6;

    // For each set of places, a bit each, the bytes of these places side by side; bytes of 255 give 0.
    private static ReadOnlySpan<byte> Chosen =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        4, 5, 6, 7, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 255, 255, 255, 255, 255, 255, 255, 255,
        8, 9, 10, 11, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 8, 9, 10, 11, 255, 255, 255, 255, 255, 255, 255, 255,
        4, 5, 6, 7, 8, 9, 10, 11, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255, 255, 255, 255,
        12, 13, 14, 15, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 12, 13, 14, 15, 255, 255, 255, 255, 255, 255, 255, 255,
        4, 5, 6, 7, 12, 13, 14, 15, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 255, 255, 255, 255,
        8, 9, 10, 11, 12, 13, 14, 15, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 255, 255, 255, 255,
        4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 255, 255, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Load(float* address) => new(Vector128.Load(address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 LoadScalar(float* address) =>
        new(AdvSimd.Arm64.IsSupported ? Vector128.CreateScalarUnsafe(*address) : Vector128.Create(*address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 MultiplyAdd(Simd128 a, Simd128 b, Simd128 sum) =>
        new(AdvSimd.IsSupported || Fma.IsSupported
            ? Vector128.FusedMultiplyAdd(a._value, b._value, sum._value) : (a._value * b._value) + sum._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float b, float sum) =>
        AdvSimd.IsSupported || Fma.IsSupported ? MathF.FusedMultiplyAdd(a, b, sum) : (a * b) + sum;

    // Where the CPU has no fused form, .NET's own computes place by place. No ?: in these two: the JIT would take the sum's address before
    // the condition, and leave the sum in memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(Simd128 a, Simd128 b)
    {
        if (AdvSimd.IsSupported || Fma.IsSupported) { _value = Vector128.FusedMultiplyAdd(a._value, b._value, _value); }
        else { _value += a._value * b._value; }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddScaled(Simd128 scalar, Simd128 b)
    {
        if (AdvSimd.Arm64.IsSupported)
        {
            _value = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(_value, b._value, scalar._value, 0);
        }
        else if (Fma.IsSupported) { _value = Vector128.FusedMultiplyAdd(scalar._value, b._value, _value); }
        else { _value += scalar._value * b._value; }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator +(Simd128 a, Simd128 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator -(Simd128 a, Simd128 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Of(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 OfBits(int bits) => new(Vector128.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 AddBits(Simd128 a, Simd128 b) => new((a._value.AsInt32() + b._value.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepLarger(Simd128 value, Simd128 code, ref Simd128 largest, ref Simd128 position)
    {
        Vector128<float> wins = Vector128.Equals(largest._value, largest._value) & ~Vector128.LessThanOrEqual(value._value, largest._value);
        largest = new(Vector128.ConditionalSelect(wins, value._value, largest._value));
        position = new(Vector128.ConditionalSelect(wins, code._value, position._value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepLargerNumber(Simd128 value, Simd128 code, ref Simd128 largest, ref Simd128 position)
    {
        Vector128<float> wins = Vector128.GreaterThan(value._value, largest._value);
        largest = new(Vector128.ConditionalSelect(wins, value._value, largest._value));
        position = new(Vector128.ConditionalSelect(wins, code._value, position._value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rectify(ref Simd128 value, Simd128 closed, ref Simd128 position)
    {
        position = new(
            Vector128.ConditionalSelect(Vector128.GreaterThan(value._value, Vector128<float>.Zero), position._value, closed._value));
        value = new(
            Vector128.ConditionalSelect(Vector128.LessThan(value._value, Vector128<float>.Zero), Vector128<float>.Zero, value._value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 LoadBytes(byte* address) =>
        new(Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(*(uint*)address).AsByte())).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreBytes(byte* address) =>
        *(uint*)address = Vector128.Shuffle(_value.AsByte(), Vector128.Create((byte)0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
            .AsUInt32().ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 LoadFirst(float* address, int count) => new(count switch
    {
        1 => Vector128.CreateScalar(*address),
        2 => Vector128.CreateScalar(*(ulong*)address).AsSingle(),
        3 => Vector128.CreateScalar(*(ulong*)address).AsSingle().WithElement(2, address[2]),
        _ => Vector128.Load(address),
    });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreFirst(float* address, int count)
    {
        switch (count)
        {
            case 1: *address = _value.ToScalar(); break;
            case 2: _value.GetLower().Store(address); break;
            case 3:
                _value.GetLower().Store(address);
                address[2] = _value.GetElement(2);
                break;
            default: _value.Store(address); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int StoreNonZero(Simd128 value, Simd128 places, float* toValues, int* toPlaces)
    {
        const ulong counts = 0x4332_3221_3221_2110; // of the bits of 0 to 15
        uint chosen = (~Vector128.Equals(value._value, Vector128<float>.Zero)).ExtractMostSignificantBits();
        Vector128<byte> indices = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Chosen), 16 * chosen);
        Vector128.ShuffleNative(places._value.AsByte(), indices).AsInt32().Store(toPlaces);
        Vector128.ShuffleNative(value._value.AsByte(), indices).AsSingle().Store(toValues);
        return (int)(counts >> (int)(4 * chosen)) & 15;
    }

    // Where one is NaN, the maximum of NEON and WebAssembly is NaN; SSE's is the second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Largest(Simd128 a, Simd128 b, Simd128 c, Simd128 d)
    {
        if (!Sse.IsSupported)
        {
            return new(Vector128.Max(Vector128.Max(a._value, b._value), Vector128.Max(c._value, d._value)));
        }

        Vector128<float> unordered = Sse.CompareUnordered(a._value, b._value) | Sse.CompareUnordered(c._value, d._value);
        return new(Sse.Max(Sse.Max(a._value, b._value), Sse.Max(c._value, d._value)) | unordered);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 LargestOfRows(Simd128 a, Simd128 b, Simd128 c, Simd128 d)
    {
        if (!Sse.IsSupported)
        {
            return new(Vector128.Max(Vector128.ConditionalSelect(Vector128.GreaterThan(b._value, a._value), b._value, a._value),
                Vector128.ConditionalSelect(Vector128.GreaterThan(d._value, c._value), d._value, c._value)));
        }

        // The second where one is NaN.
        Vector128<float> largest = Sse.Max(Sse.Max(b._value, a._value), Sse.Max(d._value, c._value));
        return new(largest | Sse.CompareUnordered(a._value, c._value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 WhereSame(Simd128 a, Simd128 b, Simd128 value) =>
        new(Vector128.Equals(a._value.AsInt32(), b._value.AsInt32()).AsSingle() & value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 WhereOther(Simd128 a, Simd128 b, Simd128 value) =>
        new(Vector128.AndNot(value._value, Vector128.Equals(a._value.AsInt32(), b._value.AsInt32()).AsSingle()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd128 value) => Vector128.Sum(value._value);

    public static void AddColumns(float* a, float* b, long stride, int rows, double* sums, double* products)
    {
        Vector128<double> sumLow = Vector128.Load(sums), sumHigh = Vector128.Load(sums + Vector128<double>.Count);
        Vector128<double> productLow = Vector128.Load(products), productHigh = Vector128.Load(products + Vector128<double>.Count);
        for (int row = 0; row < rows; row++, a += stride, b += stride)
        {
            (Vector128<double> aLow, Vector128<double> aHigh) = Vector128.Widen(Vector128.Load(a));
            (Vector128<double> bLow, Vector128<double> bHigh) = a == b ? (aLow, aHigh) : Vector128.Widen(Vector128.Load(b));
            (sumLow, sumHigh) = (sumLow + aLow, sumHigh + aHigh);
            (productLow, productHigh) = (productLow + (aLow * bLow), productHigh + (aHigh * bHigh)); // products are exact
        }

        sumLow.Store(sums);
        sumHigh.Store(sums + Vector128<double>.Count);
        productLow.Store(products);
        productHigh.Store(products + Vector128<double>.Count);
    }

    // Byte by byte, as instructions take them: four times the place, and 0 to 3.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Indices(Simd128 ints) =>
        new((((ints._value.AsInt32() & Vector128.Create(3)) * 0x04040404) + Vector128.Create(0x03020100)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Permute(Simd128 value, Simd128 indices) =>
        new(Vector128.ShuffleNative(value._value.AsByte(), indices._value.AsByte()).AsSingle());

    // Pairs of rows change places, then pairs of pairs.
    public static void Turn(float* from, long fromStride, float* to, long toStride)
    {
        Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + fromStride), c = Vector128.Load(from + (2 * fromStride)),
            d = Vector128.Load(from + (3 * fromStride));
        Vector128<float> lowAB = ZipLow(a, b), highAB = ZipHigh(a, b), lowCD = ZipLow(c, d), highCD = ZipHigh(c, d);
        Vector128.Create(lowAB.GetLower(), lowCD.GetLower()).Store(to);
        Vector128.Create(lowAB.GetUpper(), lowCD.GetUpper()).Store(to + toStride);
        Vector128.Create(highAB.GetLower(), highCD.GetLower()).Store(to + (2 * toStride));
        Vector128.Create(highAB.GetUpper(), highCD.GetUpper()).Store(to + (3 * toStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
            : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
            : Vector128.Create(a[2], b[2], a[3], b[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* address) => _value.Store(address);
}
