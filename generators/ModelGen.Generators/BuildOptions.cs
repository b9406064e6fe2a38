using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Generators;

/// <summary>What the project file says.</summary>
/// <param name="PrintsSummary">Whether the build prints each model's table (ModelGenSummary).</param>
/// <param name="AnalyzersAreOff">Whether the build leaves analyzers out, so that findings must come as #error.</param>
internal sealed record BuildOptions(bool PrintsSummary, bool AnalyzersAreOff)
{
    public static BuildOptions Read(AnalyzerConfigOptions options) => new(
        Is(options, "ModelGenSummary", "true"),
        Is(options, "RunAnalyzers", "false") || Is(options, "RunAnalyzersDuringBuild", "false"));

    private static bool Is(AnalyzerConfigOptions options, string property, string value) =>
        options.TryGetValue($"build_property.{property}", out string? written)
            && string.Equals(written, value, StringComparison.OrdinalIgnoreCase);
}
