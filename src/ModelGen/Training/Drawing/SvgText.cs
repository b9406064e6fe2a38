using System.Globalization;
using System.Security;
using System.Text;

namespace ModelGen;

/// <summary>A drawing as an SVG image of its own, without references to anything else.</summary>
internal static class SvgText
{
    private const double Margin = 12, LineHeight = 14, Padding = 6, RowGap = 28, CharacterWidth = 6.6;

    public static string Of(Drawing drawing)
    {
        var layout = new LayeredLayout(drawing, WidthOf);
        double[] tops = Tops(drawing, layout, out double[] heights);
        double width = layout.Width + (2 * Margin), height = tops[^1] + heights[^1] + Margin;
        var text = new StringBuilder();
        text.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Number(width)}\" height=\"{Number(height)}\" ");
        text.Append($"viewBox=\"0 0 {Number(width)} {Number(height)}\" ");
        text.Append("font-family=\"monospace\" font-size=\"11\" text-anchor=\"middle\">\n");
        text.Append($"<title>{SecurityElement.Escape(drawing.Title)}</title>\n");
        text.Append("<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" ");
        text.Append("orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#555\"/></marker></defs>\n");
        foreach (int[] arrow in layout.Arrows) { AppendArrow(text, drawing, layout, tops, heights, arrow); }
        for (int i = 0; i < drawing.Nodes.Count; i++) { AppendBox(text, drawing.Nodes[i], layout[i].X + Margin, tops[layout[i].Row]); }
        return text.Append("</svg>\n").ToString();
    }

    private static double[] Tops(Drawing drawing, LayeredLayout layout, out double[] heights)
    {
        heights = new double[layout.RowCount];
        double[] tops = new double[layout.RowCount];
        for (int i = 0; i < drawing.Nodes.Count; i++)
        {
            int row = layout[i].Row;
            heights[row] = Math.Max(heights[row], HeightOf(drawing.Nodes[i]));
        }

        double top = Margin;
        for (int row = 0; row < tops.Length; row++)
        {
            tops[row] = top;
            top += heights[row] + RowGap;
        }

        return tops;
    }

    // From the lower edge of a box by its bends to the upper edge of another; beside a row of boxes it runs straight down.
    private static void AppendArrow(
        StringBuilder text, Drawing drawing, LayeredLayout layout, double[] tops, double[] heights, int[] arrow)
    {
        (int row, double x) = layout[arrow[0]];
        text.Append($"<path d=\"M{Number(x + Margin)} {Number(tops[row] + HeightOf(drawing.Nodes[arrow[0]]))}");
        foreach (int bend in arrow[1..^1])
        {
            (row, x) = layout[bend];
            text.Append($"L{Number(x + Margin)} {Number(tops[row])}V{Number(tops[row] + heights[row])}");
        }

        (row, x) = layout[arrow[^1]];
        text.Append($"L{Number(x + Margin)} {Number(tops[row])}\" fill=\"none\" stroke=\"#555\" marker-end=\"url(#arrow)\"/>\n");
    }

    private static void AppendBox(StringBuilder text, Drawing.Node node, double x, double top)
    {
        double width = WidthOf(node);
        text.Append($"<rect x=\"{Number(x - (width / 2))}\" y=\"{Number(top)}\" width=\"{Number(width)}\" ");
        text.Append($"height=\"{Number(HeightOf(node))}\" rx=\"3\" fill=\"#f4f6fa\" stroke=\"#456\"/>\n");
        for (int line = 0; line < node.Lines.Length; line++)
        {
            string weight = line == 0 ? " font-weight=\"bold\"" : "";
            double baseline = top + Padding + (LineHeight * (line + 0.75));
            text.Append($"<text x=\"{Number(x)}\" y=\"{Number(baseline)}\"{weight}>{SecurityElement.Escape(node.Lines[line])}</text>\n");
        }
    }

    private static double WidthOf(Drawing.Node node) => (node.Lines.Max(line => line.Length) * CharacterWidth) + (2 * Padding);

    private static double HeightOf(Drawing.Node node) => (node.Lines.Length * LineHeight) + (2 * Padding);

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
