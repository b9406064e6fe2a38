using System.Globalization;

namespace ModelGen;

/// <summary>A model as boxes and arrows: the inputs and the layers, each with a few lines of text.</summary>
internal sealed class Drawing
{
    private Drawing(string title, Node[] nodes) => (Title, Nodes) = (title, nodes);

    /// <summary>The model's name.</summary>
    public string Title { get; }

    /// <summary>The inputs, then the layers in the order in which they were written.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>A box: its lines, and the numbers of the boxes from which arrows come.</summary>
    internal sealed record Node(string[] Lines, int[] Reads);

    /// <summary>The drawing of a model.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="showShapes">Whether each box says the shape of one sample's output.</param>
    /// <param name="showParameters">Whether each box of a layer with parameters says how many.</param>
    public static Drawing Of(ModelDefinition definition, bool showShapes, bool showParameters)
    {
        int inputs = definition.Inputs.Length;
        List<Node> nodes = [.. definition.Inputs.Select(input => new Node(Lines(input.Name, "InputLayer", input.Shape, 0), []))];
        foreach (LayerDefinition layer in definition.Layers)
        {
            nodes.Add(new Node(Lines(layer.Name, layer.Kind, layer.OutputShape, layer.Parameters),
                [.. layer.Reads.Select(read => read <= 0 ? -read : read + inputs - 1)]));
        }

        return new Drawing(definition.Name, [.. nodes]);

        string[] Lines(string name, string kind, int[] shape, long parameters) =>
        [
            name, kind,
            .. showShapes ? (string[])[string.Join(" x ", shape.Select(size => size.ToString("N0", CultureInfo.InvariantCulture)))] : [],
            .. showParameters && parameters > 0
                ? (string[])[$"{parameters.ToString("N0", CultureInfo.InvariantCulture)} parameters"] : [],
        ];
    }
}
