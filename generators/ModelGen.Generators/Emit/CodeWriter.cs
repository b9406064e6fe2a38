using System.Text;

namespace ModelGen.Generators.Emit;

/// <summary>Text with indentation; lines end in LF.</summary>
internal sealed class CodeWriter(CancellationToken cancellation = default)
{
    private const int MostColumns = 140;

    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line = "")
    {
        cancellation.ThrowIfCancellationRequested();
        if (line != "") { _text.Append(' ', 4 * _depth).Append(line); }
        _text.Append('\n');
    }

    /// <summary>A comment or a piece of code that goes on in further lines where it is too long for one.</summary>
    public void Wrapped(string line)
    {
        int most = MostColumns - (4 * _depth);
        if (line.Length <= most)
        {
            Line(line);
            return;
        }

        int slashes = line.TakeWhile(c => c == '/').Count();
        string separator = slashes > 0 ? " " : ", ", next = slashes > 0 ? line.Substring(0, slashes) + "    "
            : new string(' ', 4 + line.TakeWhile(c => c == ' ').Count());
        while (line.Length > most)
        {
            int end = line.LastIndexOf(separator, most - separator.Length, StringComparison.Ordinal);
            if (end <= next.Length) { break; }
            Line(line.Substring(0, end + separator.Length).TrimEnd());
            line = next + line.Substring(end + separator.Length);
        }

        Line(line);
    }

    /// <summary>Several lines, each with the same beginning.</summary>
    public void Lines(IEnumerable<string> lines, string prefix = "")
    {
        foreach (string line in lines) { Line((prefix + line).TrimEnd()); }
    }

    /// <summary>A statement that is done where something is so: on one line, where it fits.</summary>
    public void If(string condition, string statement)
    {
        string line = $"if ({condition}) {{ {statement} }}";
        if (line.Length <= MostColumns - (4 * _depth)) { Line(line); }
        else { Block($"if ({condition})", () => Wrapped(statement)); }
    }

    /// <summary>Braces around what <paramref name="body"/> writes.</summary>
    public void Block(string head, Action body, string end = "}")
    {
        Wrapped(head);
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
