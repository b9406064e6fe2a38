using System.Globalization;
using System.Text;

namespace ModelGen;

/// <summary>One row of a terminal, drawn over what it was before. What has no room in it is left out.</summary>
internal sealed class TerminalRow
{
    private const string Cut = "…";
    private readonly StringBuilder _text = new();
    private int _room;
    private int _before;

    /// <summary>How many columns it takes.</summary>
    public int Columns { get; private set; }

    /// <summary>
    /// How many columns a text takes: signs of East Asian scripts and pictures take two, those that are put onto others none.
    /// </summary>
    public static int ColumnsOf(string text) => text.EnumerateRunes().Sum(ColumnsOf);

    /// <summary>Begins to draw it again.</summary>
    /// <param name="room">How many columns it may take.</param>
    public void Begin(int room)
    {
        _text.Clear().Append('\b', Columns).Append('\r');
        (_room, _before, Columns) = (room, Columns, 0);
    }

    /// <summary>Adds a text, as far as there is room.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">What begins its colour, for a terminal.</param>
    public void Add(string text, string style = "")
    {
        if (Columns == _room && _room > 0 && text != "") { return; }
        _text.Append(style);
        int width = ColumnsOf(text);
        if (Columns + width <= _room) { _text.Append(text); }
        else
        {
            width = 0;
            foreach (Rune rune in text.EnumerateRunes())
            {
                if (Columns + width + ColumnsOf(rune) >= _room) { break; }
                _text.Append(rune);
                width += ColumnsOf(rune);
            }

            _text.Append(Cut);
            width = _room - Columns;
        }

        Columns += width;
        if (style != "") { _text.Append("\e[0m"); }
    }

    /// <summary>Adds those of some texts that have room, whole ones only, and says where some have none.</summary>
    public void AddWhole(IReadOnlyList<string> texts)
    {
        int left = texts.Sum(ColumnsOf);
        foreach (string text in texts)
        {
            if (Columns + left > _room && Columns + ColumnsOf(text) + 2 > _room)
            {
                Add($" {Cut}");
                return;
            }

            Add(text);
            left -= ColumnsOf(text);
        }
    }

    /// <summary>What draws it.</summary>
    public StringBuilder End() => _before <= Columns ? _text
        : _room < int.MaxValue ? _text.Append("\e[K")
        : _text.Append(' ', _before - Columns);

    /// <summary>The cursor has left it.</summary>
    public void Leave() => Columns = 0;

    private static int ColumnsOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => rune.Value is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF
            or >= 0xFE30 and <= 0xFE4F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000
            ? 2 : 1,
    };
}
