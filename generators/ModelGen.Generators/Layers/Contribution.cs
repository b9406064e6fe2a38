namespace ModelGen.Generators.Layers;

/// <summary>What a layer contributes to the gradient of a value.</summary>
/// <param name="Place">Where it goes.</param>
/// <param name="Adds">Whether it is added to what others have contributed.</param>
/// <param name="Of">The number of the layer that gives the value.</param>
internal readonly record struct Contribution(string Place, bool Adds, int Of)
{
    /// <summary>How an equation writes it.</summary>
    public string Sign => Adds ? "+=" : "=";
}
