namespace ModelGen;

/// <content>Weight files.</content>
public abstract partial class Model
{
    /// <summary>
    /// Saves all parameters as a safetensors file: Keras's names and shapes, float32, the model's name in its metadata. It is written beside its place,
    /// flushed to disk and then renamed, so there is always a whole file.
    /// </summary>
    /// <param name="path">The file; overwritten.</param>
    /// <exception cref="IOException">It could not be written; an old file of this name is as it was.</exception>
    public void SaveWeights(string path)
    {
        using CallGuard.Entry call = Enter("SaveWeights", allowedInCallback: true);
        SafeTensors.Save(path, this);
    }

    /// <summary>Loads all parameters from a safetensors file. Everything is checked first: if it throws, no parameter has changed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is not whole, or its tensors are not those of this model; the message names the file, the field, what was found and what was expected.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public void LoadWeights(string path)
    {
        using CallGuard.Entry call = Enter("LoadWeights", allowedInCallback: true);
        float[][] values = SafeTensors.Load(path, this);
        for (int i = 0; i < values.Length; i++) { Parameters[i].Write(values[i]); }
    }
}
