using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Benchmarks;

/// <summary>ModelGen's generator and analyzer, as a compiler loads them, and what is asked of such.</summary>
internal static class Tools
{
    /// <summary>The file that compilers load.</summary>
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "ModelGen.Generators.dll");

    /// <summary>A new generator: what it remembers is of one program.</summary>
    public static IIncrementalGenerator Generator() => (IIncrementalGenerator)Made("ModelGen.Generators.ModelGenerator");

    /// <summary>A new analyzer.</summary>
    public static DiagnosticAnalyzer Analyzer() => (DiagnosticAnalyzer)Made("ModelGen.Generators.ModelAnalyzer");

    /// <summary>A program with all that was generated for it.</summary>
    public static Compilation Generated(CSharpCompilation program)
    {
        CSharpGeneratorDriver.Create(Generator()).RunGeneratorsAndUpdateCompilation(program, out Compilation generated, out _);
        return generated;
    }

    /// <summary>A driver that has seen a program.</summary>
    public static GeneratorDriver Drive(IIncrementalGenerator generator, CSharpCompilation program)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(generator).RunGenerators(program);
        return driver.GetRunResult().Results[0].Exception is { } failure ? throw new UserException(failure.ToString(), 1) : driver;
    }

    /// <summary>Asks as an editor does what an analyzer says of one file.</summary>
    /// <returns>What does it, so that it can be timed apart.</returns>
    public static Func<CancellationToken, ImmutableArray<Diagnostic>> Ask(DiagnosticAnalyzer analyzer, Compilation program, int file)
    {
        SemanticModel semantics = program.GetSemanticModel(program.SyntaxTrees.ElementAt(file));
        CompilationWithAnalyzers analyzed = program.WithAnalyzers([analyzer],
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        return cancellation => analyzed.GetAnalyzerSemanticDiagnosticsAsync(semantics, null, cancellation).GetAwaiter().GetResult();
    }

    private static object Made(string type) => Activator.CreateInstance(Assembly.LoadFrom(File).GetType(type)!)!;
}
