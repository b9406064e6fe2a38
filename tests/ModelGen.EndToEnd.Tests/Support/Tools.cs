namespace ModelGen.EndToEnd.Tests;

/// <summary>Programs of this machine.</summary>
internal static class Tools
{
    /// <summary>Where a program lies; null where it is not installed.</summary>
    public static string? Find(string name)
    {
        string file = OperatingSystem.IsWindows() ? $"{name}.exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }
}
