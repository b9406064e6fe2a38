using System.Runtime.Intrinsics;

namespace ModelGen.Kernels;

/// <summary>One float, where there are no vectors.</summary>
internal unsafe struct SimdScalar(float value) : ISimd<SimdScalar>
{
    private float _value = value;

    public static string Name => "scalar";

    public static int Width => 1;

    public static int Registers => 16;

    public static int MaxRows => 4;

    public static SimdScalar Load(float* address) => new(*address);

    public static SimdScalar LoadScalar(float* address) => new(*address);

    public static SimdScalar MultiplyAdd(SimdScalar a, SimdScalar b, SimdScalar sum) => new((a._value * b._value) + sum._value);

    public static float MultiplyAdd(float a, float b, float sum) => (a * b) + sum;

    public void AddProduct(SimdScalar a, SimdScalar b) => _value += a._value * b._value;

    public void AddScaled(SimdScalar scalar, SimdScalar b) => AddProduct(scalar, b);

    public static SimdScalar operator +(SimdScalar a, SimdScalar b) => new(a._value + b._value);

    public static SimdScalar operator -(SimdScalar a, SimdScalar b) => new(a._value - b._value);

    public static SimdScalar Of(float value) => new(value);

    public static void AddColumns(float* a, float* b, long stride, int rows, double* sums, double* products)
    {
        for (int row = 0; row < rows; row++, a += stride, b += stride)
        {
            *sums += *a;
            *products += (double)*a * *b;
        }
    }

    public static SimdScalar Indices(SimdScalar ints) => ints;

    public static SimdScalar Permute(SimdScalar value, SimdScalar indices) => value;

    public static float Sum(SimdScalar value) => value._value;

    public static SimdScalar OfBits(int bits) => new(BitConverter.Int32BitsToSingle(bits));

    public static SimdScalar AddBits(SimdScalar a, SimdScalar b) =>
        OfBits(BitConverter.SingleToInt32Bits(a._value) + BitConverter.SingleToInt32Bits(b._value));

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

    public static SimdScalar LoadFirst(float* address, int count) => new(*address);

    public readonly void StoreFirst(float* address, int count) => *address = _value;

    public static int StoreNonZero(SimdScalar value, SimdScalar places, float* toValues, int* toPlaces)
    {
        (*toValues, *toPlaces) = (value._value, BitConverter.SingleToInt32Bits(places._value));
        return value._value != 0f ? 1 : 0;
    }

    public static SimdScalar Largest(SimdScalar a, SimdScalar b, SimdScalar c, SimdScalar d) =>
        new(MathF.Max(MathF.Max(a._value, b._value), MathF.Max(c._value, d._value)));

    public static SimdScalar LargestOfRows(SimdScalar a, SimdScalar b, SimdScalar c, SimdScalar d) => Largest(a, b, c, d);

    public static SimdScalar WhereSame(SimdScalar a, SimdScalar b, SimdScalar value) =>
        BitConverter.SingleToInt32Bits(a._value) == BitConverter.SingleToInt32Bits(b._value) ? value : default;

    public static SimdScalar WhereOther(SimdScalar a, SimdScalar b, SimdScalar value) =>
        BitConverter.SingleToInt32Bits(a._value) == BitConverter.SingleToInt32Bits(b._value) ? default : value;

    public static void Turn(float* from, long fromStride, float* to, long toStride) => *to = *from;

    public readonly void Store(float* address) => *address = _value;
}
