using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ModelGen.Generators.Diagnostics;

namespace ModelGen.Generators.Tests;

/// <summary>The table of rules, the release file, the pages and their samples say the same.</summary>
public class DiagnosticPageTests
{
    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    // They are about the project file, a failure of our own, and another generator.
    private static readonly string[] s_withoutSample = ["MGN0012", "MGN0017", "MGN0019"];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_bad_sample_of_a_page_gives_the_finding_and_the_fixed_one_none(string id)
    {
        string page = File.ReadAllText(Path.Combine(Pages, id + ".md"));
        Assert.StartsWith($"# {id}: {Rules.Find(id).Title.ToString(null)}\n", page);
        string[] samples = [.. Regex.Matches(page, "```csharp\n(.*?)\n```", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];
        if (samples.Length == 0)
        {
            Assert.Contains(id, s_withoutSample);
            return;
        }

        Assert.Equal(2, samples.Length);
        Compiled bad = Compiler.Compile(samples[0]);
        Assert.Equal([id], bad.Findings.Select(f => f.Id));
        Compiled good = Compiler.Compile(samples[1]);
        Assert.Empty(good.Findings);
        Assert.DoesNotContain(good.CompilerDiagnostics, d => d.Id != "CS1591"); // samples have no documentation comments
    }

    [Fact]
    public void Every_rule_has_a_page_a_row_and_a_line_in_the_release_file_and_nothing_else_has()
    {
        string[] ids = [.. Rules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal)];
        Assert.Equal(ids,
            Directory.GetFiles(Pages, "MGN*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(ids, IdsIn(File.ReadAllText(Path.Combine(Pages, "README.md")), @"^\| \[(MGN\d+)\]"));
        string releases = File.ReadAllText(
            Path.Combine(Repository, "generators/ModelGen.Generators/Diagnostics/AnalyzerReleases.Unshipped.md"));
        Assert.Equal(ids, IdsIn(releases, @"^(MGN\d+) \|"));
        Assert.All(Rules.All, rule => Assert.EndsWith($"/docs/diagnostics/{rule.Id}.md", rule.HelpLinkUri));
    }

    [Fact]
    public void No_message_says_invalid() =>
        Assert.All(Rules.All,
            rule => Assert.DoesNotContain("invalid", rule.MessageFormat.ToString(null), StringComparison.OrdinalIgnoreCase));

    private static string Pages => Path.Combine(Repository, "docs/diagnostics");

    private static string Repository => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../.."));

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static string[] IdsIn(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.Multiline).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];
}
