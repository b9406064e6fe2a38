namespace ModelGen.Generators.Specs;

/// <summary>What [Compile] says: how a new model is set up for training.</summary>
/// <param name="Optimizer">The optimizer's name, or null.</param>
/// <param name="LearningRate">Its learning rate, or null for its default.</param>
/// <param name="Loss">The loss's name, or null.</param>
/// <param name="Metrics">The names of metrics.</param>
internal sealed record SetupSpec(string? Optimizer, double? LearningRate, string? Loss, EquatableArray<string> Metrics)
{
    /// <summary>The attribute's name.</summary>
    public const string Attribute = "Compile";
}
