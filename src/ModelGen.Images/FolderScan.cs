namespace ModelGen.Data;

/// <summary>A file and the number of its class.</summary>
internal readonly record struct ClassFile(string Path, int Class);

/// <summary>
/// Which pictures a folder has and of which class each is: the folders in it are the classes. Names are ordered by their characters'
/// numbers, whatever the culture; within a class first by folder, then by name, as Keras orders them. Hidden files and folders do not
/// count.
/// </summary>
internal sealed class FolderScan
{
    private const int MostLevels = 64;

    // Nothing is passed over silently but what is hidden, by its attribute or, as everywhere but on Windows, by its name.
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = FileAttributes.Hidden, IgnoreInaccessible = false };

    private readonly bool _followLinks;
    private readonly List<ClassFile> _files = [];

    /// <summary>Looks through a folder.</summary>
    /// <param name="folder">The folder of class folders.</param>
    /// <param name="classNames">The classes in their order; null: the folders in the order of their names.</param>
    /// <param name="followLinks">Whether folders that are links count within a class.</param>
    /// <exception cref="ArgumentException">The names are not those of the folders.</exception>
    /// <exception cref="InvalidDataException">There is no class, a class without pictures, or a picture without a class.</exception>
    /// <exception cref="IOException">There is no such folder, or it cannot be read.</exception>
    public FolderScan(string folder, IReadOnlyList<string>? classNames, bool followLinks)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _followLinks = followLinks;
        try
        {
            string[] found = FindClasses(folder);
            ClassNames = classNames is null ? found : CheckNames(folder, classNames, found);
            for (int i = 0; i < ClassNames.Count; i++) { AddClass(Path.Combine(folder, ClassNames[i]), i); }
        }
        catch (UnauthorizedAccessException e) { throw new IOException($"{folder} cannot be read: {e.Message}", e); }
    }

    public IReadOnlyList<string> ClassNames { get; }

    public IReadOnlyList<ClassFile> Files => _files;

    private static string[] FindClasses(string folder)
    {
        if (File.Exists(folder)) { throw new IOException($"{folder} is a file; expected a folder with one folder for each class."); }
        if (!Directory.Exists(folder)) { throw new DirectoryNotFoundException($"{folder}: there is no such folder."); }
        string[] pictures = [.. PicturesIn(folder)];
        if (pictures.Length > 0)
        {
            throw new InvalidDataException($"{pictures[0]}: place: found {pictures.Length:N0} pictures beside the class folders, expected "
                + "each in the folder of its class.");
        }

        string[] classes = [.. FoldersIn(new DirectoryInfo(folder)).Select(inner => inner.Name).Order(StringComparer.Ordinal)];
        return classes.Length > 0 ? classes
            : throw new InvalidDataException($"{folder}: classes: found no folders, expected one for each class with its pictures in it.");
    }

    private static string[] CheckNames(string folder, IReadOnlyList<string> names, string[] found)
    {
        if (names.Where(name => !found.Contains(name)).ToArray() is [var missing, ..])
        {
            throw Wrong($"classNames has \"{missing}\", but {folder} has no folder of this name, only {string.Join(", ", found)}.");
        }
        if (found.FirstOrDefault(name => !names.Contains(name)) is { } extra)
        {
            throw Wrong($"{Path.Combine(folder, extra)} is a folder that classNames lacks; it has {string.Join(", ", names)}.");
        }

        return names.Count == found.Length ? [.. names]
            : throw Wrong($"classNames has \"{names.GroupBy(name => name).First(same => same.Count() > 1).Key}\" twice.");

        static ArgumentException Wrong(string what) => new(what, "classNames");
    }

    private void AddClass(string folder, int number)
    {
        List<string> folders = [];
        AddFolders(folder, [], folders);
        string[] pictures = [.. folders.Order(StringComparer.Ordinal).SelectMany(PicturesIn)];
        if (pictures.Length == 0)
        {
            throw new InvalidDataException($"{folder}: pictures: found none, expected at least one file of {ImageKind.Extensions}.");
        }

        _files.AddRange(pictures.Select(path => new ClassFile(path, number)));
    }

    // A link may lead to a folder around it, and there again: such a way has no end.
    private void AddFolders(string folder, string[] around, List<string> folders)
    {
        var info = new DirectoryInfo(folder);
        string real = info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? info.FullName;
        if (around.Contains(real) || around.Length > MostLevels)
        {
            throw new IOException(
                $"{folder}: depth: found a link to a folder around it, or more than {MostLevels} levels, expected an end.");
        }

        folders.Add(folder);
        foreach (DirectoryInfo inner in FoldersIn(info))
        {
            if (_followLinks || inner.LinkTarget is null) { AddFolders(Path.Combine(folder, inner.Name), [.. around, real], folders); }
        }
    }

    private static IOrderedEnumerable<string> PicturesIn(string folder) => Directory.EnumerateFiles(folder, "*", s_all)
        .Where(path => !IsHidden(Path.GetFileName(path)) && ImageKind.IsNameOfPicture(path)).Order(StringComparer.Ordinal);

    private static IEnumerable<DirectoryInfo> FoldersIn(DirectoryInfo folder) =>
        folder.EnumerateDirectories("*", s_all).Where(inner => !IsHidden(inner.Name));

    private static bool IsHidden(string name) => name.StartsWith('.');
}
