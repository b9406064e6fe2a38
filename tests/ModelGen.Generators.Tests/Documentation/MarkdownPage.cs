using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ModelGen.Generators.Tests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">What stands behind the fence.</param>
/// <param name="Text">Its lines, less the fence's indentation.</param>
/// <param name="Line">The number of its first line in the page.</param>
internal sealed record PageBlock(string Language, string Text, int Line);

/// <summary>A page of the documentation: its blocks, its links, and what it says outside blocks.</summary>
internal sealed partial class MarkdownPage
{
    private MarkdownPage(string name)
    {
        Name = name;
        string[] lines = File.ReadAllLines(System.IO.Path.Combine(Repository, name));
        List<PageBlock> blocks = [];
        List<string> prose = [];
        for (int i = 0; i < lines.Length; i++)
        {
            string fence = lines[i].TrimStart();
            if (!fence.StartsWith("```", StringComparison.Ordinal))
            {
                prose.Add(lines[i]);
                continue;
            }

            int indentation = lines[i].Length - fence.Length;
            int first = i + 1, end = Array.FindIndex(lines, first, line => line.Trim() == "```");
            Assert.True(end >= 0, $"{name}, line {i + 1}: the block has no end.");
            blocks.Add(new PageBlock(fence[3..].Trim(),
                string.Join('\n', lines[first..end].Select(line => line[Math.Min(indentation, line.Length)..])), first + 1));
            i = end;
        }

        (Blocks, Prose) = (blocks, string.Join('\n', prose));
    }

    /// <summary>The folder of the solution.</summary>
    public static string Repository { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(ThisFile(), "../../../.."));

    /// <summary>Every page that a user may read, by its path from the top.</summary>
    public static string[] All { get; } =
    [
        "README.md", "CONTRIBUTING.md", "samples/README.md",
        .. Directory.EnumerateFiles(System.IO.Path.Combine(Repository, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Repository, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    public string Name { get; }

    public string Path => System.IO.Path.Combine(Repository, Name);

    public IReadOnlyList<PageBlock> Blocks { get; }

    /// <summary>All that stands outside blocks.</summary>
    public string Prose { get; }

    /// <summary>Where its links lead: an address, or a path and a heading.</summary>
    public IEnumerable<(string Target, string Heading)> Links =>
        LinkPattern().Matches(Prose).Select(m => (m.Groups["target"].Value, m.Groups["heading"].Value));

    /// <summary>Its headings, as links name them.</summary>
    public IEnumerable<string> Headings => HeadingPattern().Matches(Prose)
        .Select(m => UnlinkedPattern().Replace(m.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>Its commands: lines of blocks that are no code, and lines of four spaces.</summary>
    public IEnumerable<string> Commands => Blocks.Where(b => b.Language is "" or "sh" or "bash").SelectMany(b => b.Text.Split('\n'))
        .Concat(Prose.Split('\n').Where(line => line.StartsWith("    dotnet ", StringComparison.Ordinal)))
        .Select(line => line.Split(" #")[0].Trim());

    /// <summary>What it writes as code within its prose.</summary>
    public IEnumerable<string> InlineCode => InlinePattern().Matches(Prose).Select(m => m.Groups[1].Value);

    public static MarkdownPage Read(string name) => new(name);

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"\]\((?<target>[^)#\s]*)(#(?<heading>[^)\s]*))?\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex(@"[^\w\s-]")]
    private static partial Regex UnlinkedPattern();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex InlinePattern();
}
