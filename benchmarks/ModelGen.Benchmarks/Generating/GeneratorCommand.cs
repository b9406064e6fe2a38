using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

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
            "Shows what the generator takes after a letter elsewhere and after one inside a Forward method, and what the analyzer takes "
                + "for a file that uses models, beside those that do nothing and beside what the compiler takes to bind the same.")
        {
            files, models, calls, rounds,
        };
        command.SetAction(arguments => Run(arguments.GetValue(files), arguments.GetValue(models), arguments.GetValue(calls), arguments
            .GetValue(rounds)));
        return command;

        static Option<int> Count(string name, string description, int otherwise) =>
            new(name) { Description = description, DefaultValueFactory = _ => otherwise };
    }

    private static int Run(int files, int models, int calls, int rounds)
    {
        CSharpCompilation program = SampleProject.Create(files, models, calls);
        CSharpGeneratorDriver.Create(Ours()).RunGeneratorsAndUpdateCompilation(program, out Compilation generated, out _);
        int file = program.SyntaxTrees.Length - 1;
        Console.WriteLine(
            $"{files} files without models, {models} models of {calls} calls; milliseconds, median [10 % .. 90 %] of {rounds}.");
        (string What, Func<int, Action> Prepare)[] lines =
        [
            ("a letter elsewhere, a trivial generator", Drive(new TrivialGenerator(), program, models + 1)),
            ("a letter elsewhere, ModelGen", Drive(Ours(), program, models + 1)),
            ("a letter in a Forward, a trivial generator", Drive(new TrivialGenerator(), program, 0)),
            ("a letter in a Forward, binding it", Bind(program)),
            ("a letter in a Forward, ModelGen", Drive(Ours(), program, 0)),
            ("a letter in a file of uses, binding it", BindAll(generated, file)),
            ("a letter in a file of uses, a trivial analyzer", Analyze(new TrivialAnalyzer(), generated, file)),
            ("a letter in a file of uses, ModelGen", Analyze(OurAnalyzer(), generated, file)),
        ];
        double[][] times = Times([.. lines.Select(line => line.Prepare)], rounds);
        for (int i = 0; i < lines.Length; i++) { Show(lines[i].What, times[i]); }
        return 0;
    }

    // One for each line: what it remembers is of one program.
    private static IIncrementalGenerator Ours() => (IIncrementalGenerator)Made("ModelGen.Generators.ModelGenerator");

    private static DiagnosticAnalyzer OurAnalyzer() => (DiagnosticAnalyzer)Made("ModelGen.Generators.ModelAnalyzer");

    private static object Made(string type) => Activator.CreateInstance(
        Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "ModelGen.Generators.dll")).GetType(type)!)!;

    // As an editor asks for it: what analyzers say of one file.
    private static Func<int, Action> Analyze(DiagnosticAnalyzer analyzer, Compilation program, int file) => round =>
    {
        Compilation edited = SampleProject.Edit(program, file, round);
        SemanticModel semantics = edited.GetSemanticModel(edited.SyntaxTrees.ElementAt(file));
        CompilationWithAnalyzers analyzed = edited.WithAnalyzers([analyzer],
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        return () =>
        {
            var found = analyzed.GetAnalyzerSemanticDiagnosticsAsync(semantics, null, CancellationToken.None).GetAwaiter().GetResult();
            if (found.Any(finding => finding.Severity == DiagnosticSeverity.Error)) { throw new UserException(found[0].ToString(), 1); }
        };
    };

    // As the compiler does it in any case.
    private static Func<int, Action> BindAll(Compilation program, int file) => round =>
    {
        Compilation edited = SampleProject.Edit(program, file, round);
        return () => edited.GetSemanticModel(edited.SyntaxTrees.ElementAt(file)).GetDiagnostics();
    };

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

    /// <summary>Looks at all calls, as analyzers do that are in every editor, and says nothing.</summary>
    private sealed class TrivialAnalyzer : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            [new("BENCH1", "Nothing", "Nothing", "Nothing", DiagnosticSeverity.Info, isEnabledByDefault: true)];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterOperationAction(static _ => { }, OperationKind.Invocation);
        }
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
