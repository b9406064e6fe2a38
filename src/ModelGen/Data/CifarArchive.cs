namespace ModelGen.Data;

/// <summary>The archive of a CIFAR collection in the cache.</summary>
internal static class CifarArchive
{
    private static readonly Uri s_mirror = new("https://www.cs.toronto.edu/~kriz/");

    /// <summary>Where it lies, after downloading it if it was not there.</summary>
    /// <exception cref="DataUnavailableException">It could not be downloaded.</exception>
    public static string Get(DownloadFile archive, string folder, string type)
    {
        if (OperatingSystem.IsBrowser())
        {
            throw new DataUnavailableException($"A browser's one thread cannot wait for a download. Fetch {archive.Name} with HttpClient, "
                + $"write it into a folder with File.WriteAllBytes, and call {type}.Load(folder).");
        }

        new Downloader(s_mirror).Download([archive], folder, type);
        return Path.Combine(folder, archive.Name);
    }
}
