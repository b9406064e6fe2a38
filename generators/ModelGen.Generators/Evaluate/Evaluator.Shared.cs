using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Evaluate;

/// <summary>Layers with one set of weights for several calls.</summary>
internal sealed partial class Evaluator
{
    private readonly Dictionary<IMethodSymbol, List<int>> _shared = new(SymbolEqualityComparer.Default);

    /// <summary>A partial method that is declared by layers: <c>[Dense(64)] static partial Tensor Embed(Tensor x);</c></summary>
    public static bool IsShared(IMethodSymbol method) => IsPartial(method) && Layers(method).Any();

    private static bool IsPartial(IMethodSymbol method) => method.IsPartialDefinition || method.PartialDefinitionPart is not null;

    private static IEnumerable<AttributeData> Layers(IMethodSymbol method) =>
        (method.PartialDefinitionPart ?? method).GetAttributes().Where(AttributeReader.IsLayer);

    private Value ApplyShared(IMethodSymbol method, Value[] arguments, SyntaxNode place)
    {
        IMethodSymbol declared = method.PartialDefinitionPart ?? method;
        if (declared.DeclaringSyntaxReferences.FirstOrDefault() is { } home) { Visited.Add(home.SyntaxTree); }
        AttributeData[] layers = [.. Layers(declared)];
        if (!layers.All(layer => AttributeReader.IsComplete(layer, cancellation))) { throw new KnownException(isCompilers: true); }
        CallPlace? call = PlaceOf(method, [], place);
        Frame caller = _frame;
        _frame = new Frame(method, null, call) { Shared = new SharedLayers(WeightsOf(declared), method.Name) };
        Value value = arguments.FirstOrDefault(argument => argument.Data is TensorValue);
        foreach (AttributeData layer in layers)
        {
            if (AttributeReader.Unknown(layer, 0) is not null 
                || layer.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
            {
                throw new KnownException(isCompilers: false);
            }

            int[] reads = [.. arguments.Select(argument => argument.Data).OfType<TensorValue>().Select(tensor => tensor.Node)];
            value = Add(AttributeReader.Read(layer), value.Data is TensorValue { Node: var node } && reads.Length == 1 ? [node] : reads,
                new Site(syntax, syntax.Name, call) { Attribute = syntax, Constructor = layer.AttributeConstructor });
            arguments = [value];
        }

        _frame = caller;
        return value;
    }

    // The layers of a call of a [Shared] method are those of its first call; what it calls itself is part of it.
    private SharedLayers? SharedOf(IMethodSymbol method, Frame caller, Frame? outer)
    {
        IMethodSymbol declared = Declared(method);
        return declared.GetAttributes().Any(a => AttributeReader.IsOurs(a) && a.AttributeClass!.Name == "SharedAttribute")
            ? new SharedLayers(WeightsOf(declared), method.Name) : caller.Shared ?? outer?.Shared;
    }

    private List<int> WeightsOf(IMethodSymbol method)
    {
        if (!_shared.TryGetValue(method, out List<int> weights)) { _shared.Add(method, weights = []); }
        return weights;
    }

    /// <summary>A call whose layers are those of the first call.</summary>
    /// <param name="weights">The nodes of the first call's layers, in their order.</param>
    /// <param name="method">The method's name.</param>
    internal sealed class SharedLayers(List<int> weights, string method)
    {
        private readonly bool _isFirst = weights.Count == 0;
        private int _next;

        /// <summary>The node whose weights the next layer has, or -1 where it is the first one.</summary>
        public int Next(LayerSpec spec, int node, Site site, Evaluator evaluator)
        {
            if (_next == weights.Count)
            {
                if (!_isFirst) { throw evaluator.Stop(RuleIds.SharedLayersDiffer, site.Node, method, Describe(spec), "none"); }
                weights.Add(node);
                _next++;
                return -1;
            }

            int first = weights[_next++];
            LayerSpec shared = evaluator.Graph.Nodes[first].Layer;
            return shared.Equals(spec) ? first
                : throw evaluator.Stop(RuleIds.SharedLayersDiffer, site.Node, method, Describe(spec), Describe(shared));
        }

        private static string Describe(LayerSpec spec) =>
            $"{spec.Attribute}({string.Join(", ", spec.Arguments.Select(argument => $"{argument.Name} = {argument.Value}"))})";
    }
}
