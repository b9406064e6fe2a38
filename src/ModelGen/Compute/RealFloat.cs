namespace ModelGen.Kernels;

/// <summary>
/// One float, as a GPU's thread computes, or a CPU where less than a vector is left over. Products and sums of it have the bits that they
/// have in a vector.
/// </summary>
internal readonly unsafe struct RealFloat(float value) : IReal<RealFloat>
{
    public readonly float Value = value;

    public static RealFloat Load(float* address) => new(*address);

    public void Store(float* address) => *address = Value;

    public static implicit operator RealFloat(float value) => new(value);

    public static RealFloat operator +(RealFloat a, RealFloat b) => new(a.Value + b.Value);

    public static RealFloat operator -(RealFloat a, RealFloat b) => new(a.Value - b.Value);

    public static RealFloat operator *(RealFloat a, RealFloat b) => new(a.Value * b.Value);

    public static RealFloat operator /(RealFloat a, RealFloat b) => new(a.Value / b.Value);

    public static RealFloat operator -(RealFloat a) => new(-a.Value);

    public static RealFloat MultiplyAdd(RealFloat a, RealFloat b, RealFloat c) => new((a.Value * b.Value) + c.Value);

    public static RealFloat Abs(RealFloat x) => new(MathF.Abs(x.Value));

    public static RealFloat Sqrt(RealFloat x) => new(MathF.Sqrt(x.Value));

    public static RealFloat Ratio(RealFloat a, RealFloat b) => new(a.Value == 0f ? 0f : a.Value / b.Value);

    public static RealFloat Power(RealFloat x, float exponent) => new(MathF.Pow(x.Value, exponent));

    public static RealFloat Exp(RealFloat x) => new(AccurateMath.Exp(x.Value));

    public static RealFloat ExpM1(RealFloat x) => new(AccurateMath.ExpM1(x.Value));

    public static RealFloat LogP1(RealFloat x) => new(AccurateMath.LogP1(x.Value));

    public static RealFloat IfAbove(RealFloat a, RealFloat b, RealFloat then, RealFloat otherwise) => a.Value > b.Value ? then : otherwise;

    public static RealFloat IfBelow(RealFloat a, RealFloat b, RealFloat then, RealFloat otherwise) => a.Value < b.Value ? then : otherwise;

    // Infinity minus itself is NaN too, which equals nothing.
    public static bool AllFinite(RealFloat x) => x.Value - x.Value == 0f;

    public static bool AllFinite(RealFloat a, RealFloat b, RealFloat c) =>
        a.Value - a.Value + (b.Value - b.Value) + (c.Value - c.Value) == 0f;
}
