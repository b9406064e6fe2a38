using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generators.Evaluate;

/// <summary>C#'s arithmetic of its number types.</summary>
internal static class Numbers
{
    /// <summary>The result, or null where these are no numbers.</summary>
    public static object? Binary(BinaryOperatorKind kind, object? left, object? right, bool isChecked) => (left, right) switch
    {
        (bool a, bool b) => Logic(kind, a, b),
        (int or uint or long or ulong, int b) when kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift
            or BinaryOperatorKind.UnsignedRightShift => Shift(kind, left, b),
        (int a, int b) => Int(kind, a, b, isChecked),
        (uint a, uint b) => Fit(Long(kind, a, b, true), isChecked, static (x, c) => c ? checked((uint)x) : unchecked((uint)x)),
        (long a, long b) => Long(kind, a, b, isChecked),
        (ulong a, ulong b) => ULong(kind, a, b, isChecked),
        (float a, float b) => Double(kind, a, b) is double x ? (float)x : Compare(kind, a.CompareTo(b), a, b),
        (double a, double b) => Double(kind, a, b) ?? Compare(kind, a.CompareTo(b), a, b),
        (decimal a, decimal b) => Decimal(kind, a, b),
        (char a, char b) => Int(kind, a, b, isChecked),
        _ => null,
    };

    public static object? Unary(UnaryOperatorKind kind, object? operand, bool isChecked) => (kind, operand) switch
    {
        (UnaryOperatorKind.Not, bool a) => !a,
        (UnaryOperatorKind.Plus, _) => operand,
        (UnaryOperatorKind.Minus, int a) => isChecked ? checked(-a) : unchecked(-a),
        (UnaryOperatorKind.Minus, long a) => isChecked ? checked(-a) : unchecked(-a),
        (UnaryOperatorKind.Minus, float a) => -a,
        (UnaryOperatorKind.Minus, double a) => -a,
        (UnaryOperatorKind.Minus, decimal a) => -a,
        (UnaryOperatorKind.BitwiseNegation, int a) => ~a,
        (UnaryOperatorKind.BitwiseNegation, uint a) => ~a,
        (UnaryOperatorKind.BitwiseNegation, long a) => ~a,
        (UnaryOperatorKind.BitwiseNegation, ulong a) => ~a,
        _ => null,
    };

    /// <summary>A number as another type, as a cast has it; null where it cannot be.</summary>
    public static object? Convert(object? value, SpecialType to, bool isChecked)
    {
        if (value is char c) { value = (int)c; }
        return value switch
        {
            decimal or double or float => FromFraction(value, to, isChecked),
            ulong x => FromULong(x, to, isChecked),
            sbyte or byte or short or ushort or int or uint or long =>
                FromLong(System.Convert.ToInt64(value, CultureInfo.InvariantCulture), to, isChecked),
            _ => null,
        };
    }

    public static bool IsNumber(object? value) =>
        value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal;

    /// <summary>Which of two comes first; null where they cannot be compared.</summary>
    public static int? Compare(object? a, object? b) => (a, b) switch
    {
        (string x, string y) => string.CompareOrdinal(x, y),
        (EnumValue x, EnumValue y) => x.Number.CompareTo(y.Number),
        (IComparable x, not null) when x.GetType() == b.GetType() => x.CompareTo(b),
        _ => null,
    };

    private static object? Logic(BinaryOperatorKind kind, bool a, bool b) => kind switch
    {
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => a & b,
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        BinaryOperatorKind.Equals => a == b,
        BinaryOperatorKind.NotEquals => a != b,
        _ => null,
    };

    private static object? Int(BinaryOperatorKind kind, int a, int b, bool isChecked)
    {
        if (kind is BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder && a == int.MinValue && b == -1) { throw Overflow(); }
        return Fit(Long(kind, a, b, true), isChecked, static (x, c) => c ? checked((int)x) : unchecked((int)x));
    }

    private static object? Fit(object? result, bool isChecked, Func<long, bool, object> fit) =>
        result is long x ? Guarded(() => fit(x, isChecked)) : result;

    // What a processor or the framework refuses, a program would throw.
    private static object? Guarded(Func<object?> compute)
    {
        try
        {
            return compute();
        }
        catch (DivideByZeroException)
        {
            throw new ThrownException("DivideByZeroException: a division by 0");
        }
        catch (OverflowException)
        {
            throw Overflow();
        }
    }

    private static object? Long(BinaryOperatorKind kind, long a, long b, bool isChecked) => Guarded(() => kind switch
    {
        BinaryOperatorKind.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperatorKind.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperatorKind.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Compare(kind, a.CompareTo(b), a, b),
    });

    private static object? ULong(BinaryOperatorKind kind, ulong a, ulong b, bool isChecked) => Guarded(() => kind switch
    {
        BinaryOperatorKind.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperatorKind.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperatorKind.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Compare(kind, a.CompareTo(b), a, b),
    });

    private static object? Shift(BinaryOperatorKind kind, object left, int by) => (kind, left) switch
    {
        (BinaryOperatorKind.LeftShift, int a) => a << by,
        (BinaryOperatorKind.LeftShift, uint a) => a << by,
        (BinaryOperatorKind.LeftShift, long a) => a << by,
        (BinaryOperatorKind.LeftShift, ulong a) => a << by,
        (BinaryOperatorKind.RightShift, int a) => a >> by,
        (BinaryOperatorKind.UnsignedRightShift, int a) => a >>> by,
        (BinaryOperatorKind.RightShift, long a) => a >> by,
        (BinaryOperatorKind.UnsignedRightShift, long a) => a >>> by,
        (_, uint a) => a >> by,
        (_, ulong a) => a >> by,
        _ => null,
    };

    private static object? Double(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        _ => null,
    };

    private static object? Decimal(BinaryOperatorKind kind, decimal a, decimal b) => Guarded(() => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        _ => Compare(kind, a.CompareTo(b), a, b),
    });

    // Nothing is equal to, below or above a number that is none.
    private static object? Compare(BinaryOperatorKind kind, int order, object a, object b)
    {
        bool isNaN = a is double.NaN || b is double.NaN || a is float.NaN || b is float.NaN;
        return kind switch
        {
            BinaryOperatorKind.Equals => !isNaN && order == 0,
            BinaryOperatorKind.NotEquals => isNaN || order != 0,
            BinaryOperatorKind.LessThan => !isNaN && order < 0,
            BinaryOperatorKind.LessThanOrEqual => !isNaN && order <= 0,
            BinaryOperatorKind.GreaterThan => !isNaN && order > 0,
            BinaryOperatorKind.GreaterThanOrEqual => !isNaN && order >= 0,
            _ => null,
        };
    }

    private static object? FromFraction(object value, SpecialType to, bool isChecked)
    {
        switch (to)
        {
            case SpecialType.System_Single: return System.Convert.ToSingle(value, CultureInfo.InvariantCulture);
            case SpecialType.System_Double: return System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
            case SpecialType.System_Decimal: return Guarded(() => System.Convert.ToDecimal(value, CultureInfo.InvariantCulture));
        }

        double x = Math.Truncate(System.Convert.ToDouble(value, CultureInfo.InvariantCulture));
        if (to == SpecialType.System_UInt64) { return x is >= 0 and < 18446744073709551616.0 ? (ulong)x : throw Overflow(); }

        // Outside a long's range a cast without a check gives what the processor gives; nobody means that.
        return x is >= -9223372036854775808.0 and < 9223372036854775808.0 ? FromLong((long)x, to, isChecked) : throw Overflow();
    }

    private static object? FromULong(ulong x, SpecialType to, bool isChecked) => to switch
    {
        SpecialType.System_UInt64 => x,
        SpecialType.System_Single => (float)x,
        SpecialType.System_Double => (double)x,
        SpecialType.System_Decimal => (decimal)x,
        _ when isChecked && x > long.MaxValue => throw Overflow(),
        _ => FromLong(unchecked((long)x), to, isChecked),
    };

    private static object? FromLong(long x, SpecialType to, bool isChecked) => Guarded(() => to switch
    {
        SpecialType.System_SByte => isChecked ? checked((sbyte)x) : unchecked((sbyte)x),
        SpecialType.System_Byte => isChecked ? checked((byte)x) : unchecked((byte)x),
        SpecialType.System_Int16 => isChecked ? checked((short)x) : unchecked((short)x),
        SpecialType.System_UInt16 => isChecked ? checked((ushort)x) : unchecked((ushort)x),
        SpecialType.System_Int32 => isChecked ? checked((int)x) : unchecked((int)x),
        SpecialType.System_UInt32 => isChecked ? checked((uint)x) : unchecked((uint)x),
        SpecialType.System_Int64 => x,
        SpecialType.System_UInt64 => isChecked ? checked((ulong)x) : unchecked((ulong)x),
        SpecialType.System_Char => isChecked ? checked((char)x) : unchecked((char)x),
        SpecialType.System_Single => (float)x,
        SpecialType.System_Double => (double)x,
        SpecialType.System_Decimal => (decimal)x,
        _ => (object?)null,
    });

    private static ThrownException Overflow() => new("OverflowException: a number too large for its type");
}
