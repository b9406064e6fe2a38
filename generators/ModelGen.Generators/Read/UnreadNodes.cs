using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Read;

/// <summary>Inputs and layers whose values go nowhere.</summary>
internal static class UnreadNodes
{
    /// <summary>Their indices, with what messages call them, in their order.</summary>
    public static IEnumerable<(int Index, string Title)> In(IReadOnlyList<NodeSpec> nodes, IEnumerable<OutputSpec> outputs)
    {
        var read = new HashSet<int>([.. nodes.SelectMany(node => node.Reads), .. outputs.Select(output => output.Node)]);
        int number = 0, inputs = 0;
        for (int i = 0; i < nodes.Count; i++)
        {
            string title = nodes[i].IsInput ? $"Input {Text.Plain(++inputs)}"
                : $"Layer {Text.Plain(++number)}, {LayerCatalog.NameOf(nodes[i].Layer)}";
            if (!read.Contains(i)) { yield return (i, title); }
        }
    }
}
