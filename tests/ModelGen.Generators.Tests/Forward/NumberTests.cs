using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Evaluate;

namespace ModelGen.Generators.Tests;

/// <summary>The evaluator's arithmetic is C#'s: the compiler's own constants say what each must be.</summary>
public class NumberTests
{
    [Fact]
    public void Arithmetic_is_that_of_constants()
    {
        Assert.Equal(7 / -2, Of(BinaryOperatorKind.Divide, 7, -2));
        Assert.Equal(7 % -2, Of(BinaryOperatorKind.Remainder, 7, -2));
        Assert.Equal(unchecked(int.MaxValue + 1), Of(BinaryOperatorKind.Add, int.MaxValue, 1));
        Assert.Equal(uint.MaxValue, Of(BinaryOperatorKind.Subtract, 0u, 1u));
        Assert.Equal(1 << 33, Of(BinaryOperatorKind.LeftShift, 1, 33));
        Assert.Equal(-9 >>> 28, Of(BinaryOperatorKind.UnsignedRightShift, -9, 28));
        Assert.Equal(0.1 + 0.2, Of(BinaryOperatorKind.Add, 0.1, 0.2));
        Assert.Equal(0.1f + 0.2f, Of(BinaryOperatorKind.Add, 0.1f, 0.2f));
        Assert.Equal(0.1m + 0.2m, Of(BinaryOperatorKind.Add, 0.1m, 0.2m));
        Assert.Equal(ulong.MaxValue / 3, Of(BinaryOperatorKind.Divide, ulong.MaxValue, 3ul));
        Assert.Equal(false, Of(BinaryOperatorKind.Equals, double.NaN, double.NaN));
        Assert.Equal(true, Of(BinaryOperatorKind.NotEquals, float.NaN, 1f));
        Assert.Equal(false, Of(BinaryOperatorKind.LessThan, double.NaN, 1.0));
        Assert.Equal(true ^ true, Of(BinaryOperatorKind.ExclusiveOr, true, true));
    }

    [Fact]
    public void Casts_are_those_of_constants()
    {
        Assert.Equal(unchecked((byte)257), Numbers.Convert(257, SpecialType.System_Byte, isChecked: false));
        Assert.Equal((int)-2.7, Numbers.Convert(-2.7, SpecialType.System_Int32, isChecked: false));
        Assert.Equal((float)0.1, Numbers.Convert(0.1, SpecialType.System_Single, isChecked: false));
        Assert.Equal((double)0.1f, Numbers.Convert(0.1f, SpecialType.System_Double, isChecked: false));
        Assert.Equal((char)65, Numbers.Convert(65, SpecialType.System_Char, isChecked: false));
        Assert.Equal((int)'A', Numbers.Convert('A', SpecialType.System_Int32, isChecked: false));
        Assert.Equal((decimal)5, Numbers.Convert(5, SpecialType.System_Decimal, isChecked: false));
    }

    [Fact]
    public void What_would_be_thrown_is_said()
    {
        Assert.Contains("DivideByZeroException", Thrown(() => Of(BinaryOperatorKind.Divide, 1, 0)));
        Assert.Contains("DivideByZeroException", Thrown(() => Of(BinaryOperatorKind.Remainder, 1m, 0m)));
        Assert.Contains("OverflowException", Thrown(() => Of(BinaryOperatorKind.Divide, int.MinValue, -1)));
        Assert.Contains("OverflowException", Thrown(() => Numbers.Binary(BinaryOperatorKind.Add, int.MaxValue, 1, isChecked: true)));
        Assert.Contains("OverflowException", Thrown(() => Numbers.Convert(300, SpecialType.System_Byte, isChecked: true)));
        Assert.Contains("OverflowException", Thrown(() => Numbers.Convert(1e40, SpecialType.System_Decimal, isChecked: false)));
    }

    private static object? Of(BinaryOperatorKind kind, object a, object b) => Numbers.Binary(kind, a, b, isChecked: false);

    private static string Thrown(Action action) => Assert.Throws<ThrownException>(action).What;
}
