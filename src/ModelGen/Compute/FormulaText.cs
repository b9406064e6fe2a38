using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace ModelGen;

/// <summary>What a formula of somebody's own is called, and its numbers as a text to compare.</summary>
internal static class FormulaText
{
    /// <summary>The name of its type as Keras writes names: <c>PseudoHuber</c> is <c>pseudo_huber</c>.</summary>
    public static string NameOf<T>() =>
        Regex.Replace(Regex.Replace(TypeOf<T>(), "(.)([A-Z][a-z]+)", "$1_$2"), "([a-z])([A-Z])", "$1_$2").ToLowerInvariant();

    /// <summary>Its type and its numbers: <c>PseudoHuber(0.5)</c>.</summary>
    public static string Of<T>(T formula) where T : unmanaged
    {
        ReadOnlySpan<float> numbers = Unsafe.SizeOf<T>() < sizeof(float) ? [] // A struct without fields has one byte.
            : MemoryMarshal.Cast<T, float>(new ReadOnlySpan<T>(in formula));
        return $"{TypeOf<T>()}({string.Join(", ", numbers.ToArray().Select(static number => $"{number}"))})";
    }

    /// <summary>Throws where a formula has more numbers than kernels of a GPU are given.</summary>
    /// <exception cref="ArgumentException">It has.</exception>
    public static T Checked<T>(T formula) where T : unmanaged
    {
        if (GpuNumbers.FloatsOf<T>() <= GpuNumbers.Most) { return formula; }
        throw new ArgumentException(
            $"{TypeOf<T>()} has {Unsafe.SizeOf<T>():N0} bytes of numbers of its own; a formula has at most "
                + $"{GpuNumbers.Most * sizeof(float)}. Keep what is constant in const fields.", nameof(formula));
    }

    private static string TypeOf<T>() => typeof(T).Name.Split('`')[0];
}
