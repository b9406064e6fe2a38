using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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

    void Store(float* address);
}

/// <summary>16 floats: 32 registers hold 12 x 2 sums.</summary>
internal readonly unsafe struct Simd512(Vector512<float> value) : ISimd<Simd512>
{
    private readonly Vector512<float> _value = value;

    public static int Width => 16;

    public static int MaxRows => 12;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Load(float* address) => new(Vector512.Load(address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Broadcast(float* address) => new(Vector512.Create(*address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 MultiplyAdd(Simd512 a, Simd512 b, Simd512 sum) => new(Vector512.FusedMultiplyAdd(a._value, b._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* address) => _value.Store(address);
}

/// <summary>8 floats: 16 registers hold 6 x 2 sums.</summary>
internal readonly unsafe struct Simd256(Vector256<float> value) : ISimd<Simd256>
{
    private readonly Vector256<float> _value = value;

    public static int Width => 8;

    public static int MaxRows => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Load(float* address) => new(Vector256.Load(address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Broadcast(float* address) => new(Vector256.Create(*address));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 MultiplyAdd(Simd256 a, Simd256 b, Simd256 sum) => new(Vector256.FusedMultiplyAdd(a._value, b._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* address) => _value.Store(address);
}

/// <summary>One float, where there are no vectors.</summary>
internal readonly unsafe struct SimdScalar(float value) : ISimd<SimdScalar>
{
    private readonly float _value = value;

    public static int Width => 1;

    public static int MaxRows => 4;

    public static SimdScalar Load(float* address) => new(*address);

    public static SimdScalar Broadcast(float* address) => new(*address);

    public static SimdScalar MultiplyAdd(SimdScalar a, SimdScalar b, SimdScalar sum) => new((a._value * b._value) + sum._value);

    public void Store(float* address) => *address = _value;
}
