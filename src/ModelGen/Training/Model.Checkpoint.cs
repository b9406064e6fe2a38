using ModelGen.Data;

namespace ModelGen;

/// <content>The state of training as a file, for a loop of one's own. In <c>Fit</c> the callback
/// <see cref="BackupAndRestore"/> does this and more.</content>
public abstract partial class Model
{
    /// <summary>
    /// Saves what training needs to go on with the same bits: the parameters, gradients that no step has used yet, the optimizer's slots,
    /// sums, averages, learning rate and count of steps, the seed, and how often the model was updated, on which dropout depends. The place
    /// in the data is the caller's. A safetensors file with a checksum, flushed to the disk and then renamed, so there is always a whole
    /// file; docs/checkpoints.md describes it.
    /// </summary>
    /// <param name="path">The file, best ending in <c>.safetensors</c>; overwritten.</param>
    /// <param name="optimizer">What trains the model; left out: that of <c>Compile</c>.</param>
    /// <exception cref="ArgumentException">Its name is that of another format: <c>w.h5</c>, say.</exception>
    /// <exception cref="InvalidOperationException">No optimizer is known, or it works for another model.</exception>
    /// <exception cref="IOException">It could not be written; an old file of this name is as it was.</exception>
    public void SaveCheckpoint(string path, Optimizer? optimizer = null)
    {
        SafeTensors.CheckName(path);
        using CallGuard.Entry call = Enter("SaveCheckpoint", allowedInCallback: true);
        var checkpoint = new Checkpoint();
        Fingerprint.SaveMachine(checkpoint, Device);
        ModelState.Save(checkpoint, this, optimizer ?? Optimizer);
        DiskFile.WriteWhole(path, file => checkpoint.Write(file));
    }

    /// <summary>
    /// Takes up what <see cref="SaveCheckpoint"/> or <see cref="BackupAndRestore"/> saved, into a model that was made and compiled as that
    /// one was. Everything is checked first: if it throws, nothing has changed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="optimizer">What trains the model; left out: that of <c>Compile</c>.</param>
    /// <exception cref="InvalidOperationException">No optimizer is known, or it works for another model.</exception>
    /// <exception cref="InvalidDataException">It is damaged, no checkpoint, or that of another model or optimizer; the message names the
    /// file, the field, what was found and what was expected.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void LoadCheckpoint(string path, Optimizer? optimizer = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using CallGuard.Entry call = Enter("LoadCheckpoint");
        Checkpoint checkpoint = Checkpoint.Read(path);
        ModelState.Read(checkpoint, this, optimizer ?? Optimizer, "load another file").Apply();
        Fingerprint.CheckMachine(checkpoint, Device);
        _forwardDone = false;
    }
}
