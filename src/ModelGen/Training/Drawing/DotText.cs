using System.Text;

namespace ModelGen;

/// <summary>A drawing in the language of Graphviz.</summary>
internal static class DotText
{
    public static string Of(Drawing drawing, string rankDir)
    {
        var text = new StringBuilder();
        text.Append($"digraph \"{Escape(drawing.Title)}\" {{\n");
        text.Append($"  rankdir={rankDir};\n");
        text.Append("  node [shape=box, fontname=\"Helvetica\", fontsize=10];\n");
        for (int i = 0; i < drawing.Nodes.Count; i++)
        {
            text.Append($"  n{i} [label=\"{string.Join("\\n", drawing.Nodes[i].Lines.Select(Escape))}\"];\n");
        }

        for (int i = 0; i < drawing.Nodes.Count; i++)
        {
            foreach (int read in drawing.Nodes[i].Reads) { text.Append($"  n{read} -> n{i};\n"); }
        }

        return text.Append("}\n").ToString();
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
