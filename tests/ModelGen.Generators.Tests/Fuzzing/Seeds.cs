namespace ModelGen.Generators.Tests;

/// <summary>Programs that people wrote, right and wrong, to be mistyped.</summary>
internal static class Seeds
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using ModelGen.Data;\n";

    public static string[] Declarations { get; } = [.. FindingMessageTests.Sources, .. GeneratedFileTests.Sources];

    /// <summary>Forward methods: of the tests, the pages, the samples and the wrong programs.</summary>
    public static string[] Bodies { get; } =
    [
        .. ForwardLanguageTests.Sources.Concat(ForwardFindingTests.Sources).Select(source => "using System;\n" + source),
        .. Directory.GetFiles(Path.Combine(MarkdownPage.Repository, "docs"), "*.md")
            .SelectMany(page => MarkdownPage.Read(Path.GetRelativePath(MarkdownPage.Repository, page)).Blocks)
            .Where(block => block.Language == "csharp").Select(block => block.Text)
            .Concat(Files("samples", "tests/Mistakes", "tests/RightPrograms"))
            .Where(text => text.Contains("Tensor ", StringComparison.Ordinal) && text.Contains("Forward(", StringComparison.Ordinal))
            .Select(text => Usings + text),
    ];

    /// <summary>Programs that train and use models.</summary>
    public static string[] Uses { get; } = [.. Files("tests/Mistakes", "tests/RightPrograms", "samples").Select(text => Usings + text)];

    /// <summary>One of them.</summary>
    public static string Any(string[] all, Random random) => all[random.Next(all.Length)];

    private static IEnumerable<string> Files(params string[] folders) => folders.SelectMany(folder =>
        Directory.GetFiles(Path.Combine(MarkdownPage.Repository, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin")).Order(StringComparer.Ordinal)
            .Select(file => string.Join('\n', File.ReadAllLines(file).Where(line => !line.StartsWith("//~", StringComparison.Ordinal)))));
}
