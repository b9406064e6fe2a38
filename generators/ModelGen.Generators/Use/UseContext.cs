using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModelGen.Generators.Diagnostics;

namespace ModelGen.Generators.Use;

/// <summary>What the rules about the use of models know and do: the program's models, and reporting.</summary>
internal sealed class UseContext(SemanticModel semantics, KnownModels models, string pages, Action<Diagnostic> report,
    CancellationToken cancellation)
{
    public SemanticModel Semantics => semantics;

    public CancellationToken Cancellation => cancellation;

    /// <summary>The model of a class, or null.</summary>
    public ShapedModel? ModelOf(ITypeSymbol? type) => models.Get(type, cancellation);

    /// <summary>How the model of a class is written, or null.</summary>
    public ModelSpec? SpecOf(ITypeSymbol? type) => models.SpecOf(type, cancellation);

    /// <summary>Reports a finding.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="place">What it underlines.</param>
    /// <param name="values">What fills its message.</param>
    /// <param name="others">Further places. Those in another project, whose model is used here, the compiler would not take.</param>
    /// <param name="repairs">What to write instead, the best first.</param>
    /// <param name="isCode">Whether the layer is written as a call, and not as an attribute.</param>
    public void Report(string rule, SyntaxNode place, string[] values, IEnumerable<Location>? others = null,
        IEnumerable<Repair>? repairs = null, bool isCode = false)
    {
        Location[] places = [.. others ?? []];
        bool areHere = places.All(other => other.SourceTree is { } tree && semantics.Compilation.ContainsSyntaxTree(tree));
        ImmutableDictionary<string, string?> properties = (repairs ?? [])
            .Where(repair => areHere || repair.Place < 0)
            .Select((repair, i) => new KeyValuePair<string, string?>(Repair.Prefix + Text.Plain(i), repair.Pack()))
            .ToImmutableDictionary();
        DiagnosticDescriptor descriptor = Rules.Find(rule, pages);
        report(Diagnostic.Create(isCode ? Rules.InCode(descriptor) : descriptor, place.GetLocation(), areHere ? places : [], properties,
            [.. values.Select(Text.Visible)]));
    }
}
