using System.Globalization;
using System.Text;

// The compiler builds every $"..." of this assembly with the type of this name, and prefers one in the assembly itself.
namespace System.Runtime.CompilerServices;

/// <summary>
/// Formats the numbers in this assembly's strings the same way in every culture. What such a string is for, a fingerprint, a file's name, a
/// line of a log, an English sentence, must not change with the minus sign and the separators that the user's own numbers have.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct DefaultInterpolatedStringHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (8 * formattedCount));

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(string? value, int alignment = 0, string? format = null) => Append(value, alignment);

    public void AppendFormatted(ReadOnlySpan<char> value, int alignment = 0, string? format = null) => Append(value.ToString(), alignment);

    public void AppendFormatted<T>(T value, int alignment = 0, string? format = null) =>
        Append(value is IFormattable number ? number.ToString(format, CultureInfo.InvariantCulture) : value?.ToString(), alignment);

    public string ToStringAndClear() => _text.ToString();

    private void Append(string? text, int alignment) =>
        _text.Append(alignment < 0 ? (text ?? "").PadRight(-alignment) : (text ?? "").PadLeft(alignment));
}
