using System.Text;
using nietras.SeparatedValues;

namespace ModelGen.Data;

/// <summary>What the beginning of a file tells about the whole.</summary>
/// <param name="Encoding">The encoding, which throws at bytes that are none.</param>
/// <param name="Separator">What parts fields.</param>
/// <param name="Decimal">What stands before decimals.</param>
internal sealed record CsvStart(Encoding Encoding, char Separator, char Decimal)
{
    private const int Bytes = 1 << 16, BytesOfKind = 512, Rows = 100;

    private static readonly char[] s_separators = [',', ';', '\t', '|'];

    /// <summary>Looks at the first bytes of a file.</summary>
    /// <exception cref="InvalidDataException">It is a file of another kind.</exception>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public static CsvStart Of(Stream stream, string source, TableOptions options)
    {
        CheckOptions(options);
        var bytes = new byte[Bytes];
        int count = stream.ReadAtLeast(bytes, Bytes, throwOnEndOfStream: false);
        Encoding encoding = Strict(options.Encoding ?? OfMark(bytes.AsSpan(0, count)));
        CheckKind(bytes.AsSpan(0, count), source, encoding);
        string text = FirstLines(bytes, count, encoding);
        char separator = options.Separator ?? SeparatorOf(text, options.Quotes);
        return new(encoding, separator, options.Decimal ?? (separator == ',' ? '.' : DecimalOf(text, separator, options.Quotes)));
    }

    private static void CheckOptions(TableOptions options)
    {
        if (options.Separator is '"' or '\r' or '\n' or > '~' or < '\t')
        {
            throw new ArgumentException(
                $"The separator is '{options.Separator}'; it must be a letter of ASCII, and neither a quote nor the end of a line.",
                nameof(options));
        }
        if (options.Decimal is not (null or '.' or ','))
        {
            throw new ArgumentException($"Decimal is '{options.Decimal}'; it must be a point or a comma.", nameof(options));
        }
    }

    private static Encoding OfMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0xFF, 0xFE]) ? Encoding.Unicode
        : bytes.StartsWith<byte>([0xFE, 0xFF]) ? Encoding.BigEndianUnicode : Encoding.UTF8;

    private static Encoding Strict(Encoding encoding) =>
        Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    private static void CheckKind(ReadOnlySpan<byte> bytes, string source, Encoding encoding)
    {
        bool isWide = encoding.GetByteCount("a") > 1;
        string? kind = isWide ? null : FileKind.Of(bytes[..Math.Min(bytes.Length, BytesOfKind)]);
        if (kind is null && !isWide && bytes.Contains((byte)0)) { kind = "a binary file"; }
        if (kind is not null) { throw new InvalidDataException($"{source}: it is {kind}; expected a table as text (CSV)."); }
    }

    // Without the last line, which may be cut off.
    private static string FirstLines(byte[] bytes, int count, Encoding encoding)
    {
        Encoding lenient = Encoding.GetEncoding(encoding.CodePage);
        using var reader = new StreamReader(new MemoryStream(bytes, 0, count), lenient, detectEncodingFromByteOrderMarks: false);
        string text = reader.ReadToEnd();
        int last = text.LastIndexOf('\n');
        return count == Bytes && last > 0 ? text[..last] : text;
    }

    // Of those that give all lines the same number of fields, above 1, the one that gives most; else the one that gives most to the first.
    private static char SeparatorOf(string text, bool quotes)
    {
        char best = ',';
        (bool IsEven, int Fields) most = (false, 1);
        foreach (char separator in s_separators)
        {
            List<string[]> rows = RowsOf(text, separator, quotes);
            if (rows.Count == 0) { break; }
            (bool IsEven, int Fields) found = (rows.All(row => row.Length == rows[0].Length), rows[0].Length);
            if (found.Fields > 1 && found.CompareTo(most) > 0) { (best, most) = (separator, found); }
        }

        return best;
    }

    private static char DecimalOf(string text, char separator, bool quotes)
    {
        CsvValues withPoint = new('.', []), withComma = new(',', []);
        int difference = 0;
        foreach (string field in RowsOf(text, separator, quotes).Skip(1).SelectMany(row => row).Select(field => field.Trim(' ', '"')))
        {
            if (field.Contains(',') && withComma.TryNumber(field, out _)) { difference++; }
            if (field.Contains('.') && withPoint.TryNumber(field, out _)) { difference--; }
        }

        return difference > 0 ? ',' : '.';
    }

    private static List<string[]> RowsOf(string text, char separator, bool quotes)
    {
        List<string[]> rows = [];
        using SepReader reader = Sep.New(separator).Reader(given => given with
        {
            HasHeader = false, DisableColCountCheck = true, DisableQuotesParsing = !quotes,
        }).FromText(text);
        foreach (SepReader.Row row in reader)
        {
            if (row.ColCount == 1 && row.Span.IsWhiteSpace()) { continue; }
            rows.Add(row[0..row.ColCount].ToStringsArray());
            if (rows.Count == Rows) { break; }
        }

        return rows;
    }
}
