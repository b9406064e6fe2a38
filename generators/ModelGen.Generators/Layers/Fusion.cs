namespace ModelGen.Generators.Layers;

/// <summary>A layer that may do the work of the next one too.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Absorbed">What it absorbs already.</param>
/// <param name="Next">The next layer, the only one that reads the last of these.</param>
/// <param name="IsLast">Whether the next layer gives the model's output.</param>
/// <param name="IsPredicting">Whether nothing is kept for a backward pass.</param>
/// <param name="IsShared">Whether other layers use the layer's parameters too.</param>
internal sealed record Fusion(
    ShapedLayer Layer, IReadOnlyList<ShapedLayer> Absorbed, ShapedLayer Next, bool IsLast, bool IsPredicting, bool IsShared)
{
    public LayerKind NextKind => LayerCatalog.Of(Next);

    /// <summary>The same where nothing has been absorbed before it.</summary>
    public bool IsFirstActivation => Absorbed.Count == 0 && IsActivation;

    /// <summary>Whether the next layer is an activation that a kernel can apply to what it has just computed.</summary>
    public bool IsActivation => NextKind is ActivationLayer && !Activations.Of(Next).IsApart(IsLast, IsPredicting);
}
