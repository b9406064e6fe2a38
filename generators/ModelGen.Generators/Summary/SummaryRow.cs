namespace ModelGen.Generators.Summary;

/// <summary>One layer's line.</summary>
/// <param name="Name">conv2d.</param>
/// <param name="ClassName">Conv2D.</param>
/// <param name="OutputShape">(None, 24, 24, 32).</param>
/// <param name="Parameters">How many it has.</param>
/// <param name="Untrained">How many of them are not trained.</param>
/// <param name="Connected">What it reads, conv2d[0][0]; nothing for an input. Null in a table of a chain, which does not say it.</param>
internal sealed record SummaryRow(
    string Name, string ClassName, string OutputShape, long Parameters, long Untrained = 0, IReadOnlyList<string>? Connected = null)
{
    /// <summary>What it costs, in a table that says it.</summary>
    public LayerCost? Cost { get; init; }
}

/// <summary>What one sample costs in a layer.</summary>
/// <param name="MultiplyAdds">Multiplications, each with an addition, of the way forward.</param>
/// <param name="Bytes">Memory of its values in training.</param>
internal sealed record LayerCost(long MultiplyAdds, long Bytes);
