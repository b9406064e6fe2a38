namespace ModelGen.Generators.Summary;

/// <summary>One layer's line.</summary>
/// <param name="Name">conv2d.</param>
/// <param name="ClassName">Conv2D.</param>
/// <param name="OutputShape">(None, 24, 24, 32).</param>
/// <param name="Parameters">How many it has.</param>
internal sealed record SummaryRow(string Name, string ClassName, string OutputShape, long Parameters);
