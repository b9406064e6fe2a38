namespace ModelGen;

/// <summary>
/// Saves the whole state of a training while it runs, and goes on from there when the same program is started again: a training that was
/// killed at any moment gives the same bits as one that never stopped. Parameters, slots of the optimizer, learning rate, seed, place in
/// the data, sums of the loss and of the metrics, history, and what the other callbacks have counted are saved together, after all other
/// callbacks, as one safetensors file that is whole or not there; files that callbacks write are cut to where they were.
/// </summary>
/// <remarks>
/// The model must be compiled, and <c>Fit</c> called, as before; only <c>epochs</c>, <c>verbose</c> and the number of threads may differ.
/// Data, settings and callbacks are compared, and a difference is an error that names it. A callback of one's own takes part with
/// <see cref="Callback.SaveState"/>, <see cref="Callback.CheckState"/> and <see cref="Callback.LoadState"/>. A state that does not fit, is
/// damaged or says what no training comes to makes <c>Fit</c> throw an <see cref="InvalidDataException"/> before anything has changed; one
/// that cannot be written or read, an <see cref="IOException"/>. The format is described in docs/checkpoints.md.
/// </remarks>
public sealed class BackupAndRestore : Callback
{
    private readonly Frequency _saveFreq;
    private readonly bool _doubleCheckpoint;
    private readonly bool _deleteCheckpoint;
    private readonly CheckpointStore _store;
    private int _batches;

    /// <summary>Saves and restores the state of training.</summary>
    /// <param name="backupDir">A folder for this training alone; it is made.</param>
    /// <param name="saveFreq">
    /// <c>"epoch"</c>; or a number of batches, counted over the ends of epochs. It is also saved where training begins and where it is
    /// cancelled. How often it is saved changes no bit.
    /// </param>
    /// <param name="doubleCheckpoint">Whether the state before the last one is kept too, for the case that the last file is damaged (Keras
    /// leaves that out by default).</param>
    /// <param name="deleteCheckpoint">Whether the state is deleted when training has ended, unless it was cancelled. Else it stays until
    /// <see cref="Delete"/>: <c>Fit</c> then returns at once what it came to, or goes on with more epochs.</param>
    /// <exception cref="ArgumentException"><paramref name="backupDir"/> is empty.</exception>
    public BackupAndRestore(string backupDir, Frequency saveFreq = default, bool doubleCheckpoint = true, bool deleteCheckpoint = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(backupDir);
        (_saveFreq, _doubleCheckpoint, _deleteCheckpoint) = (saveFreq, doubleCheckpoint, deleteCheckpoint);
        _store = new CheckpointStore(backupDir);
    }

    /// <inheritdoc/>
    public override string ToString() => $"BackupAndRestore({_store.Folder})";

    /// <summary>The file that the last <c>Fit</c> went on from; null where it began anew.</summary>
    public string? RestoredFrom { get; private set; }

    /// <summary>For tests: told how far the writing of a file is.</summary>
    internal Action<string>? Writing
    {
        get => _store.Writing;
        set => _store.Writing = value;
    }

    /// <summary>What to do about a state that does not fit, for messages.</summary>
    internal string Otherwise => $"delete the folder {_store.Folder} to train from the beginning";

    /// <summary>The state to go on from; null where there is none.</summary>
    internal Checkpoint? Restore()
    {
        (Checkpoint? checkpoint, RestoredFrom) = _store.Read();
        _batches = 0;
        return checkpoint;
    }

    /// <summary>Whether the state is to be saved after this batch.</summary>
    internal bool IsDueAfterBatch()
    {
        if (_saveFreq.IsEpoch || ++_batches < _saveFreq.Batches) { return false; }
        _batches = 0;
        return true;
    }

    /// <summary>Whether the state is to be saved after each epoch.</summary>
    internal bool IsDueAfterEpoch => _saveFreq.IsEpoch;

    internal void Save(Checkpoint checkpoint) => _store.Write(checkpoint, _doubleCheckpoint);

    /// <summary>
    /// Deletes the states, and the folder where nothing else is in it: the next <c>Fit</c> begins anew. With <c>deleteCheckpoint: false</c>
    /// a program calls it when it has done all that must not be done twice, and can be killed at any moment before.
    /// </summary>
    /// <exception cref="IOException">They cannot be deleted.</exception>
    public void Delete() => _store.Delete();

    /// <summary>Training has come to its end. What it came to is not lost because a file cannot be deleted.</summary>
    internal void Finish()
    {
        if (!_deleteCheckpoint) { return; }
        try { Delete(); }
        catch (IOException e) { Console.Error.WriteLine($"{e.Message} The next training in this folder goes on from there."); }
    }
}
