namespace ModelGen.Data;

/// <summary>Where downloads are kept.</summary>
internal static class DataCache
{
    public static string Folder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("MODELGEN_DATA") is { Length: > 0 } chosen) { return chosen; }
            if (OperatingSystem.IsWindows())
            {
                return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "modelgen");
            }
            string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            return Path.Combine(cache is { Length: > 0 } ? cache : Path.Combine(home, ".cache"), "modelgen");
        }
    }
}
