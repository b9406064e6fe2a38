using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generators.Evaluate;

/// <summary>
/// Evaluations that still hold: those whose methods lie in trees that have not changed, while the others have changed in their bodies only.
/// </summary>
internal sealed class EvaluationMemory
{
    private readonly ConcurrentDictionary<string, Remembered> _all = new();
    private readonly ConditionalWeakTable<SyntaxTree, Compared> _compared = new();

    /// <summary>The evaluation of a model, made anew where it no longer holds.</summary>
    /// <param name="name">The model's name among those of its project.</param>
    /// <param name="compilation">The program as it is now.</param>
    /// <param name="evaluate">Evaluates it.</param>
    public Evaluation Get(string name, Compilation compilation, Func<Evaluation> evaluate)
    {
        string key = $"{compilation.AssemblyName}/{name}";
        if (!_all.TryGetValue(key, out Remembered found) || !Holds(found, compilation)) { found = new(evaluate(), compilation); }
        else if (!ReferenceEquals(found.Trees, compilation.SyntaxTrees)) { found = new(found.Evaluation, compilation); }
        _all[key] = found;
        return found.Evaluation;
    }

    private bool Holds(Remembered found, Compilation compilation)
    {
        IReadOnlyList<SyntaxTree> before = found.Trees, now = [.. compilation.SyntaxTrees];
        if (before.Count != now.Count || !found.Options.Equals(compilation.Options) || !found.References
            .SequenceEqual(compilation.References))
        {
            return false;
        }

        for (int i = 0; i < now.Count; i++)
        {
            if (before[i] != now[i] && (found.Visited.Contains(before[i]) || !AreAlike(before[i], now[i]))) { return false; }
        }

        return true;
    }

    // Several models ask the same of the tree that is being typed in.
    private bool AreAlike(SyntaxTree before, SyntaxTree now)
    {
        if (_compared.TryGetValue(now, out Compared known) && known.Before == before) { return known.AreAlike; }
        bool areAlike = before.Options.Equals(now.Options) && SyntaxFactory.AreEquivalent(before, now, topLevel: true);
        _compared.Remove(now);
        _compared.Add(now, new Compared(before, areAlike));
        return areAlike;
    }

    private sealed record Compared(SyntaxTree Before, bool AreAlike);

    private sealed class Remembered(Evaluation evaluation, Compilation compilation)
    {
        public Evaluation Evaluation => evaluation;

        public IReadOnlyList<SyntaxTree> Trees { get; } = [.. compilation.SyntaxTrees];

        public HashSet<SyntaxTree> Visited { get; } = [.. evaluation.Trees];

        public CompilationOptions Options { get; } = compilation.Options;

        public IReadOnlyList<MetadataReference> References { get; } = [.. compilation.References];
    }
}
