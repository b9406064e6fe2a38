using System.Text;

namespace ModelGen.Generators.Emit;

/// <summary>Text with indentation; lines end in LF.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line = "")
    {
        if (line != "") { _text.Append(' ', 4 * _depth).Append(line); }
        _text.Append('\n');
    }

    /// <summary>Several lines, each with the same beginning.</summary>
    public void Lines(IEnumerable<string> lines, string prefix = "")
    {
        foreach (string line in lines) { Line((prefix + line).TrimEnd()); }
    }

    /// <summary>Braces around what <paramref name="body"/> writes.</summary>
    public void Block(string head, Action body, string end = "}")
    {
        Line(head);
        Line("{");
        _depth++;
        body();
        _depth--;
        Line(end);
    }

    /// <summary>A constant string of several lines.</summary>
    public void Constant(string declaration, string value)
    {
        Line($"{declaration} = \"\"\"");
        _depth++;
        Lines(value.Split('\n'));
        Line("\"\"\";");
        _depth--;
    }

    public override string ToString() => _text.ToString();
}
