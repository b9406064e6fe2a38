using Microsoft.CodeAnalysis;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Evaluate;

/// <summary>The nodes that a method has made so far, with their shapes, which it may ask for.</summary>
internal sealed class TensorGraph
{
    private readonly List<Shape> _shapes = [];

    public List<NodeSpec> Nodes { get; } = [];

    /// <summary>Where each node was made, and other places of which there are findings: findings name them by their index.</summary>
    public List<Site> Sites { get; } = [];

    public List<Finding> Findings { get; } = [];

    /// <summary>The assignments of tensors, with the node that each gave last, in their order.</summary>
    public Dictionary<SyntaxNode, List<int>> Assignments { get; } = [];

    public Shape ShapeOf(int node) => _shapes[node];

    public int AddInput(LayerSpec input, Site site)
    {
        EquatableArray<int> sizes = input.Ints("shape");
        _shapes.Add(sizes.Count is > 0 and <= 3 && sizes.All(size => size > 0) ? new Shape([.. sizes]) : default);
        return AddNode(input, new EquatableArray<int>((int[])[]), site, -1);
    }

    public int Add(LayerSpec spec, int[] reads, Site site, int sharesWith)
    {
        Shape[] arriving = [.. reads.Select(read => _shapes[read])];
        _shapes.Add(LayerCatalog.Find(spec.Attribute) is { } kind ? Infer(kind, spec, arriving) : default);
        return AddNode(spec, new EquatableArray<int>(reads), site, sharesWith);
    }

    /// <summary>A place that has no node of its own: its index.</summary>
    public int Place(Site site)
    {
        Sites.Add(site);
        return Sites.Count - 1;
    }

    public void Note(SyntaxNode assignment, int node)
    {
        if (!Assignments.TryGetValue(assignment, out List<int> nodes)) { Assignments.Add(assignment, nodes = []); }
        nodes.Add(node);
    }

    private int AddNode(LayerSpec spec, EquatableArray<int> reads, Site site, int sharesWith)
    {
        Sites.Add(site);
        Nodes.Add(new NodeSpec(spec, reads, Sites.Count - 1, sharesWith));
        return Nodes.Count - 1;
    }

    // What is wrong with it is said once all is known.
    private static Shape Infer(LayerKind kind, LayerSpec spec, Shape[] arriving)
    {
        if (arriving.Length > 0 && kind.ImpliesFlatten(spec, arriving[0]))
        {
            arriving[0] = arriving[0].IsKnown && arriving[0].Count <= int.MaxValue ? new Shape(arriving[0].Size) : default;
        }

        Arriving[] inputs = [.. arriving.Select(shape => new Arriving(shape, "", -1))];
        var context = new InferContext(spec, "", 0, inputs, [], findings: []) { IsCode = true };
        kind.Infer(context);
        return context.Output;
    }
}
