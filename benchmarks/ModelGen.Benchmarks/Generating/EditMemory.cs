using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Benchmarks;

/// <summary>What an editor's memory holds after many edits, with one generator and one analyzer that see them all.</summary>
internal static class EditMemory
{
    // The analyzer takes ten times as long as the generator.
    private const int Asking = 20;
    private const double Goal = 1;

    public static void Show(SampleProject project, int edits)
    {
        CSharpCompilation program = project.Program;
        GeneratorDriver driver = Tools.Drive(Tools.Generator(), program);
        DiagnosticAnalyzer analyzer = Tools.Analyzer();
        var held = new List<(int Edits, double Megabytes)>();
        for (int i = 1; i <= edits; i++)
        {
            // In every model by turns, and elsewhere.
            bool isElsewhere = i % 2 == 0;
            int file = isElsewhere ? project.Other + (i % 10) : i / 2 % (project.Chain + 1);
            program = SampleProject.Edit(program, file, i, isNumber: !isElsewhere);
            driver = driver.RunGeneratorsAndUpdateCompilation(program, out Compilation generated, out _);
            if (i % Asking == 0) { Tools.Ask(analyzer, SampleProject.Edit(generated, project.Uses, i), project.Uses)(default); }
            if (i == edits || i == edits / 10 || i == edits / 100) { held.Add((i, Held())); }
        }

        GC.KeepAlive((driver, analyzer, program));

        // At first caches fill: each model keeps what it was evaluated in, until it changes again.
        double growth = held[^1].Megabytes - held[^2].Megabytes;
        Console.WriteLine($"memory, MB held after {string.Join(", ", held.Select(at => $"{at.Edits:N0} edits {at.Megabytes:F1}"))}: "
            + $"{growth:F1} more in the last nine tenths, {Goals.Say(growth, Goal, "MB")}");
    }

    private static double Held()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true) / 1e6;
    }
}
