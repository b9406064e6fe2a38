using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace ModelGen.EndToEnd.Tests;

/// <summary>What is inside the package.</summary>
public class PackageContentTests(Package package)
{
    // The layout that NuGet prescribes for what it is.
    private static readonly string[] Expected =
    [
        "LICENSE",
        "ModelGen.nuspec",
        "README.md",
        "analyzers/dotnet/cs/ModelGen.CodeFixes.dll",
        "analyzers/dotnet/cs/ModelGen.Generators.dll",
        "buildTransitive/net10.0/ModelGen.props",
        "buildTransitive/net10.0/ModelGen.targets",
        "lib/net10.0/ModelGen.dll",
        "lib/net10.0/ModelGen.xml",
    ];

    [Fact]
    public void One_package_carries_runtime_documentation_analyzers_and_build_files()
    {
        using ZipArchive zip = package.Open();
        string[] ofTheFormat = ["[Content_Types].xml", "_rels/", "package/"];
        IEnumerable<string> files = zip.Entries.Select(entry => entry.FullName).Where(name => !ofTheFormat.Any(name.StartsWith));
        IEnumerable<string> pages = Directory.EnumerateFiles(Path.Combine(Package.Root, "docs/diagnostics"), "*.md")
            .Select(page => $"docs/diagnostics/{Path.GetFileName(page)}");
        Assert.Equal(Expected.Concat(pages).Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    // Only these three: what the generator needs must not reach the user's program.
    [Fact]
    public void It_depends_on_ILGPU_and_tensors_only()
    {
        using ZipArchive zip = package.Open();
        using Stream nuspec = zip.GetEntry("ModelGen.nuspec")!.Open();
        IEnumerable<string> dependencies = XDocument.Load(nuspec).Descendants().Where(e => e.Name.LocalName == "dependency")
            .Select(e => e.Attribute("id")!.Value);
        Assert.Equal(["ILGPU", "ILGPU.Algorithms", "System.IO.Hashing", "System.Numerics.Tensors"],
            dependencies.Order(StringComparer.Ordinal));
    }

    // The compiler drops an analyzer built against a newer Roslyn than itself (CS9057); .NET 10's first SDK has 5.0.0.
    [Theory]
    [InlineData("ModelGen.Generators.dll")]
    [InlineData("ModelGen.CodeFixes.dll")]
    public void Analyzers_reference_Roslyn_5_0_0_exactly(string file)
    {
        using ZipArchive zip = package.Open();
        using var image = new MemoryStream();
        using (Stream entry = zip.GetEntry($"analyzers/dotnet/cs/{file}")!.Open()) { entry.CopyTo(image); }
        image.Position = 0;
        using var pe = new PEReader(image);
        MetadataReader metadata = pe.GetMetadataReader();
        (string Name, Version Version)[] roslyn =
        [
            .. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
                .Select(reference => (Name: metadata.GetString(reference.Name), reference.Version))
                .Where(reference => reference.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(roslyn);
        Assert.All(roslyn, reference => Assert.Equal(new Version(5, 0, 0, 0), reference.Version));
    }
}
