using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Benchmarks;

/// <summary>
/// How much longer a fresh compiler takes with ModelGen: the SDK's own compiles the program, once with ModelGen, and once with a generator
/// and an analyzer that do nothing, and with ModelGen's files as if somebody had written them.
/// </summary>
internal static class ColdStart
{
    private const double Goal = 150;

    public static void Show(SampleProject project, int starts)
    {
        if (Compiler() is not { } compiler)
        {
            Console.WriteLine("cold start: skipped, because there is no SDK beside this runtime.");
            return;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("modelgen-cold-start-");
        try
        {
            (string ours, string floor) = Write(project.Program, folder.FullName);
            Measure(compiler, ours, floor, starts);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(string compiler, string ours, string floor, int starts)
    {
        var wall = new List<double>[] { [], [] };
        // The first of each only fills the file cache.
        for (int i = 0; i <= starts; i++)
        {
            foreach ((int side, string arguments) in new[] { (0, floor), (1, ours) })
            {
                double time = Time(compiler, arguments);
                if (i > 0) { wall[side].Add(time); }
            }
        }

        double over = Spread.Of(wall[1].Zip(wall[0], (with, without) => with - without)).Median;
        Console.WriteLine($"cold start, a fresh compiler without ModelGen {Spread.Of(wall[0])}, with it {Spread.Of(wall[1])}: "
            + $"{over:F0} more, {Goals.Say(over, Goal, "ms")}");
    }

    private static string? Compiler()
    {
        string shared = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string sdks = Path.Combine(Path.GetFullPath(Path.Combine(shared, "..", "..", "..")), "sdk");
        return Directory.Exists(sdks)
            ? Directory.GetDirectories(sdks).Order(StringComparer.Ordinal).Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))
                .LastOrDefault(File.Exists)
            : null;
    }

    // Two files of arguments.
    private static (string Ours, string Floor) Write(CSharpCompilation program, string folder)
    {
        string[] sources = [.. program.SyntaxTrees.Select(tree => Write(tree, Path.Combine(folder, tree.FilePath)))];
        string[] generated = [.. Tools.Generated(program).SyntaxTrees.Skip(sources.Length)
            .Select(tree => Write(tree, Path.Combine(folder, "generated", Path.GetFileName(tree.FilePath))))];
        string[] common = ["/nostdlib+", "/nologo", "/target:library", "/nullable:enable", "/langversion:14", "/deterministic+",
            "/unsafe+", "/nowarn:1701,1702", $"/out:{Path.Combine(folder, "Sample.dll")}",
            .. program.References.Select(reference => $"/reference:\"{reference.Display}\"")];
        return (Arguments("ours.rsp", [.. common, $"/analyzer:\"{Tools.File}\"", .. sources]),
            Arguments("floor.rsp",
                [.. common, $"/analyzer:\"{typeof(TrivialGenerator).Assembly.Location}\"", .. sources, .. generated]));

        string Arguments(string name, string[] lines)
        {
            string path = Path.Combine(folder, name);
            File.WriteAllLines(path, lines);
            return path;
        }
    }

    private static string Write(SyntaxTree tree, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, tree.ToString());
        return path;
    }

    private static double Time(string compiler, string arguments)
    {
        var start = new ProcessStartInfo("dotnet", [compiler, "/noconfig", $"@{arguments}"]) { RedirectStandardOutput = true };
        var clock = Stopwatch.StartNew();
        using Process child = Process.Start(start)!;
        string said = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        double time = clock.Elapsed.TotalMilliseconds;
        return child.ExitCode == 0 ? time
            : throw new UserException($"The compiler refuses the program: {said[..Math.Min(said.Length, 1_000)]}", 1);
    }
}
