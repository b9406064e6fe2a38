using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Generators.Tests;

/// <summary>
/// A wrong program, and what is said of it: below each line that is underlined the finding's place, its message, further places, and the
/// lines as its fixes would have them. Such lines begin with <c>//~</c>.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Code">The program alone.</param>
/// <param name="Expected">The whole file.</param>
internal sealed record Mistake(string Path, string Code, string Expected)
{
    private const string Mark = "//~";
    private const int Widest = 140;

    public static string Folder { get; } = System.IO.Path.Combine(MarkdownPage.Repository, "tests/Mistakes");

    public static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.cs", SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal);

    public static Mistake Read(string name)
    {
        string path = System.IO.Path.Combine(Folder, name), text = File.ReadAllText(path).ReplaceLineEndings("\n");
        IEnumerable<string> code = text.Split('\n').Where(line => !line.StartsWith(Mark, StringComparison.Ordinal));
        return new Mistake(path, string.Join('\n', code), text);
    }

    /// <summary>The file as it should be, where this is said of its code.</summary>
    public string Annotate(IEnumerable<(Diagnostic Finding, (string Title, string Code)[] Fixes)> findings)
    {
        SourceText text = SourceText.From(Code);
        ILookup<int, (Diagnostic Finding, (string Title, string Code)[] Fixes)> byLine =
            findings.ToLookup(f => f.Finding.Location.GetLineSpan().EndLinePosition.Line);
        var annotated = new StringBuilder();
        foreach (TextLine line in text.Lines)
        {
            annotated.Append(line).Append('\n');
            foreach (var (finding, fixes) in byLine[line.LineNumber].OrderBy(f => f.Finding.Location.SourceSpan.Start)
                .ThenBy(f => f.Finding.Id, StringComparer.Ordinal))
            {
                Write(annotated, line, finding, fixes);
            }
        }

        return annotated.ToString().TrimEnd('\n') + "\n";
    }

    private void Write(StringBuilder annotated, TextLine line, Diagnostic finding, (string Title, string Code)[] fixes)
    {
        TextSpan span = TextSpan.FromBounds(Math.Max(finding.Location.SourceSpan.Start, line.Start), finding.Location.SourceSpan.End);
        int column = span.Start - line.Start, length = Math.Max(1, span.Length);
        string under = column >= Mark.Length ? Mark + new string(' ', column - Mark.Length) + new string('^', length)
            : Mark + new string('^', Math.Max(1, length - (Mark.Length - column)));
        annotated.Append($"{under} {finding.Id}, {finding.Severity.ToString().ToLowerInvariant()}\n");
        Wrap(annotated, finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        foreach (Location other in finding.AdditionalLocations)
        {
            Wrap(annotated, $"See also: {other.SourceTree!.GetText().ToString(other.SourceSpan)}");
        }

        foreach ((string title, string code) in fixes)
        {
            annotated.Append($"{Mark} {title}:\n");
            foreach (string changed in Changed(code)) { annotated.Append($"{Mark}|{changed}\n"); }
        }
    }

    private static void Wrap(StringBuilder annotated, string words)
    {
        string line = Mark;
        foreach (string word in words.Split(' '))
        {
            if (line.Length + 1 + word.Length > Widest)
            {
                annotated.Append(line).Append('\n');
                line = Mark;
            }

            line += " " + word;
        }

        annotated.Append(line).Append('\n');
    }

    // The lines that are not as they were.
    private string[] Changed(string code)
    {
        string[] before = Code.Split('\n'), after = code.Split('\n');
        int first = 0, last = 0;
        while (first < Math.Min(before.Length, after.Length) && before[first] == after[first]) { first++; }
        while (last < Math.Min(before.Length, after.Length) - first && before[^(last + 1)] == after[^(last + 1)]) { last++; }
        return after[first..^last];
    }
}
