namespace ModelGen.Generators.Emit;

/// <summary>A generated file, and the comments that hold its summary where the build asked for them.</summary>
internal sealed record GeneratedSource(string HintName, string Code, string? Summary);
