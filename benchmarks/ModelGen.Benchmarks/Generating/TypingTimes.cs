using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Benchmarks;

/// <summary>What a letter costs until the editor has its answer, beside floors that are measured by turns with it.</summary>
internal sealed class TypingTimes(SampleProject project, int rounds)
{
    // As many as the JIT takes to compile everything for good.
    private const int WarmUp = 40;

    public void Show()
    {
        CSharpCompilation program = project.Program;
        int forward = SampleProject.Forward, chain = project.Chain, uses = project.Uses, other = project.Other;
        Compilation generated = Tools.Generated(program);
        var binding = new BindingGenerator(program.SyntaxTrees[forward].FilePath);
        Line[] lines =
        [
            new("a letter elsewhere, a trivial generator", Drive(new TrivialGenerator(), other, isNumber: false)),
            new("a letter elsewhere, ModelGen", Drive(Tools.Generator(), other, isNumber: false), Floor: 0, Goal: 1),
            new("a letter in a chain, a trivial generator", Drive(new TrivialGenerator(), chain, isNumber: true)),
            new("a number in a chain, ModelGen", Drive(Tools.Generator(), chain, isNumber: true), Floor: 2, Goal: 3),
            new("a comment in a chain, ModelGen", Drive(Tools.Generator(), chain, isNumber: false), Floor: 2, Goal: 3),
            new("a letter in a Forward, a trivial generator that binds it", Drive(binding, forward, isNumber: true)),
            new("a number in a Forward, ModelGen", Drive(Tools.Generator(), forward, isNumber: true), Floor: 5, Goal: 3),
            new("a comment in a Forward, ModelGen", Drive(Tools.Generator(), forward, isNumber: false), Floor: 5, Goal: 3),
            new("a letter in a file of uses, binding it", Bind(generated, uses)),
            new("a letter in a file of uses, a trivial analyzer", Analyze(new TrivialAnalyzer(), generated, uses)),
            new("a letter in a file of uses, ModelGen", Analyze(Tools.Analyzer(), generated, uses), Floor: 9, Goal: 2),
        ];
        Time(lines);
        foreach (Line line in lines) { Show(line, line.Floor is { } floor ? lines[floor] : null); }
    }

    private static void Show(Line line, Line? floor)
    {
        Console.Write($"{line.What,-58}{Percentile(line.Times, 0.5),8:F2} [{Percentile(line.Times, 0.1):F2} .. "
            + $"{Percentile(line.Times, 0.9):F2}]");
        if (floor is not null)
        {
            double over = Percentile(line.Times.Zip(floor.Times, (time, least) => time - least), 0.5);
            Console.Write($", over its floor {over:F2}, {Goals.Say(over, line.Goal, "ms")}");
        }

        Console.WriteLine();
    }

    private static double Percentile(IEnumerable<double> times, double part)
    {
        double[] sorted = [.. times.Order()];
        return sorted[(int)(sorted.Length * part)];
    }

    private void Time(Line[] lines)
    {
        for (int round = -WarmUp; round < rounds; round++)
        {
            foreach (Line line in lines)
            {
                Action act = line.Prepare(round + WarmUp + 1);
                long start = Stopwatch.GetTimestamp();
                act();
                if (round >= 0) { line.Times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds); }
            }
        }
    }

    private Func<int, Action> Drive(IIncrementalGenerator generator, int file, bool isNumber)
    {
        GeneratorDriver driver = Tools.Drive(generator, project.Program);
        return round =>
        {
            CSharpCompilation edited = SampleProject.Edit(project.Program, file, round, isNumber);
            return () => driver = driver.RunGenerators(edited);
        };
    }

    // As the compiler does it in any case.
    private static Func<int, Action> Bind(Compilation program, int file) => round =>
    {
        Compilation edited = SampleProject.Edit(program, file, round);
        return () => edited.GetSemanticModel(edited.SyntaxTrees.ElementAt(file)).GetDiagnostics();
    };

    private static Func<int, Action> Analyze(DiagnosticAnalyzer analyzer, Compilation program, int file) => round =>
    {
        var ask = Tools.Ask(analyzer, SampleProject.Edit(program, file, round), file);
        return () =>
        {
            Diagnostic? error = ask(CancellationToken.None).FirstOrDefault(finding => finding.Severity == DiagnosticSeverity.Error);
            if (error is not null) { throw new UserException(error.ToString(), 1); }
        };
    };

    /// <summary>One thing that is timed.</summary>
    /// <param name="What">What it is called.</param>
    /// <param name="Prepare">Types the letter of a round, and gives what is timed.</param>
    /// <param name="Floor">The line that is its floor.</param>
    /// <param name="Goal">How many milliseconds it may take more, in the middle of the rounds.</param>
    private sealed record Line(string What, Func<int, Action> Prepare, int? Floor = null, double Goal = 0)
    {
        public List<double> Times { get; } = [];
    }
}
