using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Benchmarks;

/// <summary>The generator command: what a letter costs that is typed into a program with models.</summary>
internal static class GeneratorCommand
{
    public static Command Create()
    {
        var files = Count("--files", "How many files without models the program has.", 1_000);
        var models = Count("--models", "How many models it has.", 20);
        var calls = Count("--calls", "How many layers each model's Forward calls.", 60);
        var rounds = Count("--rounds", "How many letters are typed for each line.", 31);
        var command = new Command("generator",
            "Shows what the generator takes after a letter elsewhere and after one inside a Forward method, beside a generator that does "
                + "nothing and beside what the compiler takes to bind that method.") { files, models, calls, rounds };
        command.SetAction(arguments => Run(arguments.GetValue(files), arguments.GetValue(models), arguments.GetValue(calls), arguments
            .GetValue(rounds)));
        return command;

        static Option<int> Count(string name, string description, int otherwise) =>
            new(name) { Description = description, DefaultValueFactory = _ => otherwise };
    }

    private static int Run(int files, int models, int calls, int rounds)
    {
        CSharpCompilation program = SampleProject.Create(files, models, calls);
        Console.WriteLine(
            $"{files} files without models, {models} models of {calls} calls; milliseconds, median [10 % .. 90 %] of {rounds}.");
        (string What, Func<int, Action> Prepare)[] lines =
        [
            ("a letter elsewhere, a trivial generator", Drive(new TrivialGenerator(), program, models + 1)),
            ("a letter elsewhere, ModelGen", Drive(Ours(), program, models + 1)),
            ("a letter in a Forward, a trivial generator", Drive(new TrivialGenerator(), program, 0)),
            ("a letter in a Forward, binding it", Bind(program)),
            ("a letter in a Forward, ModelGen", Drive(Ours(), program, 0)),
        ];
        double[][] times = Times([.. lines.Select(line => line.Prepare)], rounds);
        for (int i = 0; i < lines.Length; i++) { Show(lines[i].What, times[i]); }
        return 0;
    }

    // One for each line: what it remembers is of one program.
    private static IIncrementalGenerator Ours() => (IIncrementalGenerator)Activator.CreateInstance(
        Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "ModelGen.Generators.dll")).GetType("ModelGen.Generators.ModelGenerator")!)!;

    private static Func<int, Action> Drive(IIncrementalGenerator generator, CSharpCompilation program, int file)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(generator).RunGenerators(program);
        if (driver.GetRunResult().Results[0].Exception is { } failure) { throw new UserException(failure.ToString(), 1); }
        return round =>
        {
            CSharpCompilation edited = SampleProject.Edit(program, file, round);
            return () => driver = driver.RunGenerators(edited);
        };
    }

    // As the generator's evaluation needs it: the operations of one method, in a program that is new but for what it has taken over.
    private static Func<int, Action> Bind(CSharpCompilation program) => round =>
    {
        CSharpCompilation edited = SampleProject.Edit(program, 0, round);
        return () =>
        {
            SyntaxTree tree = edited.SyntaxTrees[0];
            MethodDeclarationSyntax forward = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First();
            _ = edited.GetSemanticModel(tree).GetOperation(forward);
        };
    };

    // By turns, after as many rounds as the JIT takes to compile everything for good.
    private static double[][] Times(Func<int, Action>[] lines, int rounds)
    {
        const int warmUp = 40;
        double[][] times = [.. lines.Select(_ => new double[rounds])];
        for (int round = -warmUp; round < rounds; round++)
        {
            for (int line = 0; line < lines.Length; line++)
            {
                Action act = lines[line](round + warmUp + 1);
                long start = Stopwatch.GetTimestamp();
                act();
                if (round >= 0) { times[line][round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds; }
            }
        }

        return times;
    }

    private static void Show(string what, double[] times)
    {
        Array.Sort(times);
        Console.WriteLine($"{what,-44}{times[times.Length / 2],8:F2} [{times[times.Length / 10]:F2} .. {times[times.Length * 9 / 10]:F2}]");
    }

    /// <summary>Finds what ours finds, and makes nothing of it.</summary>
    private sealed class TrivialGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.SyntaxProvider.ForAttributeWithMetadataName("ModelGen.ModelAttribute", static (_, _) => true,
                static (found, _) => found.TargetSymbol.Name),
            static (output, name) => output.AddSource(name, "// nothing"));
    }
}
