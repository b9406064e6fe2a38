using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Kernels;

/// <summary>A vector of floats of some width, so that the tile is written once for all of them.</summary>
internal unsafe interface ISimd<TSelf> where TSelf : struct, ISimd<TSelf>
{
    /// <summary>Floats in it.</summary>
    static abstract int Width { get; }

    /// <summary>The most rows of a tile that fit the registers beside two columns.</summary>
    static abstract int MaxRows { get; }

    static abstract TSelf Load(float* address);

    static abstract TSelf Broadcast(float* address);

    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf sum);

    /// <summary>
    /// Adds a product to this sum. The compiler then writes the sum where it was; what <see cref="MultiplyAdd"/> gives it writes over the
    /// last use of <paramref name="a"/>, and moves it: moves of 512 bits take the ports of multiply-adds on Intel's processors.
    /// </summary>
    void AddProduct(TSelf a, TSelf b);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>The same number in each place.</summary>
    static abstract TSelf Of(float value);

    /// <summary>The same 32 bits in each place.</summary>
    static abstract TSelf OfBits(int bits);

    /// <summary>
    /// Where <paramref name="value"/> is larger than <paramref name="largest"/>, or the first NaN, it takes its place, and
    /// <paramref name="code"/> that of <paramref name="position"/>.
    /// </summary>
    static abstract void KeepLarger(TSelf value, TSelf code, ref TSelf largest, ref TSelf position);

    /// <summary>The same, but only <paramref name="largest"/> is asked whether it is NaN: one comparison less.</summary>
    static abstract void KeepLargerNumber(TSelf value, TSelf code, ref TSelf largest, ref TSelf position);

    /// <summary>
    /// ReLU: 0 where <paramref name="value"/> is below 0, and <paramref name="closed"/> in the place of <paramref name="position"/> where
    /// it is not above: no gradient goes back there.
    /// </summary>
    static abstract void Rectify(ref TSelf value, TSelf closed, ref TSelf position);

    /// <summary>The largest of four; NaN where one of them is.</summary>
    static abstract TSelf Largest(TSelf a, TSelf b, TSelf c, TSelf d);

    /// <summary>
    /// The same, but only <paramref name="a"/> and <paramref name="c"/> are asked whether they are NaN: what <see cref="KeepLargerNumber"/>
    /// makes of each pair.
    /// </summary>
    static abstract TSelf LargestOfRows(TSelf a, TSelf b, TSelf c, TSelf d);

    /// <summary><paramref name="value"/> where the bits of <paramref name="a"/> and <paramref name="b"/> are the same, else 0.</summary>
    static abstract TSelf WhereSame(TSelf a, TSelf b, TSelf value);

    /// <summary><paramref name="value"/> where they differ, else 0.</summary>
    static abstract TSelf WhereOther(TSelf a, TSelf b, TSelf value);

    /// <summary>Bytes, each as the 32 bits of an int.</summary>
    static abstract TSelf LoadBytes(byte* address);

    /// <summary>The lowest byte of each place's bits.</summary>
    void StoreBytes(byte* address);

    /// <summary>The sum of all places.</summary>
    static abstract float Sum(TSelf value);

    /// <summary>
    /// Place i gets <paramref name="value"/>'s place <paramref name="indices"/>[i], which are the bits of ints below <see cref="Width"/>.
    /// </summary>
    static abstract TSelf Permute(TSelf value, TSelf indices);

    void Store(float* address);
}

/// <summary>16 floats of AVX-512: 32 registers hold 12 x 2 sums.</summary>
internal unsafe struct Simd512(Vector512<float> value) : ISimd<Simd512>
{
    private Vector512<float> _value = value;

    public static int Width => 16;

    public static int MaxRows => 12;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Load(float* address) => new(Vector512.Load(address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Broadcast(float* address) => new(Vector512.Create(*address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 MultiplyAdd(Simd512 a, Simd512 b, Simd512 sum) => new(Vector512.FusedMultiplyAdd(a._value, b._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(Simd512 a, Simd512 b) => _value = Vector512.FusedMultiplyAdd(a._value, b._value, _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator +(Simd512 a, Simd512 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator -(Simd512 a, Simd512 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Of(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Permute(Simd512 value, Simd512 indices) => new(Vector512.ShuffleNative(value._value, indices._value.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd512 value) => Vector512.Sum(value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 OfBits(int bits) => new(Vector512.Create(bits).AsSingle());

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
}

/// <summary>8 floats: 16 registers hold 6 x 2 sums.</summary>
internal unsafe struct Simd256(Vector256<float> value) : ISimd<Simd256>
{
    private Vector256<float> _value = value;

    public static int Width => 8;

    public static int MaxRows => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Load(float* address) => new(Vector256.Load(address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Broadcast(float* address) => new(Vector256.Create(*address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 MultiplyAdd(Simd256 a, Simd256 b, Simd256 sum) => new(Vector256.FusedMultiplyAdd(a._value, b._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(Simd256 a, Simd256 b) => _value = Vector256.FusedMultiplyAdd(a._value, b._value, _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator +(Simd256 a, Simd256 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator -(Simd256 a, Simd256 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Of(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Permute(Simd256 value, Simd256 indices) => new(Vector256.ShuffleNative(value._value, indices._value.AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd256 value) => Vector256.Sum(value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 OfBits(int bits) => new(Vector256.Create(bits).AsSingle());

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
}

/// <summary>One float, where there are no vectors.</summary>
internal unsafe struct SimdScalar(float value) : ISimd<SimdScalar>
{
    private float _value = value;

    public static int Width => 1;

    public static int MaxRows => 4;

    public static SimdScalar Load(float* address) => new(*address);

    public static SimdScalar Broadcast(float* address) => new(*address);

    public static SimdScalar MultiplyAdd(SimdScalar a, SimdScalar b, SimdScalar sum) => new((a._value * b._value) + sum._value);

    public void AddProduct(SimdScalar a, SimdScalar b) => _value += a._value * b._value;

    public static SimdScalar operator +(SimdScalar a, SimdScalar b) => new(a._value + b._value);

    public static SimdScalar operator -(SimdScalar a, SimdScalar b) => new(a._value - b._value);

    public static SimdScalar Of(float value) => new(value);

    public static SimdScalar Permute(SimdScalar value, SimdScalar indices) => value;

    public static float Sum(SimdScalar value) => value._value;

    public static SimdScalar OfBits(int bits) => new(BitConverter.Int32BitsToSingle(bits));

    public static void KeepLarger(SimdScalar value, SimdScalar code, ref SimdScalar largest, ref SimdScalar position)
    {
        if (float.IsNaN(largest._value) || value._value <= largest._value) { return; }
        (largest, position) = (value, code);
    }

    public static void KeepLargerNumber(SimdScalar value, SimdScalar code, ref SimdScalar largest, ref SimdScalar position) =>
        KeepLarger(value, code, ref largest, ref position);

    public static void Rectify(ref SimdScalar value, SimdScalar closed, ref SimdScalar position)
    {
        if (!(value._value > 0f)) { position = closed; }
        if (value._value < 0f) { value = default; }
    }

    // By way of a vector: where a byte becomes the bits of a float directly, .NET 10's compiler reads four bytes.
    public static SimdScalar LoadBytes(byte* address) => new(Vector128.CreateScalar((int)*address).AsSingle().ToScalar());

    public readonly void StoreBytes(byte* address) => *address = (byte)BitConverter.SingleToInt32Bits(_value);

    public static SimdScalar Largest(SimdScalar a, SimdScalar b, SimdScalar c, SimdScalar d) =>
        new(MathF.Max(MathF.Max(a._value, b._value), MathF.Max(c._value, d._value)));

    public static SimdScalar LargestOfRows(SimdScalar a, SimdScalar b, SimdScalar c, SimdScalar d) => Largest(a, b, c, d);

    public static SimdScalar WhereSame(SimdScalar a, SimdScalar b, SimdScalar value) =>
        BitConverter.SingleToInt32Bits(a._value) == BitConverter.SingleToInt32Bits(b._value) ? value : default;

    public static SimdScalar WhereOther(SimdScalar a, SimdScalar b, SimdScalar value) =>
        BitConverter.SingleToInt32Bits(a._value) == BitConverter.SingleToInt32Bits(b._value) ? default : value;

    public readonly void Store(float* address) => *address = _value;
}
