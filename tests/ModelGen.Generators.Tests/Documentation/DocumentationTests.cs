using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Tests;

/// <summary>These tests set the working folder and the console, so nothing runs beside them.</summary>
[CollectionDefinition(nameof(DocumentationTests), DisableParallelization = true)]
public class DocumentationCollection;

/// <summary>What the pages say is so: code compiles and runs, commands and links lead to what exists.</summary>
[Collection(nameof(DocumentationTests))]
public class DocumentationTests
{
    // The pages of findings have DiagnosticPageTests, and the quotes of a generated file GeneratedFileTests.
    private static readonly Regex s_testedElsewhere = new(@"^docs/diagnostics/MGN\d+\.md$|^docs/(generated-code|errors-compared)\.md$");

    private static readonly Regex s_path = new(@"^(src|tests|samples|docs|generators|benchmarks|\.ci)/[\w./-]*$");

    public static TheoryData<string> Pages => [.. MarkdownPage.All];

    public static TheoryData<string> PagesWithCode =>
        [.. MarkdownPage.All.Where(page => !s_testedElsewhere.IsMatch(page) && CodeOf(MarkdownPage.Read(page)).Any())];

    /// <summary>Whole programs alone, errors on purpose alone, all other blocks together.</summary>
    [Theory, MemberData(nameof(PagesWithCode))]
    public void Code_compiles_and_runs(string name)
    {
        MarkdownPage page = MarkdownPage.Read(name);
        List<PageBlock> fragments = [];
        foreach ((PageBlock block, string[] announced) in CodeOf(page))
        {
            if (announced.Length == 0 && !PageCode.IsProgram(block))
            {
                fragments.Add(block);
                continue;
            }

            PageCode code = PageCode.IsProgram(block)
                ? PageCode.OfProgram(block) : PageCode.OfFragments(name, PageContext.Of(name, block), [block]);
            Assert.Equal(announced, code.Messages);
            if (announced.Length == 0) { RunInFolderOfItsOwn(name, code); }
        }

        foreach (IGrouping<PageContext, PageBlock> same in fragments.GroupBy(block => PageContext.Of(name, block)))
        {
            PageCode code = PageCode.OfFragments(name, same.Key, [.. same]);
            Assert.True(!code.Located.Any(), string.Join('\n', code.Located));
            if (same.Key.IsUsers) { RunInFolderOfItsOwn(name, code); }
        }
    }

    [Fact]
    public void The_program_of_the_page_on_tables_prints_what_is_shown_and_tells_flowers_apart()
    {
        MarkdownPage page = MarkdownPage.Read("docs/tables.md");
        using var printed = new StringWriter();
        RunInFolderOfItsOwn("docs/tables.md", PageCode.OfProgram(page.Blocks.Single(PageCode.IsProgram)), printed);
        string text = printed.ToString().ReplaceLineEndings("\n");
        string shown = page.Blocks.Single(block => block.Text.StartsWith("iris.csv: ", StringComparison.Ordinal)).Text;
        Assert.Equal(shown, text[..Math.Min(shown.Length, text.Length)]);
        Match last = Regex.Match(text, @"\nsetosa, accuracy (\d)[.,](\d\d)\n$");
        Assert.True(last.Success, text);
        Assert.InRange(int.Parse(last.Groups[1].Value + last.Groups[2].Value, CultureInfo.InvariantCulture), 93, 100);
    }

    [Theory, MemberData(nameof(Pages))]
    public void Links_lead_to_pages_files_and_headings(string name)
    {
        MarkdownPage page = MarkdownPage.Read(name);
        foreach ((string target, string heading) in page.Links.Where(link => !link.Target.Contains("://", StringComparison.Ordinal)))
        {
            string path = target == "" ? page.Path : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page.Path)!, target));
            Assert.True(Path.Exists(path), $"{name} links to {target}, which is not there.");
            if (heading == "") { continue; }
            MarkdownPage linked = MarkdownPage.Read(Path.GetRelativePath(MarkdownPage.Repository, path));
            Assert.Contains(heading, linked.Headings);
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public void Commands_and_paths_exist(string name)
    {
        MarkdownPage page = MarkdownPage.Read(name);
        IEnumerable<string> words = page.Commands.SelectMany(command => command.Split(' ')).Concat(page.InlineCode);
        foreach (string path in words.Where(word => s_path.IsMatch(word)))
        {
            // The recipe for a layer invents one.
            if (Path.GetFileName(path).StartsWith("Scale", StringComparison.Ordinal)) { continue; }
            Assert.True(Path.Exists(Path.Combine(MarkdownPage.Repository, path)), $"{name} speaks of {path}, which is not there.");
        }

        foreach (string command in page.Commands.Concat(page.InlineCode))
        {
            Match run = Regex.Match(command, @"^dotnet run .*--project (\S+) -- (.*)$");
            if (!run.Success) { continue; }
            string sources = string.Concat(new[] { run.Groups[1].Value, "samples/Shared" }
                .SelectMany(folder => Directory.GetFiles(Path.Combine(MarkdownPage.Repository, folder), "*.cs")).Select(File.ReadAllText));
            Assert.All(Regex.Matches(run.Groups[2].Value, @"--[\w-]+").Select(m => m.Value).Where(option => option != "--help"),
                option => Assert.Contains($"\"{option}\"", sources));
        }
    }

    [Fact]
    public void The_readme_shows_the_summary_of_its_network()
    {
        MarkdownPage readme = MarkdownPage.Read("README.md");
        PageBlock shown = readme.Blocks.Single(block => block.Text.StartsWith("Model:", StringComparison.Ordinal));
        string generated = Compiler.Compile(GeneratedFileTests.MnistCnn).SingleCleanSource();
        string constant = string.Join('\n', generated.Split('\n').Select(line => line.Trim()));
        Assert.Contains(string.Join('\n', shown.Text.Split('\n').Select(line => line.Trim())), constant);
    }

    [Fact]
    public void The_page_on_branches_quotes_what_the_compiler_says()
    {
        MarkdownPage page = MarkdownPage.Read("docs/graphs.md");
        string quoted = page.Blocks.Single(block => block.Text.StartsWith("MGN0118", StringComparison.Ordinal)).Text;
        string model = page.Blocks.Single(block => block.Text.Contains("class Halved", StringComparison.Ordinal)).Text;
        string wrong = model.Replace("[Conv2D(32, 1, Strides = 2, Padding = Padding.Same)]", "", StringComparison.Ordinal);
        Diagnostic finding = Assert.Single(Compiler.Compile(wrong).Findings);
        Assert.Equal(quoted.ReplaceLineEndings(" ").Trim(), $"{finding.Id}: {finding.GetMessage(CultureInfo.InvariantCulture)}");
    }

    [Fact]
    public void The_readme_names_every_layer_and_the_version_that_is_packed()
    {
        string readme = File.ReadAllText(MarkdownPage.Read("README.md").Path);
        string row = Regex.Match(readme, @"^\| Layers \| ([^;]*);", RegexOptions.Multiline).Groups[1].Value;
        IEnumerable<string> named = Regex.Matches(row, @"`(\w+)`").Select(m => m.Groups[1].Value);
        Assert.Equal(LayerCatalog.All.Select(kind => kind.Attributes[0]).Where(SyntaxFacts.IsValidIdentifier).Order(), named.Order());

        string properties = File.ReadAllText(Path.Combine(MarkdownPage.Repository, "Directory.Build.props"));
        string version = Regex.Match(properties, "<Version>(.*)</Version>").Groups[1].Value;
        Assert.Contains($"#:package ModelGen@{version}\n", readme);
    }

    // A block of text after the code, with nothing but findings in it, says what the code gives.
    private static IEnumerable<(PageBlock Code, string[] Announced)> CodeOf(MarkdownPage page) =>
        page.Blocks.Index().Where(block => block.Item.Language == "csharp").Select(block =>
        {
            string[] next = block.Index + 1 < page.Blocks.Count ? page.Blocks[block.Index + 1].Text.Split('\n') : [];
            return (block.Item, next.All(line => Regex.IsMatch(line, @"^(error|warning|info) MGN\d{4}: ")) ? next : []);
        });

    private static void RunInFolderOfItsOwn(string page, PageCode code, TextWriter? printed = null)
    {
        string before = Environment.CurrentDirectory;
        TextWriter console = Console.Out;
        string folder = Directory.CreateTempSubdirectory("modelgen-page-").FullName;
        try
        {
            Environment.CurrentDirectory = folder;
            Console.SetOut(printed ?? TextWriter.Null);
            if (page == PagePhotos.Page) { PagePhotos.Write(folder); }
            code.Run();
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = before;
            Directory.Delete(folder, recursive: true);
        }
    }
}
