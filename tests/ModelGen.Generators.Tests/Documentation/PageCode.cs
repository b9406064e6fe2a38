using System.Collections.Immutable;
using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Tests;

/// <summary>The C# of a page, compiled in memory as a project that has the package would be.</summary>
internal sealed class PageCode
{
    // The feature makes #:package a directive, as the SDK does for a program of one file.
    private static readonly CSharpParseOptions s_language =
        new CSharpParseOptions(LanguageVersion.CSharp14).WithFeatures([KeyValuePair.Create("FileBasedProgram", "true")]);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Net100.References.All,
        .. new[] { typeof(Model), typeof(Data.Table), typeof(Data.ImageFolder), typeof(LayerKind), typeof(ILGPU.Context),
                typeof(System.Numerics.Tensors.Tensor<float>) }
            .Select(type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    private readonly Compilation _compilation;
    private readonly Diagnostic[] _diagnostics;

    private PageCode(OutputKind kind, bool isUsers, params string[] sources)
    {
        // Code of the project's own sees internals, by this name; a user's does not.
        Compilation written = CSharpCompilation.Create(isUsers ? "Page" : "ModelGen.Tests",
            [.. sources.Prepend(PageContext.Project).Select(source => CSharpSyntaxTree.ParseText(source, s_language))], s_references,
            new CSharpCompilationOptions(kind, optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
        ImmutableArray<Diagnostic> findings = [];
        _compilation = written;
        if (isUsers)
        {
            CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: s_language)
                .RunGeneratorsAndUpdateCompilation(written, out _compilation, out _);
            findings = _compilation.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        }

        _diagnostics = [.. findings.Concat(_compilation.GetDiagnostics())
            .Where(d => d.Severity != DiagnosticSeverity.Hidden && d.Id is not ("CS1591" or "CS1701" or "CS1702"))];
    }

    /// <summary>What is reported, each as a build shows it: "error MGN0101: ...".</summary>
    public IEnumerable<string> Messages => _diagnostics.Select(d =>
        $"{d.Severity.ToString().ToLowerInvariant()} {d.Id}: {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");

    /// <summary>The same with the place in the page.</summary>
    public IEnumerable<string> Located => _diagnostics.Zip(Messages, (d, message) => $"{d.Location.GetMappedLineSpan()}: {message}");

    /// <summary>Whether a block is a whole program, and not a piece of one.</summary>
    public static bool IsProgram(PageBlock block) => Root(block) is var root && root.Usings.Count > 0
        && root.Members.OfType<GlobalStatementSyntax>().Any();

    /// <summary>A program as it stands.</summary>
    public static PageCode OfProgram(PageBlock block) =>
        new(OutputKind.ConsoleApplication, true, block.Text, PageContext.Digits, PageContext.Flowers);

    /// <summary>Fragments that take the same as given, each in a namespace of its own.</summary>
    public static PageCode OfFragments(string page, PageContext context, IReadOnlyList<PageBlock> fragments) =>
        new(OutputKind.DynamicallyLinkedLibrary, context.IsUsers, [.. fragments.Select((block, i) => Wrap(page, context, block, i))]);

    /// <summary>Runs what can be run, in order: statements, each block on its own, or the program.</summary>
    public void Run()
    {
        using var image = new MemoryStream();
        var emitted = _compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        Assembly assembly = Assembly.Load(image.ToArray());
        if (assembly.EntryPoint is { } main) { main.Invoke(null, [Array.Empty<string>()]); }
        foreach (Type fragment in assembly.GetTypes().Where(type => type.Name == "Fragment")
            .OrderBy(type => (type.Namespace!.Length, type.Namespace)))
        {
            fragment.GetMethod("Run")!.Invoke(null, null);
        }
    }

    private static CompilationUnitSyntax Root(PageBlock block) => CSharpSyntaxTree.ParseText(block.Text, s_language)
        .GetCompilationUnitRoot();

    // Statements go into a method, declarations beside it; lines keep their numbers in the page.
    private static string Wrap(string page, PageContext context, PageBlock block, int number)
    {
        SyntaxList<MemberDeclarationSyntax> members = Root(block).Members;
        string statements = Part(members.TakeWhile(member => member is GlobalStatementSyntax));
        string declarations = Part(members.SkipWhile(member => member is GlobalStatementSyntax));
        string method = statements == "" ? "" : $"internal static class Fragment {{ public static void Run()\n{{\n{statements}\n}} }}";
        return $$"""
            namespace Block{{number}}
            {
            {{context.Usings}}
            {{context.Code}}
            {{declarations}}
            {{method}}
            }
            """;

        string Part(IEnumerable<MemberDeclarationSyntax> part)
        {
            MemberDeclarationSyntax[] of = [.. part];
            if (of.Length == 0) { return ""; }
            int start = of[0].FullSpan.Start;
            int line = block.Line + block.Text.AsSpan(0, start).Count('\n');
            return $"#line {line} \"{page}\"\n{block.Text[start..of[^1].FullSpan.End]}\n#line default";
        }
    }
}
