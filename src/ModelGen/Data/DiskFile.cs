using System.Globalization;

namespace ModelGen.Data;

/// <summary>
/// Files as the library opens and saves them: errors are the documented ones, and what is saved is there whole or not at all.
/// </summary>
internal static class DiskFile
{
    private const string Unfinished = ".tmp";

    /// <summary>Opens a file to be read.</summary>
    /// <exception cref="FileNotFoundException">There is no such file, or no such folder.</exception>
    /// <exception cref="IOException">It is a folder, or may not be read.</exception>
    public static FileStream OpenRead(string path)
    {
        if (Directory.Exists(path)) { throw new IOException($"{path} is a folder; expected a file."); }
        try { return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read); }
        catch (DirectoryNotFoundException e) { throw new FileNotFoundException(e.Message, path, e); }
        catch (UnauthorizedAccessException e) { throw new IOException($"{path} cannot be read: {e.Message}", e); }
    }

    /// <summary>
    /// Has a file written beside its place and then moved there: it appears whole or not at all, and an old one stays until then. The mode
    /// of an old one is kept, and so is a symbolic link, whose target is replaced. What processes that were killed have left of this file
    /// is removed.
    /// </summary>
    /// <exception cref="IOException">It cannot be written; an old one is as it was.</exception>
    public static void WriteWhole(string path, Action<FileStream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            string place = new FileInfo(path).LinkTarget is null
                ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            if (Directory.Exists(place)) { throw new IOException($"{path} is a folder; expected the name of a file."); }
            RemoveUnfinished(place);
            string temporary = $"{Beginning(place)}{Random.Shared.NextInt64():x16}{Unfinished}";
            try
            {
                // Moved before it is closed: whoever finds it meanwhile sees that somebody is writing.
                using FileStream file = Create(temporary, place, FileMode.CreateNew, FileShare.Delete);
                write(file);
                File.Move(temporary, place, overwrite: true);
            }
            catch
            {
                TryDelete(temporary);
                throw;
            }
        }
        catch (UnauthorizedAccessException e) { throw new IOException($"{path} cannot be saved: {e.Message}", e); }
    }

    /// <summary>Makes a file that will take the place of another, with its mode.</summary>
    public static FileStream Create(string path, string place, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share };
        if (OperatingSystem.IsWindows() || !File.Exists(place)) { return new FileStream(path, options); }

        UnixFileMode kept = File.GetUnixFileMode(place);
        options.UnixCreateMode = kept; // so that nobody reads meanwhile who may not; the process's mask may take more away
        var file = new FileStream(path, options);
        try { File.SetUnixFileMode(file.SafeFileHandle, kept); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { } // a file system without modes
        return file;
    }

    /// <summary>Deletes a file if it can, for where another error matters more.</summary>
    public static void TryDelete(string path)
    {
        try { File.Delete(path); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    private static string Beginning(string place) => Path.Combine(Path.GetDirectoryName(place)!, $".{Path.GetFileName(place)}.");

    private static void RemoveUnfinished(string place)
    {
        string beginning = Beginning(place);
        if (!Directory.Exists(Path.GetDirectoryName(place))) { return; }
        var all = new EnumerationOptions { AttributesToSkip = 0 };
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(place)!, $"*{Unfinished}", all)
            .Where(file => IsUnfinished(file, beginning)))
        {
            // One that is being written is locked.
            try { new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None).Dispose(); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { continue; }
            TryDelete(file);
        }
    }

    private static bool IsUnfinished(string file, string beginning) =>
        file.StartsWith(beginning, StringComparison.Ordinal) && file.EndsWith(Unfinished, StringComparison.Ordinal)
        && file.Length == beginning.Length + 16 + Unfinished.Length
        && long.TryParse(file.AsSpan(beginning.Length, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
}
