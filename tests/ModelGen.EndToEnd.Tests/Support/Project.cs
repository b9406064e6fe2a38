namespace ModelGen.EndToEnd.Tests;

/// <summary>A user's project that references the package.</summary>
public sealed class Project
{
    private readonly Package _package;
    private readonly string _name;

    /// <summary>Writes the project file.</summary>
    /// <param name="package">The package.</param>
    /// <param name="name">The project's name.</param>
    /// <param name="properties">What its file says beyond that it is a program.</param>
    /// <param name="sdk">The SDK that builds it.</param>
    /// <param name="items">What it references beyond the package.</param>
    /// <param name="language">How its file's name ends: cs, vb or fs.</param>
    /// <param name="namesPackage">Whether it references the package itself, and not only what does.</param>
    public Project(Package package, string name, string properties = "", string sdk = "Microsoft.NET.Sdk", string items = "",
        string language = "cs", bool namesPackage = true)
    {
        string reference = namesPackage ? $"<PackageReference Include=\"ModelGen\" Version=\"{package.Version}\" />" : "";
        (_package, _name) = (package, name);
        Folder = Directory.CreateDirectory(Path.Combine(package.Folder, name)).FullName;
        // A source that cannot be reached, and a mirror that lacks a patch version, are no fault of the package.
        Write($"{name}.{language}proj", $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
                <RestoreIgnoreFailedSources>true</RestoreIgnoreFailedSources>
                <NoWarn>$(NoWarn);NU1603;NU1801</NoWarn>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {reference}
                {items}
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>The built program.</summary>
    public string Assembly => Path.Combine(Folder, "bin", "Debug", "net10.0", $"{_name}.dll");

    /// <summary>Where a file of the project lies.</summary>
    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Writes a file.</summary>
    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    /// <summary>Deletes a file.</summary>
    public void Delete(string file) => File.Delete(PathOf(file));

    /// <summary>Builds.</summary>
    public Task<Command> BuildAsync(params string[] arguments) => DotnetAsync(["build", "-tl:off", .. arguments]);

    /// <summary>Runs what was built.</summary>
    public async Task<string> RunAsync(params IEnumerable<KeyValuePair<string, string>> environment) =>
        (await Command.DotnetAsync(Folder, new Dictionary<string, string>(environment), "exec", Assembly)).Succeeded().Output;

    /// <summary>Runs another command of the SDK in the project's folder.</summary>
    public Task<Command> DotnetAsync(params string[] arguments) =>
        Command.DotnetAsync(Folder, new Dictionary<string, string> { ["NUGET_PACKAGES"] = _package.Packages }, arguments);

    /// <summary>Runs a native program in the project's folder. Unlike the SDK, it would insist on the system's ICU.</summary>
    public Task<Command> ExecuteAsync(string program) =>
        Command.RunAsync(PathOf(program), Folder, new Dictionary<string, string> { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" });
}
