namespace ModelGen.Images.Tests;

/// <summary>
/// 500 photos of ten classes, 32 x 32 pixels, where they are at hand: in shared/data/cifar-10-photos of a folder above this one.
/// </summary>
internal static class Photos
{
    private static readonly string? s_folder = Find();

    /// <summary>The folder with train and test in it; skips the test where it is not there.</summary>
    public static string Folder
    {
        get
        {
            Assert.SkipWhen(s_folder is null, "There are no photos: no folder above this one has shared/data/cifar-10-photos.");
            return s_folder;
        }
    }

    /// <summary>A few of the files where they are of a kind and there.</summary>
    public static IEnumerable<byte[]> Bytes(string kind) => kind != "JPEG" || s_folder is null ? []
        : Directory.EnumerateFiles(s_folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(20)
            .Select(File.ReadAllBytes);

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", "cifar-10-photos");
            if (Directory.Exists(path)) { return path; }
        }

        return null;
    }
}
