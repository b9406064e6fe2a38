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
        // Of these, editors tell.
        Assert.All(ids.Where(id => id is not ("MGN0102" or "MGN0306")), id => Assert.Contains(
            $": {(id[4] == '3' || id is "MGN0029" or "MGN0105" or "MGN0507" ? "warning" : "error")} {id}: ", before.Output));
        await FormatAsync(project, ids);
    }

    /// <summary>The programs of tests/Mistakes of which each finding has a fix, and the compiler says nothing by itself.</summary>
    [Fact(SkipUnless = nameof(Extent.IsFull), SkipType = typeof(Extent), Skip = Extent.Reason)]
    public async Task A_project_of_wrong_programs_builds_after_it()
    {
        var project = new Project(package, "WrongPrograms",
            "<OutputType>Library</OutputType><GenerateDocumentationFile>false</GenerateDocumentationFile>");
        project.Write("Usings.cs", "global using System.Collections.Generic;\nglobal using System.Linq;\nglobal using ModelGen;\n"
            + "global using ModelGen.Data;\nglobal using static ModelGen.Activation;\n");
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        string[] files = Directory.GetFiles(Path.Combine(Package.Root, "tests/Mistakes"), "*.cs", SearchOption.AllDirectories);
        int count = 0;
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            string text = File.ReadAllText(file).ReplaceLineEndings("\n");
            Match[] findings = [.. Finding().Matches(text).Cast<Match>()];
            // Of another format the file's name is all that there is.
            if (findings.Length == 0 || findings.Any(f => f.Groups[1].Value == "CS" || !f.Value.Contains("\n//~|"))) { continue; }
            ids.UnionWith(findings.Select(f => f.Groups[1].Value + f.Groups[2].Value));
            project.Write($"Wrong{count}.cs", $"namespace Wrong{count++};\n{InClass(Comment().Replace(text, ""))}");
        }

        Assert.True(count > 100, $"{count}");
        Command before = await project.BuildAsync();
        Assert.Contains(": error MGN0202: ", before.Output);
        await FormatAsync(project, [.. ids]);
    }

    private static async Task FormatAsync(Project project, string[] ids)
    {
        // Where two changes lie in each other's way, the first is made; the next time the other.
        for (int i = 0; i < 2; i++)
        {
            (await project.DotnetAsync(["format", "analyzers", "--no-restore", "--severity", "info", "--diagnostics", .. ids])).Succeeded();
        }

        Command after = await project.BuildAsync();
        Assert.Empty(after.Output.Split('\n')
            .Where(line => line.Contains(": error ") || ids.Any(id => line.Contains($"{id}: "))).Distinct());
    }

    // A library has no top-level statements: those before the first empty line go into a method.
    private static string InClass(string program)
    {
        if (program.StartsWith('[') || program.StartsWith("public", StringComparison.Ordinal)) { return program; }
        int end = program.IndexOf("\n\n", StringComparison.Ordinal);
        return $"public static class Program\n{{\n    public static void Run()\n    {{\n{program[..end]}\n    }}\n}}\n{program[end..]}";
    }

    [GeneratedRegex(@"^## (MGN\d+): .*\n((?:.*\n)*?)=>\n", RegexOptions.Multiline)]
    private static partial Regex Case();

    [GeneratedRegex(@"^//~ *\^+ (CS|MGN)(\d+), .*\n((?://~(?! *\^).*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Finding();

    [GeneratedRegex(@"^//~.*\n", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
