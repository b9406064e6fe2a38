using ModelGen.Kernels;

namespace ModelGen;

/// <summary>What the generator tells the runtime about a model: its shapes, its parameters, and how much memory it needs.</summary>
public sealed class ModelDefinition
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The inputs, in their order.</summary>
    public required InputDefinition[] Inputs { get; init; }

    /// <summary>The outputs, in their order.</summary>
    public required OutputDefinition[] Outputs { get; init; }

    /// <summary>Floats per sample for a forward pass.</summary>
    public required long ForwardValues { get; init; }

    /// <summary>Floats per sample for a forward and a backward pass.</summary>
    public required long TrainingValues { get; init; }

    /// <summary>The same with the gradients of the inputs, which lie behind all others; 0 where they are not computed.</summary>
    public long InputGradientValues { get; init; }

    /// <summary>The same with what layers give that is otherwise never stored; 0 where everything is.</summary>
    public long RevealedValues { get; init; }

    /// <summary>Floats of one lane of partial gradients.</summary>
    public required long LaneValues { get; init; }

    /// <summary>Floats of the kernels that are packed once a step.</summary>
    public long PackedValues { get; init; }

    /// <summary>The same with those that only the gradients of the inputs need; left out: there are no others.</summary>
    public long? InputGradientPackedValues { get; init; }

    /// <summary>Floats of the kernels that are transformed for the forward pass.</summary>
    public long TransformedValues { get; init; }

    /// <summary>Floats of all parameters, with the gaps between them.</summary>
    public required long ParameterValues { get; init; }

    /// <summary>
    /// Floats of the parameters that are trained, with the gaps between them: they lie before all others. Left out: all are.
    /// </summary>
    public long? TrainableValues { get; init; }

    /// <summary>Floats that a batch in training has once, however many samples it has.</summary>
    public long BatchValues { get; init; }

    /// <summary>Whether a forward pass in training stages new values of parameters that are not trained.</summary>
    public bool StagesState { get; init; }

    /// <summary>The parameters, in the order in which Keras lists their layers: in a graph by their distance from the output.</summary>
    public required ParameterDefinition[] Parameters { get; init; }

    /// <summary>The layers in the order in which they were written, for drawings.</summary>
    public LayerDefinition[] Layers { get; init; } = [];

    /// <summary>What the classes are called that it tells apart; empty where nobody says it.</summary>
    public string[] ClassNames { get; init; } = [];

    /// <summary>The regularizers on parameters.</summary>
    public ParameterRegularizer[] ParameterRegularizers { get; init; } = [];

    /// <summary>The regularizers on outputs of layers.</summary>
    public ActivityRegularizer[] ActivityRegularizers { get; init; } = [];

    /// <summary>Where values lie in predictions, where that is not where the forward pass of training has them; or null.</summary>
    public PredictingDefinition? Predicting { get; init; }

    /// <summary>Where the inputs lie.</summary>
    internal Value[] InputsOf(bool training) =>
        training || Predicting is null ? [.. Inputs.Select(input => input.Value)] : Predicting.Inputs;

    /// <summary>Where the outputs lie.</summary>
    internal Value[] OutputsOf(bool training) =>
        training || Predicting is null ? [.. Outputs.Select(output => output.Value)] : Predicting.Outputs;

    /// <summary>Where the last activation's input lies of one output, or that output.</summary>
    internal Value LogitsOf(int output, bool training) =>
        training || Predicting is null ? Outputs[output].Logits ?? Outputs[output].Value : Predicting.Logits[output];

    internal ActivityRegularizer[] ActivityRegularizersOf(bool training) =>
        training || Predicting is null ? ActivityRegularizers : Predicting.ActivityRegularizers;
}

/// <summary>One input of a model.</summary>
/// <param name="Name">What it is called: as it was written, or as Keras calls one without a name.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <param name="Value">Where it lies: before all other values.</param>
public sealed record InputDefinition(string Name, int[] Shape, Value Value)
{
    /// <summary>Where its gradient lies, in a step for which it was asked; null where it is never computed.</summary>
    public Value? Gradient { get; init; }

    /// <summary>Values of one sample.</summary>
    internal int Size => Value.Size;
}

/// <summary>One output of a model.</summary>
/// <param name="Name">What it is called: as it was written, or by its layer.</param>
/// <param name="Shape">The shape of one sample's output.</param>
/// <param name="Value">Where it lies.</param>
/// <param name="Gradient">Where its loss writes the gradient of it.</param>
public sealed record OutputDefinition(string Name, int[] Shape, Value Value, Value Gradient)
{
    /// <summary>The name of the layer that gives it, as messages write it: "layer 4 (Dense)".</summary>
    public required string LastLayer { get; init; }

    /// <summary>The last activation, where its input is kept so that a loss may take it; else linear.</summary>
    public Activation LastActivation { get; init; }

    /// <summary>Where the last activation's input lies; null where it is not kept.</summary>
    public Value? Logits { get; init; }

    /// <summary>Where a loss that takes that input writes its gradient; null where it is not kept.</summary>
    public Value? LogitsGradient { get; init; }

    /// <summary>Values of one sample.</summary>
    internal int Size => Value.Size;
}

/// <summary>Where the ends of a model lie while it predicts, and how much memory it needs.</summary>
public sealed class PredictingDefinition
{
    /// <summary>Where the inputs lie: before all other values.</summary>
    public required Value[] Inputs { get; init; }

    /// <summary>Where the outputs lie.</summary>
    public required Value[] Outputs { get; init; }

    /// <summary>Where the input of the last activation of each lies; the output where it is not kept.</summary>
    public required Value[] Logits { get; init; }

    /// <summary>Floats per sample that stay until the pass has ended.</summary>
    public required long KeptValues { get; init; }

    /// <summary>The same with those that live for a while and share places.</summary>
    public required long AllValues { get; init; }

    /// <summary>Floats that a batch has once, however many samples it has.</summary>
    public long BatchValues { get; init; }

    /// <inheritdoc cref="ModelDefinition.ActivityRegularizers"/>
    public ActivityRegularizer[] ActivityRegularizers { get; init; } = [];
}

/// <summary>One layer of a model, as a drawing shows it, and what is frozen of it.</summary>
/// <param name="Name">Its name: <c>conv2d_1</c>.</param>
/// <param name="Kind">What Keras calls such a layer: <c>Conv2D</c>.</param>
/// <param name="OutputShape">The shape of one sample's output.</param>
/// <param name="Parameters">How many parameters it has.</param>
/// <param name="Reads">What it reads: 0 is the first input, -1 the second, 1 the first layer.</param>
public sealed record LayerDefinition(string Name, string Kind, int[] OutputShape, long Parameters, int[] Reads)
{
    /// <summary>
    /// Where what it gives lies in a pass that keeps it; behind <see cref="ModelDefinition.InputGradientValues"/> what has to be asked for.
    /// </summary>
    public Value Value { get; init; }

    /// <summary>The multiplications, each with an addition, of one sample's way forward through it.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>Whether it begins frozen.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>The number of the layer whose parameters it uses too; 0 where they are its own.</summary>
    public int SharesWith { get; init; }
}

/// <summary>One parameter of a model.</summary>
/// <param name="Name">Keras's path without the model: <c>conv2d/kernel</c>.</param>
/// <param name="Weight">Where it lies.</param>
/// <param name="Shape">Its shape in Keras's layout.</param>
/// <param name="Initial">Its first values: an <see cref="Initializer"/>, or one with its numbers.</param>
/// <param name="FanIn">How many inputs reach one output, for the initializer.</param>
/// <param name="FanOut">How many outputs one input reaches, for the initializer.</param>
public sealed record ParameterDefinition(string Name, Weight Weight, int[] Shape, Initial Initial, int FanIn, int FanOut)
{
    /// <summary>
    /// Whether several layers compute from it: the first one on the way back writes its gradient and the others add to it, so that it may
    /// be updated only when all have.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>Whether optimizers change it, unless it is frozen. Those that they never do lie behind those that they do.</summary>
    public bool IsTrainable { get; init; } = true;

    /// <summary>
    /// Its number in the order in which layers are written, where that is not its place among the parameters: its first values are drawn by
    /// it.
    /// </summary>
    public int? Number { get; init; }
}

/// <summary>What a parameter adds to the loss: L1 times the sum of |w| + L2 times the sum of w w.</summary>
/// <param name="Weight">Where it lies.</param>
/// <param name="L1">The factor of the sum of sizes.</param>
/// <param name="L2">The factor of the sum of squares.</param>
public sealed record ParameterRegularizer(Weight Weight, double L1, double L2);

/// <summary>
/// What the outputs of a layer add to the loss: L1 times the sum of |y| + L2 times the sum of y y, the mean over samples.
/// </summary>
/// <param name="Value">Where they lie.</param>
/// <param name="L1">The factor of the sum of sizes.</param>
/// <param name="L2">The factor of the sum of squares.</param>
public sealed record ActivityRegularizer(Value Value, double L1, double L2);
