using System.Text;

namespace ModelGen;

/// <summary>The fields of a line of a CSV file, quoted where they must be, as Python's <c>csv</c> does.</summary>
internal static class CsvRecord
{
    // No line of names is longer; a file that begins with more is no log.
    private const int Longest = 1 << 16;

    /// <summary>A field as it stands in a file.</summary>
    public static string Quoted(string field, string separator) =>
        field.Contains(separator, StringComparison.Ordinal) || field.AsSpan().ContainsAny('"', '\r', '\n')
            ? $"\"{field.Replace("\"", "\"\"")}\""
            : field;

    /// <summary>
    /// The fields of the first line. Quoted ones may hold separators and line breaks; a mark of the byte order before them is none of them.
    /// </summary>
    public static List<string> ReadFirst(Stream stream, string separator)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        List<string> fields = [];
        var field = new StringBuilder();
        bool quoted = false;
        char before = '\0';
        for (int i = 0; i < Longest && reader.Read() is >= 0 and var next; i++)
        {
            char c = (char)next;
            if (c == '"')
            {
                if (!quoted && before == '"') { field.Append('"'); } // two of them inside quotes are one
                quoted = !quoted;
            }
            else if (!quoted && c is '\r' or '\n') { break; }
            else { field.Append(c); }

            before = c;
            if (quoted || !EndsWith(field, separator)) { continue; }
            fields.Add(field.ToString(0, field.Length - separator.Length));
            field.Clear();
        }

        return [.. fields, field.ToString()];
    }

    private static bool EndsWith(StringBuilder text, string end)
    {
        int first = text.Length - end.Length, i = 0;
        while (first >= 0 && i < end.Length && text[first + i] == end[i]) { i++; }
        return i == end.Length;
    }
}
