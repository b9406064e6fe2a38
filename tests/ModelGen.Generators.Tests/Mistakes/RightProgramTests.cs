using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Tests;

/// <summary>Programs as they should be, of which nothing is said that a build would show.</summary>
public class RightProgramTests
{
    private static readonly string s_folder = Path.Combine(MarkdownPage.Repository, "tests/RightPrograms");

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(s_folder, "*.cs").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_said_of_it(string name)
    {
        var program = new MistakeProgram(File.ReadAllText(Path.Combine(s_folder, name)));
        Assert.Empty(program.CompilerErrors.Select(error => error.ToString()));
        Assert.Empty(program.Findings.Where(finding => finding.Severity != DiagnosticSeverity.Info).Select(Compiled.Show));
    }
}
