using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ModelGen.Generators.Diagnostics;

namespace ModelGen.Generators.Tests;

/// <summary>
/// The table of rules, the release file, the pages and their samples say the same. A page shows one of the mistakes, or two samples.
/// </summary>
public class DiagnosticPageTests
{
    // What targets warn of.
    private static readonly string[] s_ofTheBuild = ["MGN0401", "MGN0402"];

    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    // They are about the project file, a failure of our own, another generator and another project; one is off.
    private static readonly string[] s_withoutSample = ["MGN0012", "MGN0017", "MGN0019", "MGN0502", "MGN0508"];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_bad_sample_of_a_page_gives_the_finding_and_the_fixed_one_none(string id)
    {
        string page = File.ReadAllText(Path.Combine(Pages, id + ".md"));
        Assert.StartsWith($"# {id}: {Rules.Find(id).Title.ToString(null)}\n", page);
        if (Regex.Match(page, "<!-- tests/Mistakes/(.*) -->\n```csharp\n(.*?)```\n", RegexOptions.Singleline) is { Success: true } shown)
        {
            Mistake mistake = Mistake.Read(shown.Groups[1].Value);
            string kept = page.Replace(shown.Groups[2].Value, mistake.Expected, StringComparison.Ordinal);
            if (Environment.GetEnvironmentVariable("MODELGEN_ACCEPT") == "1") { File.WriteAllText(Path.Combine(Pages, id + ".md"), kept); }
            else { Assert.Equal(kept, page); }
            Assert.Contains(id, mistake.Expected, StringComparison.Ordinal);
            return;
        }

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
        Assert.DoesNotContain(good.Findings, finding => finding.Severity != DiagnosticSeverity.Info);
        Assert.DoesNotContain(good.CompilerDiagnostics, d => d.Id != "CS1591"); // samples have no documentation comments
    }

    [Fact]
    public void Every_rule_has_a_page_a_row_and_a_line_in_the_release_file_and_nothing_else_has()
    {
        string[] ids = [.. Rules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal)], all =
            [.. ids.Concat(s_ofTheBuild).Order(StringComparer.Ordinal)];
        Assert.Equal(all,
            Directory.GetFiles(Pages, "MGN*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));
        string table = File.ReadAllText(Path.Combine(Pages, "README.md"));
        Assert.Equal(all, IdsIn(table, @"^\| \[(MGN\d+)\]"));
        Assert.All(Rules.All, rule =>
            Assert.Contains($"| [{rule.Id}]({rule.Id}.md) | {rule.DefaultSeverity} | {rule.Title.ToString(null)} |\n", table));
        string releases = File.ReadAllText(
            Path.Combine(MarkdownPage.Repository, "generators/ModelGen.Generators/Diagnostics/AnalyzerReleases.Unshipped.md"));
        Assert.Equal(ids, IdsIn(releases, @"^(MGN\d+) \|"));
    }

    // The package carries the pages, and its props say where it is unpacked. No address on the web is known to hold them.
    [Fact]
    public void A_finding_links_to_its_page_where_the_package_is_unpacked_and_nowhere_else()
    {
        Assert.All(Rules.All, rule =>
        {
            Assert.Equal("", rule.HelpLinkUri);
            var page = new Uri(Rules.Find(rule.Id, Pages + "/").HelpLinkUri);
            Assert.True(page.IsFile && File.Exists(page.LocalPath), page.ToString());
        });

        const string source = "[Input(4)] [Dense(0)] public partial class Net;";
        Dictionary<string, string>[] builds = [new() { ["ModelGenPages"] = "/a b/" },
            new() { ["ModelGenPages"] = "/a b/", ["RunAnalyzers"] = "false" }];
        foreach (Dictionary<string, string> build in builds)
        {
            Diagnostic finding = Assert.Single(Compiler.Compile(source, properties: build, runsAnalyzer: build.Count == 1).Findings);
            Assert.Equal("/a b/MGN0103.md", new Uri(finding.Descriptor.HelpLinkUri).LocalPath);
        }

        Assert.Equal("", Assert.Single(Compiler.Compile(source).Findings).Descriptor.HelpLinkUri);
    }

    [Fact]
    public void No_message_says_invalid() =>
        Assert.All(Rules.All,
            rule => Assert.DoesNotContain("invalid", rule.MessageFormat.ToString(null), StringComparison.OrdinalIgnoreCase));

    private static string Pages => Path.Combine(MarkdownPage.Repository, "docs/diagnostics");

    private static string[] IdsIn(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.Multiline).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];
}
