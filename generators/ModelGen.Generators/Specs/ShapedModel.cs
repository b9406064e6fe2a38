namespace ModelGen.Generators.Specs;

/// <summary>A model whose shapes are known.</summary>
/// <param name="Name">Its name in the summary.</param>
/// <param name="Inputs">Its inputs, in their order.</param>
/// <param name="Layers">Its layers, implied ones included, each after those it reads.</param>
/// <param name="Outputs">Its outputs, in their order.</param>
internal sealed record ShapedModel(
    string Name, EquatableArray<ShapedInput> Inputs, EquatableArray<ShapedLayer> Layers, EquatableArray<ShapedOutput> Outputs)
{
    public long ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>Whether each layer reads what the one before it gives, and nothing else, and only the last one's is given out.</summary>
    public bool IsChain => Inputs.Count == 1 && Outputs.Count == 1 && Outputs[0].Layer == Layers.Count
        && Layers.All(layer => layer.Reads.Count == 1 && layer.Reads[0] == layer.Number - 1);

    /// <summary>The place among the outputs of what a layer gives, or -1.</summary>
    public int OutputOf(int layer) => Outputs.TakeWhile(output => output.Layer != layer).Count() is var place && place < Outputs.Count
        ? place : -1;

    /// <summary>The input that a layer reads which reads this number: 0 is the first one, -1 the second.</summary>
    public ShapedInput InputOf(int read) => Inputs[-read];

    /// <summary>Whether layers are called more than once.</summary>
    public bool HasSharedLayers => Layers.Any(layer => layer.SharesWith != 0);

    /// <summary>What a read is called once: the number of the layer whose call it is, or that of an input.</summary>
    public int OwnerOf(int read) => read <= 0 ? read : Layer(read).Owner;

    /// <summary>The layer of this number, from 1.</summary>
    public ShapedLayer Layer(int number) => Layers[number - 1];
}

/// <summary>One of a model's inputs.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Shape">The shape of one sample.</param>
internal sealed record ShapedInput(string Name, Shape Shape);

/// <summary>One of a model's outputs.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Layer">The number of the layer that gives it.</param>
internal sealed record ShapedOutput(string Name, int Layer);

/// <summary>One layer with its shapes.</summary>
/// <param name="Number">Its row in the summary, from 1.</param>
/// <param name="Spec">How it was written.</param>
/// <param name="Name">Its name: conv2d, conv2d_1.</param>
/// <param name="KerasClass">What Keras calls such a layer.</param>
/// <param name="Reads">The numbers of the layers it reads, in order; 0 is the first input, -1 the second.</param>
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

    /// <summary>The number of the layer that it is a further call of, or its own.</summary>
    public int Owner => SharesWith != 0 ? SharesWith : Number;

    /// <summary>How many parameters it adds to the model: a further call of a layer adds none.</summary>
    public long ParameterCount => SharesWith != 0 ? 0 : Parameters.Sum(p => (long)p.Shape.Size);

    /// <summary>Whether it is written that its parameters are not trained, until somebody says otherwise.</summary>
    public bool IsFrozen => !Spec.Bool("Trainable", true);

    /// <summary>How many of them are not trained.</summary>
    public long UntrainedCount =>
        SharesWith != 0 ? 0 : Parameters.Where(p => IsFrozen || !p.IsTrainable).Sum(p => (long)p.Shape.Size);
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
