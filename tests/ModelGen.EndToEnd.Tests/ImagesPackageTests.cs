using System.IO.Compression;
using System.Xml.Linq;

namespace ModelGen.EndToEnd.Tests;

/// <summary>What is inside the package for pictures, and what it brings.</summary>
public class ImagesPackageTests(Package package)
{
    [Fact]
    public async Task The_package_for_pictures_has_its_page_and_brings_Skia()
    {
        await package.PackAsync("src/ModelGen.Images");
        string file = Path.Combine(Path.GetDirectoryName(package.File)!, $"ModelGen.Images.{package.Version}.nupkg");
        using ZipArchive zip = ZipFile.OpenRead(file);
        string[] ofTheFormat = ["[Content_Types].xml", "_rels/", "package/"];
        IEnumerable<string> files = zip.Entries.Select(entry => entry.FullName).Where(name => !ofTheFormat.Any(name.StartsWith));
        string[] library = ["lib/net10.0/ModelGen.Images.dll", "lib/net10.0/ModelGen.Images.xml"];
        Assert.Equal(["LICENSE", "ModelGen.Images.nuspec", "images.md", .. library], files.Order(StringComparer.Ordinal));

        using Stream nuspec = zip.GetEntry("ModelGen.Images.nuspec")!.Open();
        IEnumerable<string> dependencies = XDocument.Load(nuspec).Descendants().Where(e => e.Name.LocalName == "dependency")
            .Select(e => e.Attribute("id")!.Value);
        Assert.Equal(["ModelGen", "SkiaSharp", "SkiaSharp.NativeAssets.Linux.NoDependencies"], dependencies.Order(StringComparer.Ordinal));
    }
}
