namespace ModelGen.Generators.Emit;

/// <summary>What comes of one model.</summary>
/// <param name="HintName">The generated file's name.</param>
/// <param name="Code">The generated file, or null where nothing can be added to the declaration.</param>
/// <param name="Summary">The comments that hold its summary, where the build asked for them.</param>
/// <param name="Findings">What the generator must report, because the analyzer is not heard or does not know of it.</param>
internal sealed record GeneratedSource(string HintName, string? Code, string? Summary, EquatableArray<Finding> Findings)
{
    /// <summary>What is said of the method that declares the model, or null.</summary>
    public string? Method { get; init; }
}
