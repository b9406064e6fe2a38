using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Generators;

/// <summary>What the project and its build say.</summary>
/// <param name="PrintsSummary">Whether the build prints each model's table (ModelGenSummary).</param>
/// <param name="AnalyzersAreOff">Whether analyzers are left out, so that the generator must report what is wrong.</param>
/// <param name="Pages">The folder in which the package has unpacked the findings' pages (ModelGenPages), or empty.</param>
internal sealed record BuildOptions(bool PrintsSummary, bool AnalyzersAreOff, string Pages)
{
    // Of a build ModelGen.targets says so, which asks the SDK. RunAnalyzers=false holds in an editor too.
    public static BuildOptions Read(AnalyzerConfigOptions options) => new(
        Is(options, "build_property.ModelGenSummary", "true"),
        Is(options, "build_property.RunAnalyzers", "false") || Is(options, "modelgen_analyzers_are_off", "true"),
        options.TryGetValue("build_property.ModelGenPages", out string? pages) ? pages : "");

    private static bool Is(AnalyzerConfigOptions options, string key, string value) =>
        options.TryGetValue(key, out string? written) && string.Equals(written, value, StringComparison.OrdinalIgnoreCase);
}
