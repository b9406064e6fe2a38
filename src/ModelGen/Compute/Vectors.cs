using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Kernels;

/// <summary>A formula of one or two numbers.</summary>
internal interface IMap
{
    /// <summary>The value for x; <paramref name="second"/> is what stands at the same place of the second span.</summary>
    R Map<R>(R x, R second) where R : struct, IReal<R>;
}

/// <summary>
/// Formulas on spans, a vector at a time. The last few values fill up a vector with zeros, so a value is the same wherever in a span it
/// stands.
/// </summary>
internal static class Vectors
{
    /// <summary>result[i] = the formula of x[i] and second[i]; spans may be the same.</summary>
    public static void Map<F>(ReadOnlySpan<float> x, ReadOnlySpan<float> second, Span<float> result, F formula) where F : struct, IMap
    {
        if (second.Length < x.Length || result.Length < x.Length)
        {
            throw new ArgumentException(
                $"{x.Length:N0} values are mapped, but the other spans have {second.Length:N0} and {result.Length:N0}.");
        }
        ref float to = ref MemoryMarshal.GetReference(result);
        int i = 0;
        for (; i <= x.Length - RealVector.Width; i += RealVector.Width)
        {
            formula.Map(At(x, i), At(second, i)).Value.StoreUnsafe(ref to, (nuint)i);
        }

        if (i == x.Length) { return; }
        int count = x.Length - i;
        Span<float> rest = stackalloc float[2 * RealVector.Width];
        rest.Clear();
        x[i..].CopyTo(rest);
        second.Slice(i, count).CopyTo(rest[RealVector.Width..]);
        formula.Map(At(rest, 0), At(rest, RealVector.Width)).Value.CopyTo(rest);
        rest[..count].CopyTo(result[i..]);
    }

    /// <summary>result[i] = the formula of x[i]; the spans may be the same.</summary>
    public static void Map<F>(ReadOnlySpan<float> x, Span<float> result, F formula) where F : struct, IMap => Map(x, x, result, formula);

    private static RealVector At(ReadOnlySpan<float> span, int place) =>
        new(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(span), (nuint)place));
}
