using ModelGen.Data;

namespace ModelGen;

/// <summary>
/// A folder with the last state of a training and the one before. A state is written beside them and flushed to the disk; then the last one
/// becomes the one before, and the new one the last. Wherever that is broken off, a whole one is there.
/// </summary>
internal sealed class CheckpointStore(string folder)
{
    private readonly string _latest = Path.Combine(folder, "latest.safetensors");
    private readonly string _previous = Path.Combine(folder, "previous.safetensors");
    private readonly string _unfinished = Path.Combine(folder, "unfinished.tmp");

    // A damaged file must not take the place of the whole one before it.
    private bool _latestIsWhole;

    public string Folder { get; } = folder;

    /// <summary>For tests: told how far the writing of a file is.</summary>
    public Action<string>? Writing { get; set; }

    /// <summary>The last state that is whole, and its file; nulls where none was saved.</summary>
    /// <exception cref="InvalidDataException">There are files, but all are damaged.</exception>
    public (Checkpoint? State, string? File) Read()
    {
        List<string> damages = [];
        _latestIsWhole = false;
        foreach (string file in (string[])[_latest, _previous])
        {
            if (!File.Exists(file)) { continue; } // between two renamings there is no last one
            try
            {
                Checkpoint state = Checkpoint.Read(file);
                if (damages.Count > 0) { Console.Error.WriteLine($"{damages[0]} Training goes on from the state before it, {file}."); }
                _latestIsWhole = file == _latest;
                return (state, file);
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                damages.Add(e.Message.EndsWith('.') ? e.Message : $"{e.Message}.");
            }
        }

        return damages.Count == 0
            ? (null, null)
            : throw new InvalidDataException(
                $"{string.Join(' ', damages)} There is no other state to go on from; delete the folder {Folder} to train from the "
                    + "beginning.");
    }

    /// <summary>Writes a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="keepPrevious">Whether the one before is kept.</param>
    /// <exception cref="IOException">It cannot be written; the states that were there are as they were.</exception>
    public void Write(Checkpoint state, bool keepPrevious)
    {
        try
        {
            Directory.CreateDirectory(Folder);
            using (FileStream file = DiskFile.Create(_unfinished, place: _latest, FileMode.Create, FileShare.None))
            {
                Writing?.Invoke("begun");
                state.Write(file, Writing);
            }

            Writing?.Invoke("written");
            if (keepPrevious && _latestIsWhole) { File.Move(_latest, _previous, overwrite: true); }
            Writing?.Invoke("moved");
            File.Move(_unfinished, _latest, overwrite: true);
            _latestIsWhole = true;
            Writing?.Invoke("done");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            DiskFile.TryDelete(_unfinished);
            string kept = File.Exists(_latest) || File.Exists(_previous)
                ? " The state that was saved before is whole: when there is room and permission, call Fit again to go on from it." : "";
            throw new IOException($"The state of training cannot be saved in {Folder}: {e.Message}{kept}", e);
        }
    }

    /// <summary>Deletes the states, and the folder where nothing else is in it; a link to a folder stays.</summary>
    /// <exception cref="IOException">They cannot be deleted.</exception>
    public void Delete()
    {
        var folder = new DirectoryInfo(Folder);
        if (!folder.Exists) { return; }
        try
        {
            // The one before first: else it would be taken for the last one.
            File.Delete(_previous);
            File.Delete(_latest);
            File.Delete(_unfinished);
            _latestIsWhole = false;
            if (folder.LinkTarget is null && !folder.EnumerateFileSystemInfos().Any()) { folder.Delete(); }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The state of training in {Folder} cannot be deleted: {e.Message}", e);
        }
    }
}
