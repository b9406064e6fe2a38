using System.IO.Compression;
using System.Reflection;

namespace ModelGen.EndToEnd.Tests;

/// <summary>
/// The package, made once for all tests with a version of its own, in a folder that the projects of the tests take it from. They restore
/// into a folder of their own, which is kept between runs for what has to be fetched, less this version.
/// </summary>
public sealed class Package : IAsyncLifetime
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Different in each run.</summary>
    public string Version { get; } = $"0.0.1-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";

    /// <summary>Where the projects of the tests live.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("modelgen-").FullName;

    /// <summary>Where builds keep packages.</summary>
    public string Packages { get; } = Path.Combine(Root, "artifacts", "endtoend");

    /// <summary>The package itself.</summary>
    public string File => Path.Combine(Folder, "feed", $"ModelGen.{Version}.nupkg");

    /// <summary>Opens it.</summary>
    public ZipArchive Open() => ZipFile.OpenRead(File);

    /// <summary>Makes it.</summary>
    public async ValueTask InitializeAsync()
    {
        await PackAsync("src/ModelGen");
        Directory.CreateDirectory(Packages);
        string feed = Path.GetDirectoryName(File)!;

        // The sources of this machine stay; its packages need not be fetched again.
        string fallback = Directory.Exists(GlobalPackages)
            ? $"<fallbackPackageFolders><add key=\"machine\" value=\"{GlobalPackages}\" /></fallbackPackageFolders>" : "";
        await System.IO.File.WriteAllTextAsync(Path.Combine(Folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="modelgen" value="{feed}" /></packageSources>
              {fallback}
            </configuration>
            """);

        // Ends the search for settings in the folders above.
        await System.IO.File.WriteAllTextAsync(Path.Combine(Folder, "Directory.Build.props"), "<Project />");
        await System.IO.File.WriteAllTextAsync(Path.Combine(Folder, "Directory.Build.targets"), "<Project />");
        await System.IO.File.WriteAllTextAsync(Path.Combine(Folder, "Directory.Packages.props"), "<Project />");
    }

    /// <summary>Makes the package of a project that is built, beside it.</summary>
    public async Task PackAsync(string project)
    {
        string configuration = typeof(Package).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(a => a.Key == "Configuration").Value!;
        Command pack = await Command.DotnetAsync(
            Root, new Dictionary<string, string>(), "pack", project, "--no-build", "-c", configuration, "-o", Path.GetDirectoryName(File)!,
            "-tl:off", $"-p:PackageVersion={Version}", $"-p:NuspecOutputPath={Folder}/nuspec/");
        pack.Succeeded();
    }

    /// <summary>Removes it.</summary>
    public ValueTask DisposeAsync()
    {
        Delete(Folder);
        Delete(Path.Combine(Packages, "modelgen", Version));
        return ValueTask.CompletedTask;
    }

    private static string GlobalPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder)) { Directory.Delete(folder, recursive: true); }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "ModelGen.sln"))) { return folder.FullName; }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds ModelGen.sln.");
    }
}
