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
        var ours = (IIncrementalGenerator)Activator.CreateInstance(
            Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "ModelGen.Generators.dll"))
                .GetType("ModelGen.Generators.ModelGenerator")!)!;
        Show("a letter elsewhere, a trivial generator", Drive(new TrivialGenerator(), program, models + 1, rounds));
        Show("a letter elsewhere, ModelGen", Drive(ours, program, models + 1, rounds));
        Show("a letter in a Forward, a trivial generator", Drive(new TrivialGenerator(), program, 0, rounds));
        Show("a letter in a Forward, binding it", Bind(program, rounds));
        Show("a letter in a Forward, ModelGen", Drive(ours, program, 0, rounds));
        return 0;
    }

    private static double[] Drive(IIncrementalGenerator generator, CSharpCompilation program, int file, int rounds)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(generator).RunGenerators(program);
        if (driver.GetRunResult().Results[0].Exception is { } failure) { throw new UserException(failure.ToString(), 1); }
        return Times(rounds, round =>
        {
            CSharpCompilation edited = SampleProject.Edit(program, file, round);
            return () => driver = driver.RunGenerators(edited);
        });
    }

    // As the generator's evaluation needs it: the operations of one method, in a program that is new but for what it has taken over.
    private static double[] Bind(CSharpCompilation program, int rounds) => Times(rounds, round =>
    {
        CSharpCompilation edited = SampleProject.Edit(program, 0, round);
        return () =>
        {
            SyntaxTree tree = edited.SyntaxTrees[0];
            MethodDeclarationSyntax forward = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First();
            _ = edited.GetSemanticModel(tree).GetOperation(forward);
        };
    });

    private static double[] Times(int rounds, Func<int, Action> prepare)
    {
        const int warmUp = 10;
        var times = new double[rounds];
        for (int i = -warmUp; i < rounds; i++)
        {
            Action act = prepare(i + warmUp + 1);
            long start = Stopwatch.GetTimestamp();
            act();
            if (i >= 0) { times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds; }
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
