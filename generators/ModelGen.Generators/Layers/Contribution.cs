namespace ModelGen.Generators.Layers;

/// <summary>What a layer contributes to the gradient of a value.</summary>
/// <param name="Place">Where it goes.</param>
/// <param name="Adds">Whether it is added to what others have contributed.</param>
internal readonly record struct Contribution(string Place, bool Adds)
{
    /// <summary>How an equation writes it.</summary>
    public string Sign => Adds ? "+=" : "=";
}
