using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Tests;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Each fix of each finding in a program that was made or mistyped at random: the finding is gone, no other has come before it, the
/// compiler refuses nothing new, and taking the first fix over and over ends.
/// </summary>
public class FixFuzzTests
{
    private const int MostFixes = 50;
    private const string Shapes = "MGN01";

    [Fact]
    public void Declarations() => Run("fixes of declarations", brief: 3, full: 3_000,
        random => random.Next(3) == 0 ? RandomDeclaration.Make(random) : Mutation.Several(Seeds.Any(Seeds.Declarations, random), random));

    [Fact]
    public void Bodies() => Run("fixes of bodies", brief: 2, full: 1_500,
        random => random.Next(4) == 0 ? RandomForward.Make(random) : Mutation.One(Seeds.Any(Seeds.Bodies, random), random));

    [Fact]
    public void Uses() => Run("fixes of uses", brief: 3, full: 3_000, random => Mutation.One(Seeds.Any(Seeds.Uses, random), random));

    private static void Run(string kind, int brief, int full, Func<Random, string> make) => FuzzRun.Judge(Extent.Pick(brief, full),
        seed => new FuzzCase(kind, seed, make(new Random(seed)), FuzzSetting.Usual), Judge);

    private static string? Judge(FuzzCase one)
    {
        var before = new MistakeProgram(one.Source);
        foreach (Diagnostic finding in before.Findings)
        {
            foreach (var (title, code) in before.Fixes(finding))
            {
                if (Problem(before, finding, title, new MistakeProgram(code)) is { } problem)
                {
                    return $"{finding}\n{title}: {problem}\n{code}";
                }
            }
        }

        return Ends(before, one.Source);
    }

    private static string? Problem(MistakeProgram before, Diagnostic finding, string title, MistakeProgram after)
    {
        // Where a program cannot be read, it is another one after each change.
        if (!IsRead(before)) { return null; }

        // The next layer may be as wrong as the one that was taken away.
        if (title != "Remove this layer" && Count(after, finding) >= Count(before, finding)) { return "it is still there"; }

        // Where the compiler refuses something, its other words depend on that, and models are read in part.
        if (before.CompilerErrors.Length > 0) { return null; }
        if (after.CompilerErrors.FirstOrDefault() is { } error) { return $"brings {error}"; }
        // What is wrong with a declaration as a whole hides what is wrong with its layers. Advice is given only where nothing is wrong.
        bool wasWrong = before.Findings.Any(other => other.Severity == DiagnosticSeverity.Error);
        bool isOfChain = finding.Id.StartsWith(Shapes, StringComparison.Ordinal);
        Diagnostic? earlier = !isOfChain ? null : after.Findings.FirstOrDefault(other => Start(other) < LayerStart(finding)
            && other.Id.StartsWith(Shapes, StringComparison.Ordinal) && Count(after, other) > Count(before, other)
            && other.Severity >= (wasWrong ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning)
            && !before.Findings.Any(known => known.Id == other.Id && Start(known) == Start(other)));
        return earlier is null ? null : $"brings {earlier}";
    }

    private static bool IsRead(MistakeProgram program) =>
        program.Compilation.SyntaxTrees.All(tree => tree.GetDiagnostics().All(d => d.Severity != DiagnosticSeverity.Error));

    // Where a layer is taken away, the next one comes to its place.
    private static int LayerStart(Diagnostic finding) => finding.Location.SourceTree!.GetRoot().FindNode(finding.Location.SourceSpan)
        .FirstAncestorOrSelf<AttributeSyntax>()?.SpanStart ?? Start(finding);

    private static int Start(Diagnostic finding) => finding.Location.SourceSpan.Start;

    private static string? Ends(MistakeProgram program, string code)
    {
        string last = "";
        for (int i = 0; i < MostFixes; i++)
        {
            var (title, next) = program.Findings.SelectMany(program.Fixes).FirstOrDefault();
            if (next is null) { return null; }
            if (next == code) { return $"{title} changes nothing:\n{code}"; }
            if (i > MostFixes - 4) { last += title + "\n"; }
            (code, program) = (next, new MistakeProgram(next));
        }

        return $"fixes do not end: {last}{code}";
    }

    private static int Count(MistakeProgram program, Diagnostic told) => program.Findings.Count(finding => Says(finding) == Says(told));

    private static (string, string) Says(Diagnostic finding) => (finding.Id, finding.GetMessage(CultureInfo.InvariantCulture));
}
