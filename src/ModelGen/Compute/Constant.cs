using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>
/// Division in a GPU's kernels by numbers that are known when they are compiled. Neither ILGPU nor the driver makes a shift or a
/// multiplication of it: even by 64 they divide in some twenty instructions. (Granlund and Montgomery, Division by invariant integers using
/// multiplication, 1994.)
/// </summary>
internal static class Constant
{
    /// <summary>number / divisor, exact from 0 on; of a negative number something too large to be an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quotient(int number, int divisor)
    {
        int bits = Bits(divisor);
        if ((divisor & (divisor - 1)) == 0) { return (int)((uint)number >> bits); }
        uint multiplier = (uint)(((1UL << (31 + bits)) / (uint)divisor) + 1);
        return (int)(((ulong)(uint)number * multiplier) >> (31 + bits));
    }

    /// <summary>number - divisor x <see cref="Quotient"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Remainder(int number, int divisor) => number - (Quotient(number, divisor) * divisor);

    // The least whole logarithm to base 2 that is not below that of the number: all of it is folded to a literal.
    private static int Bits(int n) =>
        Above(n, 0) + Above(n, 1) + Above(n, 2) + Above(n, 3) + Above(n, 4) + Above(n, 5) + Above(n, 6) + Above(n, 7)
        + Above(n, 8) + Above(n, 9) + Above(n, 10) + Above(n, 11) + Above(n, 12) + Above(n, 13) + Above(n, 14) + Above(n, 15)
        + Above(n, 16) + Above(n, 17) + Above(n, 18) + Above(n, 19) + Above(n, 20) + Above(n, 21) + Above(n, 22) + Above(n, 23)
        + Above(n, 24) + Above(n, 25) + Above(n, 26) + Above(n, 27) + Above(n, 28) + Above(n, 29) + Above(n, 30);

    private static int Above(int n, int power) => n > 1 << power ? 1 : 0;
}
