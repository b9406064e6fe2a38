namespace ModelGen.Generators.Specs;

/// <summary>A model whose shapes are known.</summary>
/// <param name="Name">Its name in the summary.</param>
/// <param name="Input">The shape of one sample.</param>
/// <param name="Layers">Its layers, implied ones included, each after those it reads.</param>
/// <param name="OutputLayer">The number of the layer that gives its output.</param>
/// <param name="InputName">What its input is called.</param>
internal sealed record ShapedModel(string Name, Shape Input, EquatableArray<ShapedLayer> Layers, int OutputLayer, string InputName)
{
    public Shape Output => Layers[OutputLayer - 1].Output;

    public long ParameterCount => Layers.Where(layer => layer.SharesWith == 0).Sum(layer => layer.ParameterCount);

    /// <summary>Whether each layer reads what the one before it gives, and nothing else.</summary>
    public bool IsChain => OutputLayer == Layers.Count && Layers.All(layer => layer.Reads.Count == 1 && layer.Reads[0] == layer.Number - 1);
}

/// <summary>One layer with its shapes.</summary>
/// <param name="Number">Its row in the summary, from 1.</param>
/// <param name="Spec">How it was written.</param>
/// <param name="Name">Its name: conv2d, conv2d_1.</param>
/// <param name="KerasClass">What Keras calls such a layer.</param>
/// <param name="Reads">The numbers of the layers it reads, in order; 0 is the input.</param>
/// <param name="Inputs">What arrives from each of them.</param>
/// <param name="Output">What it gives.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="SharesWith">The number of the layer whose parameters it uses too, or 0 where they are its own.</param>
internal sealed record ShapedLayer(
    int Number, LayerSpec Spec, string Name, string KerasClass, EquatableArray<int> Reads, EquatableArray<Shape> Inputs, Shape Output,
    EquatableArray<ParameterSpec> Parameters, int SharesWith = 0)
{
    /// <summary>What arrives first.</summary>
    public Shape Input => Inputs[0];

    public long ParameterCount => Parameters.Sum(p => (long)p.Shape.Size);

    /// <summary>How many of them are not trained.</summary>
    public long UntrainedCount => Parameters.Where(p => !p.IsTrainable).Sum(p => (long)p.Shape.Size);
}

/// <summary>One parameter of a layer.</summary>
/// <param name="Name">kernel or bias.</param>
/// <param name="Shape">Its shape in Keras's layout.</param>
/// <param name="Initializer">The code of its initializer: Initializer.Zeros.</param>
/// <param name="FanIn">Inputs that reach one output.</param>
/// <param name="FanOut">Outputs that one input reaches.</param>
/// <param name="IsTrainable">Whether optimizers change it.</param>
internal sealed record ParameterSpec(
    string Name, Shape Shape, string Initializer, long FanIn, long FanOut, bool IsTrainable = true);
