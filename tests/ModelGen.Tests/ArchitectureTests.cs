using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// Each folder is a room; here stands which rooms a room may know. A type belongs to the rooms that declare it or a part of it.
/// </summary>
public partial class ArchitectureTests
{
    private const string Root = "(root)";
    private const string Roslyn = "Microsoft.CodeAnalysis";

    private static readonly Dictionary<string, string[]> s_runtime = new()
    {
        ["Devices"] = [],
        ["Compute"] = ["Devices"],
        ["Data"] = ["Compute"],                                           // Philox shuffles
        ["Activations"] = ["Compute", "Devices"],
        ["Initializers"] = ["Compute", "Devices"],
        ["Schedules"] = ["Compute", "Devices"],
        ["Metrics"] = ["Compute", "Devices", "Losses"],                    // a loss that is watched
        ["Losses"] = ["Compute", "Devices"],
        ["Optimizers"] = ["Compute", "Devices", "Schedules"],             // a learning rate may follow a schedule
        ["Layers"] = ["Compute", "Devices", "Activations", "Initializers"], // Linear needs no pass; the enum that attributes take
        ["Training"] = ["Devices", "Compute", "Data", "Activations", "Initializers", "Schedules", "Metrics", "Losses", "Optimizers",
            "Layers"],
    };

    private static readonly Dictionary<string, string[]> s_generator = new()
    {
        ["Specs"] = [],
        ["Layers"] = ["Specs"],
        ["Read"] = ["Specs", "Layers", Roslyn],
        ["Evaluate"] = ["Specs", "Layers", "Read", Roslyn],                  // a Forward method, run
        ["Infer"] = ["Specs", "Layers"],
        ["Plan"] = ["Specs", "Layers"],
        ["Summary"] = ["Specs", "Layers"],
        ["Emit"] = ["Specs", "Summary"],
        ["Diagnostics"] = ["Specs", "Layers", "Read", "Evaluate", Roslyn],   // where a finding lies
        ["Use"] = ["Specs", "Layers", "Read", "Evaluate", "Infer", "Plan", "Diagnostics", Roslyn], // of models, by a program
        [Root] = ["Specs", "Layers", "Read", "Evaluate", "Infer", "Plan", "Summary", "Emit", "Diagnostics", "Use", Roslyn],
    };

    [Fact]
    public void Rooms_of_the_runtime_import_only_what_they_may() => AssertArrows("src/ModelGen", s_runtime);

    [Fact]
    public void Rooms_of_the_generator_import_only_what_they_may() => AssertArrows("generators/ModelGen.Generators", s_generator);

    // "Vector512.IsHardwareAccelerated", "Avx2.IsSupported": whoever else asks would choose another width than the rest.
    [Fact]
    public void One_place_chooses_the_vectors()
    {
        string root = Path.Combine(Repository, "src/ModelGen"), room = Path.Combine(root, "Devices", "Simd");
        string[] asking = [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Where(f => !IsBuildOutput(root, f))
            .Where(file => Path.GetDirectoryName(file) != room)
            .Where(file => File.ReadAllText(file) is var text
                && (text.Contains("IsHardwareAccelerated", StringComparison.Ordinal) || VectorChecks().IsMatch(text)))
            .Select(file => Path.GetRelativePath(root, file))];
        Assert.True(asking.Length == 0, $"Only Devices/Simd asks which vectors the CPU has, not {string.Join(", ", asking)}.");
        string[] choosing = [.. Directory.EnumerateFiles(room).Where(f => File.ReadAllText(f).Contains("IsHardwareAccelerated"))];
        Assert.Equal([Path.Combine(room, "Simd.cs")], choosing);
    }

    [GeneratedRegex(@"\b(Avx\w*|Sse\w*|Ssse3|Fma|AdvSimd|PackedSimd|Sve\w*)(\.\w+)?\.IsSupported|Intrinsics\.(X86|Arm|Wasm)")]
    private static partial Regex VectorChecks();

    [Fact]
    public void The_generator_does_not_reference_the_runtime()
    {
        string project = File.ReadAllText(Path.Combine(Repository, "generators/ModelGen.Generators/ModelGen.Generators.csproj"));
        Assert.DoesNotContain("ProjectReference", project);
    }

    private static void AssertArrows(string project, Dictionary<string, string[]> allowed)
    {
        string root = Path.Combine(Repository, project);
        string[] files = [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Where(f => !IsBuildOutput(root, f))
            .Order(StringComparer.Ordinal)];
        CSharpCompilation compilation = Compile(files);
        SortedSet<string> forbidden = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(t => t.FilePath != ""))
        {
            string room = RoomOf(root, tree.FilePath);
            if (!allowed.TryGetValue(room, out string[]? known))
            {
                forbidden.Add($"{room}: no such room");
                continue;
            }

            foreach (var (rooms, type) in Imports(compilation.GetSemanticModel(tree), root))
            {
                if (!rooms.Contains(room) && !rooms.Overlaps(known))
                {
                    forbidden.Add($"{room} -> {string.Join("/", rooms)}: {Path.GetRelativePath(root, tree.FilePath)} uses {type}");
                }
            }
        }

        Assert.True(forbidden.Count == 0, string.Join('\n', forbidden));
    }

    /// <summary>The types that a file names or whose members it uses, each with the rooms it belongs to.</summary>
    private static IEnumerable<(HashSet<string> Rooms, string Type)> Imports(SemanticModel model, string root)
    {
        HashSet<INamedTypeSymbol> types = new(SymbolEqualityComparer.Default);
        foreach (SimpleNameSyntax name in model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            // Documentation may point anywhere.
            if (name.IsPartOfStructuredTrivia()) { continue; }
            ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
            if ((symbol as INamedTypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition is { } type) { types.Add(type); }
        }

        foreach (INamedTypeSymbol type in types)
        {
            HashSet<string> rooms = [.. type.DeclaringSyntaxReferences.Select(r => r.SyntaxTree.FilePath).Where(p => p != "")
                .Select(p => RoomOf(root, p))];
            if (rooms.Count > 0) { yield return (rooms, type.Name); }
            else if (type.ContainingNamespace?.ToDisplayString().StartsWith(Roslyn, StringComparison.Ordinal) == true)
            {
                yield return ([Roslyn], type.Name);
            }
        }
    }

    private static CSharpCompilation Compile(string[] files)
    {
        // What <ImplicitUsings> adds.
        const string usings = "global using System; global using System.Collections.Generic; global using System.IO; global using "
            + "System.Linq; " +
            "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";
        var options = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.None);
        return CSharpCompilation.Create("Sources",
            [CSharpSyntaxTree.ParseText(usings, options),
                .. files.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), options, f))],
            [.. Net100.References.All,
                .. new[] { typeof(ILGPU.Context), typeof(ILGPU.Algorithms.XMath), typeof(System.Numerics.Tensors.TensorPrimitives),
                    typeof(System.IO.Hashing.Crc32),
                    typeof(Compilation), typeof(CSharpCompilation) }
                .Select(t => MetadataReference.CreateFromFile(t.Assembly.Location))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    private static string RoomOf(string root, string file)
    {
        string[] parts = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar);
        return parts.Length == 1 ? Root : parts[0];
    }

    private static bool IsBuildOutput(string root, string file) => RoomOf(root, file) is "bin" or "obj";

    /// <summary>The folder of the solution, above the folder of the tests.</summary>
    internal static string Repository { get; } = FindRepository();

    private static string FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ModelGen.sln"))) { folder = folder.Parent; }
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No ModelGen.sln above {AppContext.BaseDirectory}.");
    }
}
