using System.Text.RegularExpressions;
using ModelGen.Tests;

namespace ModelGen.EndToEnd.Tests;

/// <summary>dotnet format takes the first offer of each rule for all findings of a project.</summary>
public partial class FormatTests(Package package)
{
    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task A_project_of_all_mistakes_that_have_a_fix_builds_after_it()
    {
        var project = new Project(package, "Mistakes",
            "<OutputType>Library</OutputType><GenerateDocumentationFile>false</GenerateDocumentationFile>");
        string file = Path.Combine(Package.Root, "tests/ModelGen.Generators.Tests/CodeFixes/Fixes.txt");
        // A base class that misses a member of an interface is csc's own error, after which it leaves analyzers out.
        Match[] cases = Case().Matches(File.ReadAllText(file)).Where(c => !c.Value.Contains("IDisposable")).ToArray();
        for (int i = 0; i < cases.Length; i++)
        {
            string uses = cases[i].Value.Contains("using ModelGen;") ? "" : "using ModelGen;\n";
            project.Write($"Case{i}.cs", $"namespace Case{i};\n{uses}{cases[i].Groups[2].Value}\n");
        }

        string[] ids = [.. cases.Select(c => c.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
        Command before = await project.BuildAsync();
        Assert.All(ids.Where(id => id is not ("MGN0102" or "MGN0306")), // of these, editors tell
            id => Assert.Contains($": {(id[4] == '3' || id == "MGN0105" ? "warning" : "error")} {id}: ", before.Output));

        (await project.DotnetAsync(["format", "analyzers", "--no-restore", "--severity", "info", "--diagnostics", .. ids])).Succeeded();
        Command after = await project.BuildAsync();
        Assert.DoesNotContain(": error ", after.Output);
        Assert.DoesNotContain("MGN0", after.Output);
    }

    [GeneratedRegex(@"^## (MGN\d+): .*\n((?:.*\n)*?)=>\n", RegexOptions.Multiline)]
    private static partial Regex Case();
}
