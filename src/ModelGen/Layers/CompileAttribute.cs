namespace ModelGen;

/// <summary>
/// What a model is compiled with for training, said where it is declared: <c>[Compile(Loss = "sparse_categorical_crossentropy", Optimizer =
/// "adam", Metrics = new[] { "accuracy" })]</c>. A new model is then ready for <c>Fit</c>, and the compiler checks that all of it suits the
/// last layer. <see cref="Model.Compile(Optimizer?, Loss?, OutputMetrics?)"/> says it anew.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CompileAttribute : Attribute
{
    /// <summary>The name of the optimizer, with its defaults; left out: <c>"sgd"</c>.</summary>
    public string? Optimizer { get; set; }

    /// <summary>The optimizer's learning rate, at least 0 and finite; left out: its default.</summary>
    public double LearningRate { get; set; }

    /// <summary>The name of the loss, of a model with several outputs that of each.</summary>
    public string? Loss { get; set; }

    /// <summary>The names of what else is measured.</summary>
    public string[]? Metrics { get; set; }
}
