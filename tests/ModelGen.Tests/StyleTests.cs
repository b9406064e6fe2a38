using Xunit;

namespace ModelGen.Tests;

/// <summary>What all texts of the repository keep to: lines of at most 140 columns, and the field's own words.</summary>
public class StyleTests
{
    private const int MostColumns = 140;

    private static readonly string[] s_kinds = ["", ".cs", ".md", ".csproj", ".props", ".targets", ".py", ".yml", ".razor", ".html"];

    // What a tool writes, and folders that are not ours.
    private static readonly string[] s_left = ["bin", "obj", ".git", ".vs", ".gpu", "node_modules", "TestResults", "artifacts"];

    private static readonly Lazy<string[]> s_files = new(() =>
        [.. Walk(ArchitectureTests.Repository)
            .Where(file => s_kinds.Contains(Path.GetExtension(file)) && !Path.GetFileName(file).Contains(".received."))]);

    [Fact]
    public void Lines_have_at_most_140_columns()
    {
        string[] tooLong =
        [
            .. from file in s_files.Value
            from line in File.ReadLines(file).Select((text, i) => (Text: text, Number: i + 1))
            where line.Text.Length > MostColumns && !MayBeLong(file, line.Text)
            select $"{Path.GetRelativePath(ArchitectureTests.Repository, file)}:{line.Number} has {line.Text.Length} columns",
        ];
        Assert.True(tooLong.Length == 0, string.Join('\n', tooLong));
    }

    /// <summary>
    /// Other people's names for a regularizer, an argmax, a derivative, which this code once had, and which a checkpoint from then has.
    /// </summary>
    [Theory, InlineData("penalt"), InlineData("winner")]
    public void The_fields_own_words_are_used(string other)
    {
        string[] found =
        [
            .. from file in s_files.Value
            where Path.GetFileName(file) is not ("StyleTests.cs" or "Fingerprint.cs")
                && !file.EndsWith("lab-notes.md", StringComparison.Ordinal)
            where File.ReadAllText(file).Contains(other, StringComparison.OrdinalIgnoreCase)
            select Path.GetRelativePath(ArchitectureTests.Repository, file),
        ];
        Assert.True(found.Length == 0, $"\"{other}\" stands in {string.Join(", ", found)}.");
    }

    /// <summary>Rows of a table, addresses and references that cannot be divided.</summary>
    private static bool MayBeLong(string file, string line) =>
        line.Split(' ').Max(word => word.Length) > MostColumns / 2
        || line.Contains("<inheritdoc cref", StringComparison.Ordinal)
        || (Path.GetExtension(file) == ".md" && line.Contains(" | ", StringComparison.Ordinal));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Where(entry => !s_left.Contains(Path.GetFileName(entry)))
            .SelectMany(entry => Directory.Exists(entry) ? Walk(entry) : [entry]);
}
