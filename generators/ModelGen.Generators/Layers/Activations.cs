namespace ModelGen.Generators.Layers;

/// <summary>What an activation's derivative is computed from.</summary>
internal enum Derived
{
    /// <summary>From the output.</summary>
    FromOutput,

    /// <summary>
    /// From the input, because the output does not tell where it was: the function falls somewhere, or has no simple inverse.
    /// </summary>
    FromInput,
}

/// <summary>An activation as the generator knows it.</summary>
/// <param name="Name">The member of the enum, and the type that computes it.</param>
/// <param name="Keras">Keras's name.</param>
/// <param name="Derived">What its derivative is computed from.</param>
/// <param name="Derivative">How an equation writes the factor of the derivative, with Y for the value it is computed from.</param>
/// <param name="WorksOnRows">Whether it works along the last axis, as a kernel of its own; the derivative is then the whole
/// gradient.</param>
/// <param name="Single">Of one that works on rows: what it is of a single value, and what to write instead there.</param>
/// <param name="OffersInput">Whether at a model's end a loss may take its input in place of the output.</param>
internal sealed record ActivationKind(
    string Name, string Keras, Derived Derived, string Derivative, bool WorksOnRows = false,
    (string Constant, string Instead) Single = default, bool OffersInput = false)
{
    /// <summary>
    /// Whether it is a step of its own: it works on rows, or its input is kept, for a backward pass or for a loss.
    /// </summary>
    public bool IsApart(bool isLast, bool isPredicting) =>
        WorksOnRows || (Derived == Derived.FromInput && !isPredicting) || (OffersInput && isLast);
}

/// <summary>Every activation there is, in the order of the enum. A new one is one line here and one type in the runtime.</summary>
internal static class Activations
{
    public static readonly ActivationKind[] All =
    [
        new("Linear", "linear", Derived.FromOutput, ""),
        new("ReLU", "relu", Derived.FromOutput, "where Y > 0, else 0"),
        new("Sigmoid", "sigmoid", Derived.FromOutput, "Y (1 - Y)", OffersInput: true),
        new("Tanh", "tanh", Derived.FromOutput, "(1 - Y Y)"),
        new("Softmax", "softmax", Derived.FromOutput, "Y (DY - sum of DY Y)", WorksOnRows: true, Single: ("1", "Sigmoid"),
            OffersInput: true),
        new("ReLU6", "relu6", Derived.FromOutput, "where 0 < Y < 6, else 0"),
        new("LeakyReLU", "leaky_relu", Derived.FromOutput, "where Y > 0, else a fifth of it"),
        new("ELU", "elu", Derived.FromOutput, "(Y + 1) where Y < 0"),
        new("SELU", "selu", Derived.FromOutput, "SELU'(Y)"),
        new("CELU", "celu", Derived.FromOutput, "(Y + 1) where Y < 0"),
        new("GELU", "gelu", Derived.FromInput, "GELU'(Y)"),
        new("GELUApproximate", "gelu", Derived.FromInput, "GELUApproximate'(Y)"),
        new("SiLU", "silu", Derived.FromInput, "SiLU'(Y)"),
        new("HardSigmoid", "hard_sigmoid", Derived.FromOutput, "/ 6 where 0 < Y < 1, else 0"),
        new("HardSiLU", "hard_silu", Derived.FromInput, "HardSiLU'(Y)"),
        new("LogSigmoid", "log_sigmoid", Derived.FromOutput, "(1 - exp Y)"),
        new("Exponential", "exponential", Derived.FromOutput, "Y"),
        new("Softplus", "softplus", Derived.FromOutput, "(1 - exp -Y)"),
        new("Softsign", "softsign", Derived.FromOutput, "(1 - |Y|) (1 - |Y|)"),
        new("Mish", "mish", Derived.FromInput, "Mish'(Y)"),
        new("HardTanh", "hard_tanh", Derived.FromOutput, "where -1 < Y < 1, else 0"),
        new("TanhShrink", "tanh_shrink", Derived.FromInput, "TanhShrink'(Y)"),
        new("SoftShrink", "soft_shrink", Derived.FromOutput, "where Y is not 0, else 0"),
        new("HardShrink", "hard_shrink", Derived.FromOutput, "where Y is not 0, else 0"),
        new("Squareplus", "squareplus", Derived.FromOutput, "Y Y / (Y Y + 1)"),
        new("SparsePlus", "sparse_plus", Derived.FromOutput, "sqrt Y where Y < 1"),
        new("SparseSigmoid", "sparse_sigmoid", Derived.FromOutput, "/ 2 where 0 < Y < 1, else 0"),
        new("LogSoftmax", "log_softmax", Derived.FromOutput, "DY - exp(Y) sum of DY", WorksOnRows: true, Single: ("0", "LogSigmoid")),
        new("Sparsemax", "sparsemax", Derived.FromOutput, "DY - mean of DY where Y > 0, else 0", WorksOnRows: true,
            Single: ("1", "SparseSigmoid")),
    ];

    private static readonly Dictionary<string, ActivationKind> s_byName = All.ToDictionary(kind => kind.Name);

    /// <summary>The activation with this name, or null.</summary>
    public static ActivationKind? Find(string name) => s_byName.TryGetValue(name, out ActivationKind kind) ? kind : null;

    /// <summary>The one that a layer's argument names.</summary>
    public static ActivationKind Of(ShapedLayer layer) => Find(LayerCatalog.Of(layer).ActivationOf(layer.Spec))!;
}
