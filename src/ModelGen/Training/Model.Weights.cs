namespace ModelGen;

/// <content>Weight files.</content>
public abstract partial class Model
{
    /// <summary>Copies of all parameters' values, in the order of <see cref="Parameters"/>.</summary>
    public float[][] GetWeights()
    {
        using CallGuard.Entry call = Enter("GetWeights", allowedInCallback: true);
        return [.. Parameters.Select(parameter => parameter.ReadAll())];
    }

    /// <summary>Sets all parameters, in the order of <see cref="Parameters"/>.</summary>
    /// <param name="weights">As <see cref="GetWeights"/> gives them.</param>
    /// <exception cref="ArgumentException">There are not as many arrays as parameters, or one has another
    /// length; no parameter has changed then.</exception>
    public void SetWeights(IReadOnlyList<float[]> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count != Parameters.Count)
        {
            throw new ArgumentException($"{Definition.Name} has {Parameters.Count} parameters, but {weights.Count} arrays are given.",
                nameof(weights));
        }

        for (int i = 0; i < weights.Count; i++)
        {
            if (weights[i] is null) { throw new ArgumentException($"The values of {Parameters[i]} are null.", nameof(weights)); }
            if (weights[i].Length != Parameters[i].Count)
            {
                throw new ArgumentException($"{Parameters[i]} has {Parameters[i].Count:N0} values, but {weights[i].Length:N0} are given.",
                    nameof(weights));
            }
        }

        using CallGuard.Entry call = Enter("SetWeights", allowedInCallback: true);
        for (int i = 0; i < weights.Count; i++) { Parameters[i].Write(weights[i]); }
    }

    /// <summary>
    /// Saves all parameters as a safetensors file: Keras's names and shapes, float32, the model's name in its metadata. It is written
    /// beside its place, flushed to disk and then renamed, so there is always a whole file; an old one's mode, and a symbolic link, are
    /// kept.
    /// </summary>
    /// <param name="path">The file, best ending in <c>.safetensors</c>; overwritten.</param>
    /// <exception cref="ArgumentException">Its name is that of another format: <c>w.h5</c>, say.</exception>
    /// <exception cref="IOException">It could not be written; an old file of this name is as it was.</exception>
    /// <exception cref="InvalidOperationException">A parameter is NaN or infinite. Training leaves none so.</exception>
    public void SaveWeights(string path)
    {
        using CallGuard.Entry call = Enter("SaveWeights", allowedInCallback: true);
        Parameters.CheckFinite("SaveWeights");
        SafeTensors.Save(path, this);
    }

    /// <summary>
    /// Loads all parameters from a safetensors file. Everything is checked first: if it throws, no parameter has changed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is not whole, or its tensors are not those of this model; the message names the file, the
    /// field, what was found and what was expected.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void LoadWeights(string path)
    {
        using CallGuard.Entry call = Enter("LoadWeights", allowedInCallback: true);
        float[][] values = SafeTensors.Load(path, this);
        for (int i = 0; i < values.Length; i++) { Parameters[i].Write(values[i]); }
    }
}
