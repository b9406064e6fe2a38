namespace ModelGen;

/// <summary>Reads the sample as one vector, row by row. Nothing moves.</summary>
public sealed class FlattenAttribute : LayerAttribute;
