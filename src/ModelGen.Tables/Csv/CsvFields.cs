namespace ModelGen.Data;

/// <summary>What fields say, without the quotes and the blanks around them.</summary>
internal sealed class CsvFields(string source, bool quotes)
{
    private char[] _unescaped = new char[256];

    /// <summary>What a field says; it is valid until the next one is asked for.</summary>
    /// <exception cref="InvalidDataException">Its quotes are not closed, or stand in its middle.</exception>
    public ReadOnlySpan<char> Of(ReadOnlySpan<char> field, int line, int column, string? name)
    {
        field = field.Trim();
        if (!quotes || !field.Contains('"')) { return field; }
        if (field[0] != '"') { throw Wrong("there is a quote inside a field that does not begin with one", line, column, name); }
        if (field.Length == 1 || field[^1] != '"') { throw Unfinished(field, line, column, name); }
        ReadOnlySpan<char> inner = field[1..^1];
        return inner.Contains('"') ? Unescape(inner, line, column, name) : inner;
    }

    private ReadOnlySpan<char> Unescape(ReadOnlySpan<char> inner, int line, int column, string? name)
    {
        if (_unescaped.Length < inner.Length) { _unescaped = new char[Math.Max(inner.Length, 2 * _unescaped.Length)]; }
        int length = 0;
        for (int i = 0; i < inner.Length; i++)
        {
            _unescaped[length++] = inner[i];
            if (inner[i] != '"') { continue; }
            if (++i == inner.Length) { throw Wrong("the quotes are not closed", line, column, name); }
            if (inner[i] != '"') { throw Wrong("a quote inside the quotes is not doubled", line, column, name); }
        }

        return _unescaped.AsSpan(0, length);
    }

    private InvalidDataException Unfinished(ReadOnlySpan<char> field, int line, int column, string? name) =>
        Wrong(field.Count('"') % 2 == 1 ? "the quotes are not closed" : "there are letters behind the closing quote", line, column, name);

    private InvalidDataException Wrong(string what, int line, int column, string? name) => new(
        $"{source}, line {line}, column {column + 1}{(name is null ? "" : $" (\"{name}\")")}: {what}. Put the field in quotes and double "
            + "those inside it, or say Quotes = false if quotes are letters in this file.");
}
