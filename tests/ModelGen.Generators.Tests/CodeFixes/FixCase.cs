using System.Runtime.CompilerServices;

namespace ModelGen.Generators.Tests;

/// <summary>One fix: what is offered for a finding, and the text before and after.</summary>
internal sealed record FixCase(string Id, string Title, string Before, string After)
{
    /// <summary>All of them, from CodeFixes/Fixes.txt.</summary>
    public static FixCase[] All { get; } = Read();

    private static FixCase[] Read([CallerFilePath] string here = "") =>
    [
        .. File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "Fixes.txt")).ReplaceLineEndings("\n")
            .Split("## ", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Parse),
    ];

    private static FixCase Parse(string text)
    {
        string[] lines = text.TrimEnd('\n').Split('\n'), heading = lines[0].Split(": ", 2);
        int arrow = Array.IndexOf(lines, "=>");
        return new(heading[0], heading[1], string.Join('\n', lines[1..arrow]) + "\n", string.Join('\n', lines[(arrow + 1)..]) + "\n");
    }
}
