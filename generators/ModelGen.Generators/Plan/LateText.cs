using System.Runtime.CompilerServices;
using System.Text;

namespace ModelGen.Generators.Plan;

/// <summary>The text of an interpolated string that is put together only where a condition does not hold.</summary>
[InterpolatedStringHandler]
internal readonly ref struct LateText
{
    private readonly StringBuilder? _text;

    public LateText(int literalLength, int formattedCount, bool condition, out bool isNeeded)
    {
        isNeeded = !condition;
        _text = isNeeded ? new StringBuilder(literalLength + (16 * formattedCount)) : null;
    }

    public void AppendLiteral(string text) => _text!.Append(text);

    public void AppendFormatted<T>(T value) => _text!.Append(value);

    public override string ToString() => _text?.ToString() ?? "";
}
