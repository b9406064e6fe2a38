namespace ModelGen;

/// <summary>Reads the sample with another shape of as many values. Nothing moves.</summary>
/// <param name="targetShape">One to three sizes; one of them may be -1, which stands for what is left.</param>
public sealed class ReshapeAttribute(params int[] targetShape) : LayerAttribute
{
    /// <summary>The shape of one sample.</summary>
    public IReadOnlyList<int> TargetShape { get; } = targetShape;
}
