using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ModelGen.Tests;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Each fix turns a declaration with a finding into one without it, and leaves everything else as it was: comments, directives, names, the
/// way arguments are given, and the meaning of what the user's own names hide. All cases are files of one project.
/// </summary>
public class CodeFixTests
{
    private static readonly Lazy<FixHarness> s_harness = new(() => new(FixCase.All.Select((c, i) => In(i, c.Before))));

    public static TheoryData<string> Cases => [.. FixCase.All.Select((c, i) => $"{i}. {c.Id}: {c.Title}")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fix_changes_what_it_is_about_and_nothing_else(string name)
    {
        int number = int.Parse(name.Split('.')[0], CultureInfo.InvariantCulture);
        FixCase wanted = FixCase.All[number];
        Assert.Contains(wanted.Title, s_harness.Value.Offers(wanted.Id, number).Select(offer => offer.Title));
        Assert.Equal(In(number, wanted.After), s_harness.Value.Apply(wanted.Id, wanted.Title, number));
    }

    [Fact]
    public void What_was_fixed_compiles()
    {
        Compiled compiled = Compiler.CompileAll(FixCase.All.Select((c, i) => In(i, c.After)));
        Assert.DoesNotContain(compiled.CompilerDiagnostics, d => d.Severity == DiagnosticSeverity.Error);
        string[] left = [.. compiled.Findings.Select(finding => (finding.Id, File: FileOf(finding)))
            .Where(f => FixCase.All[f.File].Id == f.Id).Select(f => $"{f.Id} in {f.File}")];
        Assert.Empty(left);
    }

    /// <summary>In brief the first.</summary>
    public static TheoryData<string, string, string> Layouts =>
    [
        .. Extent.Pick(
            [
                ("]\n[", "] [", "all layers on one line"),
                ("\n", "\r\n", "lines end as Windows has it"),
                ("[Dense(", "[ModelGen.Dense(", "full names"),
                ("[Dense(", "[global::ModelGen.DenseAttribute(", "the longest names"),
                ("]\n", "] // layer\n", "a comment behind each layer"),
            ], step: 5),
    ];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void However_a_declaration_is_laid_out_its_findings_go_and_it_compiles(string written, string otherwise, string how)
    {
        FixCase[] cases = [
            .. FixCase.All.Where(c => c.Before.Contains(written, StringComparison.Ordinal)
                && !c.Before.Contains("class ModelGen", StringComparison.Ordinal))];
        var harness = new FixHarness(cases.Select((c, i) => In(i, Disguise(c.Before))));
        Compiled compiled = Compiler.CompileAll(cases.Select((c, i) => harness.Apply(c.Id, c.Title, i)));
        Assert.True(compiled.CompilerDiagnostics.All(d => d.Severity != DiagnosticSeverity.Error),
            how + string.Join('\n', compiled.CompilerDiagnostics.AsEnumerable()));
        string[] left = [.. compiled.Findings.Where(finding => cases[FileOf(finding)].Id == finding.Id).Select(Compiled.Show)];
        Assert.Empty(left);

        string Disguise(string text) => text.Replace(written, otherwise, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void All_findings_of_a_rule_are_fixed_at_once(string id)
    {
        string[] sources = [.. FixCase.All.Where(c => c.Id == id).Select(c => c.Before)
            .Concat(s_several.TryGetValue(id, out string? several) ? [several] : []).Select((source, i) => In(i, source))];
        var harness = new FixHarness(sources);
        string?[] keys = [.. sources.Select((_, i) => harness.Offers(id, i)[0].EquivalenceKey)];
        Assert.Single(keys.Distinct());

        string[] all = harness.ApplyToAll(id, keys[0], FixAllScope.Project), first = harness.ApplyToAll(id, keys[0], FixAllScope.Document);
        Assert.Equal([all[0], .. sources[1..]], first);
        // dotnet format asks with the key of another rule's finding, or with none.
        Assert.Equal(all, harness.ApplyToAll(id, null, FixAllScope.Project));
        Assert.Equal(all, harness.ApplyToAll(id, "MGN0000.other", FixAllScope.Project));
        Compiled compiled = Compiler.CompileAll(all);
        Assert.DoesNotContain(compiled.CompilerDiagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Empty(compiled.Findings.Where(finding => finding.Id == id).Select(Compiled.Show));
    }

    [Fact]
    public void Every_fix_can_be_applied_to_all_and_is_tested()
    {
        Assert.All(FixHarness.All, fix => Assert.NotNull(fix.GetFixAllProvider()));
        // The others are tested with the mistakes that people make.
        string[] mistakes = [.. Mistake.Names.Select(name => Mistake.Read(name).Expected)];
        Assert.All(FixHarness.All.SelectMany(fix => fix.FixableDiagnosticIds).Except(Ids.Select(row => row.Data)),
            id => Assert.Contains(mistakes, text => text.Contains(id, StringComparison.Ordinal)));
    }

    public static TheoryData<string> Ids => [.. FixCase.All.Select(c => c.Id).Distinct().Order(StringComparer.Ordinal)];

    // Several findings of one rule in one model, in one list, in two models of one file.
    private static readonly Dictionary<string, string> s_several = new()
    {
        ["MGN0002"] = "class A { class B { [Input(4)] [Dense(2)] class C; [Input(4)] [Dense(2)] partial class D; } }\n",
        ["MGN0004"] = "[Input(4), Input(5), Dense(3), Input(6)]\n[Input(7)]\npublic partial class Net;\n",
        ["MGN0009"] = "[Input(4)] [Dense(2)] partial class Net { public Net(string a) { } public Net(int b) { } }\n",
        ["MGN0013"] = "[Input(4)]\n[Dense(3, Name = \"x\"), Dense(3, Name = \"x\"), Dense(2, Name = \"x\")]\npublic partial class Net;\n",
        ["MGN0102"] = "[Input(25, 25, 1)] [MaxPool] [MaxPool(5)] [Flatten] partial class A;\n[Input(9, 9, 1)] [AveragePool(4)] [Flatten] "
            + "partial class B;\n",
        ["MGN0114"] = "[Input(4)]\n[Dense(2, KernelInitializer = Initializer.Ones, BiasInitializer = Initializer.Ones,\n"
            + "    KernelInitializerConfig = \"constant(2)\", BiasInitializerConfig = \"constant(2)\")]\npublic partial class Net;\n",
        ["MGN0116"] = "[Input(4)] [Dense(2, KernelL1 = -1, KernelL2 = -2, BiasL1 = double.NaN)] partial class Net;\n",
        ["MGN0303"] = "[Input(4)] [Dense(2)] [Dropout(0.5), Dropout(0.25)] [Dropout(0.1)] partial class Net;\n",
        ["MGN0304"] = "[Input(4)] [Dense(2, BiasL1 = 0.1, BiasL2 = 0.1, UseBias = false)] partial class Net;\n",
    };

    // Each file in a namespace of its own; a using may stand behind it.
    private static string In(int number, string source) => $"namespace Case{number};\n{source}";

    private static int FileOf(Diagnostic finding) =>
        int.Parse(Path.GetFileNameWithoutExtension(finding.Location.SourceTree!.FilePath), CultureInfo.InvariantCulture);
}
