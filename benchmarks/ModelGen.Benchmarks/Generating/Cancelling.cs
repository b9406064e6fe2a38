using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Benchmarks;

/// <summary>How soon a run ends that is cancelled at a random moment, and whether the next one is right.</summary>
internal static class Cancelling
{
    private const double Goal = 10;

    public static void Show(SampleProject project, int cancels)
    {
        var random = new Random(1);
        GeneratorDriver driver = Tools.Drive(Tools.Generator(), project.Program);
        Show("the generator", cancels, random, i =>
        {
            // Every model is typed into, so that there is much to do.
            CSharpCompilation edited = project.Program;
            for (int file = 0; file <= project.Chain; file++) { edited = SampleProject.Edit(edited, file, i, isNumber: true); }
            return (cancellation => driver.RunGenerators(edited, cancellation),
                () => Texts(driver = driver.RunGenerators(edited)).SequenceEqual(Texts(Tools.Drive(Tools.Generator(), edited))));
        });
        DiagnosticAnalyzer analyzer = Tools.Analyzer();
        Compilation generated = Tools.Generated(project.Program);
        Show("the analyzer", cancels, random, i =>
        {
            Compilation edited = SampleProject.Edit(SampleProject.Edit(generated, project.Uses, i), SampleProject.Forward, i,
                isNumber: true);
            return (cancellation => Tools.Ask(analyzer, edited, SampleProject.Forward)(cancellation),
                () => Told(analyzer, edited).SequenceEqual(Told(Tools.Analyzer(), edited)));
            IEnumerable<string> Told(DiagnosticAnalyzer asked, Compilation program) =>
                Tools.Ask(asked, program, SampleProject.Forward)(default).Select(finding => finding.ToString());
        });
    }

    private static void Show(string what, int cancels, Random random,
        Func<int, (Action<CancellationToken> Run, Func<bool> IsRight)> prepare)
    {
        const int warmUp = 5, proof = 10;
        double longest = 0;
        var late = new List<double>();
        int wrong = 0;
        for (int i = -warmUp; i < cancels; i++)
        {
            (Action<CancellationToken> run, Func<bool> isRight) = prepare(i + warmUp + 1);
            var clock = Stopwatch.StartNew();
            double? after = Cancel(run, i < 0 ? double.MaxValue : random.NextDouble() * longest);
            if (i < 0) { longest = clock.Elapsed.TotalMilliseconds; }
            else if (after is { } time) { late.Add(time); }
            if (i % proof == 0 && !isRight()) { wrong++; }
        }

        double middle = Spread.Of(late).Median;
        Console.WriteLine($"cancelled, {what}: {late.Count} of {cancels} runs of {longest:F0} ms ended early, {middle:F2} ms after "
            + $"the word, at most {late.Max():F2}; {Goals.Say(middle, Goal, "ms")}; the run after every {proof}th is "
            + $"{(wrong == 0 ? "right" : "NOT ALWAYS RIGHT")}");
    }

    // The time from the word to the end; null where the run was through before.
    private static double? Cancel(Action<CancellationToken> run, double moment)
    {
        using var source = new CancellationTokenSource();
        long started = Stopwatch.GetTimestamp(), said = 0, isOver = 0;
        var speaker = new Thread(() =>
        {
            while (Stopwatch.GetElapsedTime(started).TotalMilliseconds < moment)
            {
                if (Interlocked.Read(ref isOver) == 1) { return; }
                Thread.SpinWait(20);
            }

            Interlocked.Exchange(ref said, Stopwatch.GetTimestamp());
            source.Cancel();
        });
        speaker.Start();
        double? late = null;
        try
        {
            run(source.Token);
        }
        catch (OperationCanceledException)
        {
            late = Stopwatch.GetElapsedTime(Interlocked.Read(ref said)).TotalMilliseconds;
        }

        Interlocked.Exchange(ref isOver, 1);
        speaker.Join();
        return late;
    }

    private static IEnumerable<string> Texts(GeneratorDriver driver) =>
        driver.GetRunResult().GeneratedTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal).Select(tree => tree.ToString());
}
