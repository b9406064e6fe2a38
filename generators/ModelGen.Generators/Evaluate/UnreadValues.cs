using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Evaluate;

/// <summary>Reports inputs and layers whose values go nowhere.</summary>
internal sealed class UnreadValues(TensorGraph graph, IReadOnlyList<OutputSpec> outputs, HashSet<int> given,
    List<Finding> findings)
{
    public void Report()
    {
        var read = new HashSet<int>([.. graph.Nodes.SelectMany(node => node.Reads), .. outputs.Select(output => output.Node)]);
        int number = 0, inputs = 0;
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            NodeSpec node = graph.Nodes[i];
            string title = node.IsInput ? $"Input {Text.Plain(++inputs)}"
                : $"Layer {Text.Plain(++number)}, {LayerCatalog.NameOf(node.Layer)}";
            if (read.Contains(i) || given.Contains(i)) { continue; }
            findings.Add(new Finding(node.IsInput ? RuleIds.UnreadInput : RuleIds.UnreadValue, node.Attribute, null,
                new EquatableArray<string>(
                title, node.IsInput ? "Use the parameter" : "Return it, or give it to another layer")));
        }
    }
}
