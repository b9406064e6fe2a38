namespace ModelGen.Generators.Specs;

/// <summary>What is known of a model that cannot be compiled.</summary>
/// <param name="Name">Its name in the summary.</param>
/// <param name="Inputs">Its inputs, in their order.</param>
/// <param name="Layers">Its layers, implied ones included. Shapes may be unknown.</param>
/// <param name="Outputs">Its outputs, as far as they are known.</param>
/// <param name="UpToFault">How many layers stand before what is wrong, with the one that is.</param>
internal sealed record UnfinishedModel(string Name, EquatableArray<ShapedInput> Inputs, EquatableArray<ShapedLayer> Layers,
    EquatableArray<ShapedOutput> Outputs, int UpToFault);
