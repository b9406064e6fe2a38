namespace ModelGen;

/// <content>Drawings.</content>
public abstract partial class Model
{
    /// <summary>
    /// The model as a graph in the language of Graphviz: <c>File.WriteAllText("model.dot", model.ToDot())</c>, and then
    /// <c>dot -Tpng model.dot -o model.png</c>. Keras: <c>model_to_dot</c>.
    /// </summary>
    /// <param name="showShapes">Whether each box says the shape of one sample's output.</param>
    /// <param name="showParameters">Whether each box of a layer with parameters says how many.</param>
    /// <param name="rankDir">Where it leads: <c>"TB"</c> from top to bottom, <c>"LR"</c> from left to right.</param>
    /// <returns>Lines end in LF, the last one too.</returns>
    /// <exception cref="ArgumentException"><paramref name="rankDir"/> is neither.</exception>
    public string ToDot(bool showShapes = true, bool showParameters = true, string rankDir = "TB") => rankDir is "TB" or "LR"
        ? DotText.Of(Drawing.Of(Definition, showShapes, showParameters), rankDir)
        : throw new ArgumentException($"rankDir is \"{rankDir}\"; write \"TB\", from top to bottom, or \"LR\", from left to right.",
            nameof(rankDir));

    /// <summary>
    /// The model as an image that a browser shows, drawn without any other program: <c>File.WriteAllText("model.svg", model.ToSvg())</c>.
    /// Keras: <c>plot_model</c>.
    /// </summary>
    /// <param name="showShapes">Whether each box says the shape of one sample's output.</param>
    /// <param name="showParameters">Whether each box of a layer with parameters says how many.</param>
    /// <returns>An SVG document; lines end in LF, the last one too.</returns>
    public string ToSvg(bool showShapes = true, bool showParameters = true) =>
        SvgText.Of(Drawing.Of(Definition, showShapes, showParameters));
}
