using System.Text;

namespace ModelGen.Tests.Consoles;

/// <summary>
/// What a terminal shows of what is written to it. It begins a new row as soon as one is full, as the narrow-minded ones do.
/// </summary>
internal sealed class FakeTerminal(int columns) : TextWriter
{
    private readonly List<char[]> _rows = [NewRow(columns)];
    private int _row;
    private int _column;
    private string _escape = "";

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>The rows down to the cursor's, without the blanks at their ends.</summary>
    public string[] Rows => [.. _rows.Select(row => new string(row).TrimEnd()).Take(_row + (_column > 0 ? 1 : 0))];

    public override void Write(char value)
    {
        if (_escape != "")
        {
            _escape += value;
            if (_escape == "\e[" || (_escape[1] == '[' && !char.IsAsciiLetter(value))) { return; }
            if (_escape == "\e[K") { _rows[_row].AsSpan(_column).Fill(' '); }
            _escape = "";
            return;
        }

        switch (value)
        {
            case '\e': _escape = "\e"; break;
            case '\r': _column = 0; break;
            case '\b': _column = Math.Max(_column - 1, 0); break;
            case '\n': NextRow(); break;
            default:
                _rows[_row][_column++] = value;
                if (_column == columns) { NextRow(); }
                break;
        }
    }

    private void NextRow()
    {
        (_row, _column) = (_row + 1, 0);
        if (_row == _rows.Count) { _rows.Add(NewRow(columns)); }
    }

    private static char[] NewRow(int columns) => [.. Enumerable.Repeat(' ', columns)];
}
