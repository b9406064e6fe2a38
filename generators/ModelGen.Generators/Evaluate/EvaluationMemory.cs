using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Evaluate;

/// <summary>
/// Evaluations that still hold: those whose methods lie in trees that have not changed, while the others have changed in bodies of methods
/// and in arguments of layers on classes only, and neither trees nor references nor options have come or gone. Of each project the program
/// is remembered that was seen last.
/// </summary>
internal sealed class EvaluationMemory
{
    private readonly ConcurrentDictionary<string, ProjectMemory> _projects = new();

    /// <summary>The evaluation of a model, made anew where it no longer holds.</summary>
    /// <param name="model">The model's class.</param>
    /// <param name="compilation">The program as it is now.</param>
    /// <param name="evaluate">Evaluates it; null where it is no model that a method declares.</param>
    public Evaluation? Get(SyntaxNode model, Compilation compilation, Func<Evaluation?> evaluate) =>
        Of(compilation).Get(model, compilation, evaluate);

    /// <summary>The evaluation of a model where one is remembered that holds.</summary>
    public Evaluation? Find(SyntaxNode model, Compilation compilation) => Of(compilation).Find(model, compilation);

    private ProjectMemory Of(Compilation compilation) =>
        _projects.GetOrAdd(compilation.AssemblyName ?? "", static _ => new ProjectMemory());
}

/// <summary>The evaluations of one project.</summary>
internal sealed class ProjectMemory
{
    private readonly object _gate = new();
    private readonly Dictionary<SyntaxNode, Evaluation> _all = [];
    private readonly WeakReference<Compilation?> _seen = new(null);
    private IReadOnlyList<SyntaxTree> _trees = [];
    private IReadOnlyList<MetadataReference> _references = [];
    private CompilationOptions? _options;

    /// <inheritdoc cref="EvaluationMemory.Get"/>
    public Evaluation? Get(SyntaxNode model, Compilation compilation, Func<Evaluation?> evaluate)
    {
        if (Find(model, compilation) is { } found) { return found; }
        Evaluation? evaluation = evaluate();
        lock (_gate)
        {
            bool isStill = _seen.TryGetTarget(out Compilation? seen) && seen == compilation;
            if (evaluation is not null && isStill) { _all[model] = evaluation; }
        }

        return evaluation;
    }

    /// <inheritdoc cref="EvaluationMemory.Find"/>
    public Evaluation? Find(SyntaxNode model, Compilation compilation)
    {
        lock (_gate)
        {
            if (!_seen.TryGetTarget(out Compilation? seen) || seen != compilation) { MoveTo(compilation); }
            return _all.TryGetValue(model, out Evaluation found) ? found : null;
        }
    }

    // What is forgotten: everything, where more than bodies has changed; else what has run one of the methods in a changed tree.
    private void MoveTo(Compilation compilation)
    {
        IReadOnlyList<SyntaxTree> trees = compilation.SyntaxTrees as IReadOnlyList<SyntaxTree> ?? [.. compilation.SyntaxTrees];
        if (ReferenceEquals(_options, compilation.Options) && trees.Count == _trees.Count
            && AreSame(_references, compilation.ExternalReferences))
        {
            var changed = new HashSet<SyntaxTree>();
            for (int i = 0; i < trees.Count; i++)
            {
                if (!ReferenceEquals(trees[i], _trees[i]) && !(changed.Add(_trees[i]) && AreAlike(_trees[i], trees[i])))
                {
                    _all.Clear();
                    break;
                }
            }

            foreach (SyntaxNode model in _all.Where(entry => entry.Value.Trees.Any(changed.Contains)).Select(entry => entry.Key).ToArray())
            {
                _all.Remove(model);
            }
        }
        else
        {
            _all.Clear();
            (_references, _options) = ([.. compilation.ExternalReferences], compilation.Options);
        }

        _trees = trees;
        _seen.SetTarget(compilation);
    }

    private static bool AreSame(IReadOnlyList<MetadataReference> before, IReadOnlyList<MetadataReference> now)
    {
        if (before.Count != now.Count) { return false; }
        for (int i = 0; i < now.Count; i++)
        {
            if (!ReferenceEquals(before[i], now[i])) { return false; }
        }

        return true;
    }

    private static bool AreAlike(SyntaxTree before, SyntaxTree now) =>
        before.Options.Equals(now.Options) && (SyntaxFactory.AreEquivalent(before, now, topLevel: true)
            || SyntaxFactory.AreEquivalent(WithoutArguments(before), WithoutArguments(now), topLevel: true));

    // What a layer on a class is given matters to that class alone: no method means anything else by it.
    private static SyntaxNode WithoutArguments(SyntaxTree tree)
    {
        SyntaxNode root = tree.GetRoot();
        return root.ReplaceNodes(root.DescendantNodes(IsAroundAttributes).OfType<AttributeSyntax>().Where(attribute =>
            attribute.Parent?.Parent is TypeDeclarationSyntax && LayerCatalog.Contains(LayerSyntax.NameOf(attribute))),
            static (_, attribute) => attribute.WithArgumentList(null));
    }

    private static bool IsAroundAttributes(SyntaxNode node) =>
        node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax or AttributeListSyntax;
}
