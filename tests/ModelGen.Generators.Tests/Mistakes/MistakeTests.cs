using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Tests;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Wrong programs that people write: each is told of at the right place and in words that help, and its fixes mend it. To write down what
/// is said now, set MODELGEN_ACCEPT to 1, run, and read the difference.
/// </summary>
public class MistakeTests
{
    public static TheoryData<string> Names => [.. Mistake.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_told_of(string name)
    {
        Mistake mistake = Mistake.Read(name);
        var program = new MistakeProgram(mistake.Code);
        var all = program.Findings.Concat(program.CompilerErrors.Where(error => error.Location.SourceTree?.FilePath == "Mistake.cs"))
            .Select(finding => (finding, Fixes: program.Fixes(finding))).ToArray();
        string annotated = mistake.Annotate(all);
        if (Environment.GetEnvironmentVariable("MODELGEN_ACCEPT") == "1") { File.WriteAllText(mistake.Path, annotated); }
        else { Assert.Equal(mistake.Expected, annotated); }

        Assert.True(program.Findings.Length > 0, "Nothing of ours is said.");
        foreach (var (finding, fixes) in all)
        {
            // In brief the best of them.
            foreach (var (title, code) in fixes.Take(Extent.Pick(brief: 1, full: int.MaxValue)))
            {
                AssertMends(program, finding, title, code);
            }
        }
    }

    // The finding is gone, and nothing that stops a build has come.
    private static void AssertMends(MistakeProgram before, Diagnostic finding, string title, string code)
    {
        var after = new MistakeProgram(code);
        Assert.True(Count(after, finding) < Count(before, finding), $"{title}: {finding.Id} is still there.\n{code}");
        Assert.True(after.CompilerErrors.Length <= before.CompilerErrors.Length,
            $"{title} brings\n{string.Join('\n', after.CompilerErrors.AsEnumerable())}\n{code}");
        Assert.True(Errors(after).Length <= Errors(before).Length,
            $"{title} brings\n{string.Join('\n', Errors(after))}\n{code}");
    }

    private static int Count(MistakeProgram program, Diagnostic told) => program.Findings.Count(finding => finding.Id == told.Id
        && finding.GetMessage(CultureInfo.InvariantCulture) == told.GetMessage(CultureInfo.InvariantCulture));

    private static string[] Errors(MistakeProgram program) => [.. program.CompilerErrors
        .Concat(program.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)).Select(error => error.ToString())];
}
