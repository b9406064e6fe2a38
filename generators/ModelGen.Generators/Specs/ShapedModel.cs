namespace ModelGen.Generators.Specs;

/// <summary>A model whose shapes are known.</summary>
/// <param name="Name">Its name in the summary.</param>
/// <param name="Input">The shape of one sample.</param>
/// <param name="Layers">Its layers, implied ones included.</param>
internal sealed record ShapedModel(string Name, Shape Input, EquatableArray<ShapedLayer> Layers)
{
    public Shape Output => Layers[Layers.Count - 1].Output;

    public long ParameterCount => Layers.Sum(layer => layer.ParameterCount);
}

/// <summary>One layer with its shapes.</summary>
/// <param name="Number">Its row in the summary, from 1.</param>
/// <param name="Spec">How it was written.</param>
/// <param name="Name">Its name: conv2d, conv2d_1.</param>
/// <param name="KerasClass">What Keras calls such a layer.</param>
/// <param name="Input">What arrives.</param>
/// <param name="Output">What it gives.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record ShapedLayer(
    int Number, LayerSpec Spec, string Name, string KerasClass, Shape Input, Shape Output, EquatableArray<ParameterSpec> Parameters)
{
    public long ParameterCount => Parameters.Sum(p => (long)p.Shape.Size);
}

/// <summary>One parameter of a layer.</summary>
/// <param name="Name">kernel or bias.</param>
/// <param name="Shape">Its shape in Keras's layout.</param>
/// <param name="Initializer">The code of its initializer: Initializer.Zeros.</param>
/// <param name="FanIn">Inputs that reach one output.</param>
/// <param name="FanOut">Outputs that one input reaches.</param>
internal sealed record ParameterSpec(string Name, Shape Shape, string Initializer, long FanIn, long FanOut);
