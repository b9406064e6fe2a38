namespace ModelGen.Data;

/// <summary>A file that was left out because it is damaged.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">What was found and what was expected; it names the file, too.</param>
public sealed record SkippedImage(string Path, string Reason);
