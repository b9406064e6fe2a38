using System.Globalization;

namespace ModelGen;

/// <summary>Numbers as Keras 3 prints them beside its progress bar.</summary>
internal static class ProgressText
{
    /// <summary><c>accuracy: 0.9123 - loss: 5.0000e-04</c></summary>
    public static string Values(Logs logs) => string.Join(" - ", logs.Names.Select(name => $"{Plain(name)}: {Value(logs[name])}"));

    /// <summary><c> - accuracy: 0.9123</c>, <c> - loss: 5.0000e-04</c>; nothing where there are no logs.</summary>
    public static IEnumerable<string> Behind(Logs logs, Func<double, string> text) =>
        logs.Names.Select(name => $" - {Plain(name)}: {text(logs[name])}");

    /// <summary>As Keras prints it at verbose 2: there a negative number has an exponent too.</summary>
    public static string LineValue(double value) => value < 0 && double.IsFinite(value) ? Exponent(value) : Value(value);

    /// <summary>Four decimals, or an exponent where the number is not larger than 0.001.</summary>
    public static string Value(double value) =>
        double.IsNaN(value) ? "nan"
        : double.IsInfinity(value) ? value > 0 ? "inf" : "-inf"
        : Math.Abs(value) > 1e-3 ? value.ToString("F4", CultureInfo.InvariantCulture)
        : Exponent(value);

    // A name that would break the line.
    private static string Plain(string name) => string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c));

    private static string Exponent(double value) => value.ToString("0.0000e+00", CultureInfo.InvariantCulture);

    /// <summary>A time to go: <c>1:02:03</c>, <c>2:03</c> or <c>3s</c>.</summary>
    public static string TimeLeft(double seconds)
    {
        int s = (int)seconds;
        return s > 3_600 ? $"{s / 3_600}:{s % 3_600 / 60:D2}:{s % 60:D2}"
            : s > 60 ? $"{s / 60}:{s % 60:D2}"
            : $"{s}s";
    }

    /// <summary><c>4ms/step</c>: seconds, milliseconds or microseconds, whichever is fit.</summary>
    public static string PerStep(double seconds) =>
        seconds is >= 1 or 0 ? $"{Math.Round(seconds):F0}s/step"
        : seconds >= 1e-3 ? $"{Math.Round(seconds * 1e3):F0}ms/step"
        : $"{Math.Round(seconds * 1e6):F0}us/step";
}
