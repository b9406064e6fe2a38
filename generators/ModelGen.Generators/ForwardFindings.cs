using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Evaluate;

namespace ModelGen.Generators;

/// <summary>
/// What is wrong with all models of a program that methods declare, by file: each file's findings are told with that file, wherever the
/// model's class stands, so that editors show them.
/// </summary>
internal sealed class ForwardFindings(Compilation compilation, EvaluationMemory memory, BuildOptions options)
{
    /// <summary>What a diagnostic says of the shape, for code fixes.</summary>
    public const string ShapeKey = "shape";

    // As long as an evaluation holds, what is said of it holds too, unless it is said of a tree that has changed.
    private static readonly ConditionalWeakTable<Evaluation, MethodDiagnostics> s_said = new();

    private readonly object _gate = new();
    private IReadOnlyList<ILookup<SyntaxTree, Diagnostic>>? _all;

    /// <summary>The findings in one file.</summary>
    public IEnumerable<Diagnostic> Of(SyntaxTree tree, CancellationToken cancellation)
    {
        lock (_gate) { _all ??= Find(cancellation); }
        return _all.SelectMany(found => found[tree]);
    }

    private List<ILookup<SyntaxTree, Diagnostic>> Find(CancellationToken cancellation)
    {
        var all = new List<ILookup<SyntaxTree, Diagnostic>>();
        var types = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        bool isWrong = false;
        foreach (MethodDeclarationSyntax method in ForwardReader.Methods(compilation, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            if ((Known(method) ?? Find(method, types, cancellation)) is not { } found || all.Contains(found.Diagnostics)) { continue; }
            isWrong |= found.IsWrong;
            all.Add(found.Diagnostics);
            if (found.Unseen is not { } unseen || isWrong) { continue; }
            isWrong = unseen.Severity == DiagnosticSeverity.Error;
            all.Add(new[] { unseen }.ToLookup(finding => finding.Location.SourceTree!));
        }

        return all;
    }

    // Without a question to the compiler, which would bind all classes of models anew.
    private MethodDiagnostics? Known(MethodDeclarationSyntax method) =>
        memory.Find(method, compilation) is { } evaluation && s_said.TryGetValue(evaluation, out MethodDiagnostics said)
            && said.Pages == options.Pages && said.Trees.All(compilation.ContainsSyntaxTree) ? said : null;

    private MethodDiagnostics? Find(MethodDeclarationSyntax method, HashSet<INamedTypeSymbol> types, CancellationToken cancellation)
    {
        if (compilation.GetSemanticModel(method.SyntaxTree).GetDeclaredSymbol(method, cancellation) is not { ContainingType: { } type }
            || !types.Add(type) || ForwardReader.Find(type) is not { } forward) { return null; }
        try
        {
            Evaluation evaluation = memory.Get(forward.DeclaringSyntaxReferences[0].GetSyntax(cancellation), compilation,
                () => ForwardReader.Read(type, forward, compilation, cancellation))!;
            var found = MethodDiagnostics.Of(type, evaluation, options.Pages, cancellation);
            s_said.Remove(evaluation);
            return s_said.GetValue(evaluation, _ => found);
        }
        catch (Exception e) when (Faults.IsOurs(e))
        {
            // The generator evaluates the same method, fails in the same way, and reports that.
            return null;
        }
    }
}
