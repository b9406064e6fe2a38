using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelGen;

/// <summary>A path with placeholders as Python formats them: <c>{epoch:02d}-{val_loss:.2f}</c>.</summary>
internal sealed partial class PathTemplate
{
    private readonly string _text;
    private readonly List<Part> _parts = [];

    /// <summary>Reads the placeholders.</summary>
    /// <exception cref="ArgumentException">One cannot be read.</exception>
    public PathTemplate(string text)
    {
        _text = text;
        var plain = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is not ('{' or '}')) { plain.Append(c); }
            else if (i + 1 < text.Length && text[i + 1] == c) { plain.Append(text[i++]); }
            else
            {
                int end = c == '{' ? text.IndexOf('}', i) : -1;
                Match match = end < 0 ? Match.Empty : Placeholder().Match(text, i, end + 1 - i);
                if (!match.Success)
                {
                    throw new ArgumentException(
                        $"The path \"{text}\" has a placeholder that cannot be read at \"{text[i..]}\". Write {{epoch:02d}}, "
                            + $"{{val_loss:.2f}} or {{batch}}; a brace itself is {{{{ or }}}}.", "filepath");
                }

                _parts.Add(
                    new(plain.ToString(), match.Groups["name"].Value, match.Groups["zero"].Success, Number(match, "width"),
                        Number(match, "decimals"), match.Groups["type"].Value));
                plain.Clear();
                i = end;
            }
        }

        _parts.Add(new(plain.ToString(), "", false, null, null, ""));
    }

    /// <summary>The numbers that it asks for.</summary>
    public IEnumerable<string> Asks => _parts.Select(part => part.Name).Where(name => name != "");

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>Fills in the numbers.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">The batch, from 1; null where there is none.</param>
    /// <param name="logs">All other numbers.</param>
    /// <exception cref="KeyNotFoundException">The path asks for a number that is not there.</exception>
    public string Format(int epoch, int? batch, Logs logs)
    {
        var path = new StringBuilder();
        foreach (Part part in _parts)
        {
            path.Append(part.Before);
            if (part.Name == "") { continue; }
            (double value, bool whole) = part.Name switch
            {
                "epoch" => (epoch, true),
                "batch" when batch is { } number => (number, true),
                _ => (logs.TryGetValue(part.Name, out double log) ? log : throw Missing(part.Name, batch is not null, logs.Names), false),
            };
            path.Append(Text(part, value, whole));
        }

        return path.ToString();
    }

    private static string Text(Part part, double value, bool whole)
    {
        string text = part.Type switch
        {
            "f" => PythonText.Fixed(value, part.Decimals ?? 6),
            "e" => double.IsFinite(value)
                ? value.ToString("0." + new string('0', part.Decimals ?? 6) + "e+00", CultureInfo.InvariantCulture)
                : PythonText.Repr(value),
            "" when !whole => PythonText.Repr(value),
            _ => value.ToString("F0", CultureInfo.InvariantCulture),
        };
        int width = part.Width ?? 0;
        if (!part.Zero) { return text.PadLeft(width); }
        return value < 0 ? "-" + text[1..].PadLeft(width - 1, '0') : text.PadLeft(width, '0');
    }

    /// <summary>What to throw where it asks for a number that is not there.</summary>
    public KeyNotFoundException Missing(string name, bool hasBatch, IEnumerable<string> names) => new(
        $"The path \"{_text}\" asks for {{{name}}}, which is not measured here. There are: "
            + $"{string.Join(", ", (string[])["epoch", .. hasBatch ? (string[])["batch"] : [], .. names])}.");

    private static int? Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^\{(?<name>[A-Za-z_]\w*)(:(?<zero>0)?(?<width>[1-9][0-9]{0,2})?(\.(?<decimals>[0-9]{1,2}))?(?<type>[dfe])?)?\}$")]
    private static partial Regex Placeholder();

    private sealed record Part(string Before, string Name, bool Zero, int? Width, int? Decimals, string Type);
}
