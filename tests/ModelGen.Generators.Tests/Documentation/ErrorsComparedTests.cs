using System.Text.RegularExpressions;
using ModelGen.Generators.Diagnostics;

namespace ModelGen.Generators.Tests;

/// <summary>docs/errors-compared.md shows programs of tests/Mistakes as they are, and counts what there is.</summary>
public partial class ErrorsComparedTests
{
    private static string Page => Path.Combine(MarkdownPage.Repository, "docs/errors-compared.md");

    [Fact]
    public void The_page_shows_twenty_mistakes_as_they_are_and_the_counts_are_right()
    {
        string page = File.ReadAllText(Page), kept = Shown().Replace(page, shown =>
            $"<!-- tests/Mistakes/{shown.Groups[1].Value} -->\n```csharp\n{Mistake.Read(shown.Groups[1].Value).Expected}```\n");
        kept = Counted().Replace(kept, Counts());
        if (Environment.GetEnvironmentVariable("MODELGEN_ACCEPT") == "1") { File.WriteAllText(Page, kept); }
        else { Assert.Equal(kept, page); }
        Assert.Equal(20, Shown().Count(page));
        Assert.Single(Counted().Matches(page));
    }

    private static string Counts()
    {
        Mistake[] all = [.. Mistake.Names.Select(Mistake.Read)];
        int fixes = all.Sum(mistake => Offered().Count(mistake.Expected));
        return $"{all.Length} wrong programs, {Rules.All.Count()} rules; {fixes} fixes are offered for these programs.\n";
    }

    [GeneratedRegex("<!-- tests/Mistakes/([^ ]*) -->\n```csharp\n(.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Shown();

    [GeneratedRegex("^[0-9]+ wrong programs, .*\n", RegexOptions.Multiline)]
    private static partial Regex Counted();

    [GeneratedRegex("^//~ [A-Z].*:$", RegexOptions.Multiline)]
    private static partial Regex Offered();
}
