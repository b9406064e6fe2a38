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
    /// Loads parameters from a safetensors file. Everything is checked first: if it throws, no parameter has changed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="skipMismatch">Whether parameters that the file does not have, or has in another shape, are left as they are, and what
    /// else it has is left out: so a model takes up the layers of another one that has another end. Keras: <c>skip_mismatch</c>.</param>
    /// <param name="only">Names of layers, or, with a slash, of parameters, which alone are loaded; <c>*</c> stands for any letters:
    /// <c>["conv*"]</c>. Left out: all.</param>
    /// <returns>What was loaded and what not.</returns>
    /// <exception cref="InvalidDataException">It is not whole, or its tensors are not those of this model; the message names the file, the
    /// field, what was found and what was expected.</exception>
    /// <exception cref="ArgumentException">One of <paramref name="only"/> means no parameter of this model.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public WeightsReport LoadWeights(string path, bool skipMismatch = false, IReadOnlyList<string>? only = null)
    {
        using CallGuard.Entry call = Enter("LoadWeights", allowedInCallback: true);
        return SafeTensors.Load(path, this, skipMismatch, only);
    }

    /// <summary>
    /// Copies parameters of the same names from a model, of another class perhaps. Everything is checked first: if it throws, no parameter
    /// has changed.
    /// </summary>
    /// <param name="other">The other model, on any device.</param>
    /// <param name="skipMismatch">Whether parameters that the other one does not have, or has in another shape, are left as they are, and
    /// what else it has is left out.</param>
    /// <param name="only">Names of layers, or, with a slash, of parameters, which alone are copied. Left out: all.</param>
    /// <returns>What was copied and what not.</returns>
    /// <exception cref="ArgumentException">The parameters are not those of this model, one of <paramref name="only"/> means no parameter
    /// of it, or the other model is this one.</exception>
    public WeightsReport CopyWeightsFrom(Model other, bool skipMismatch = false, IReadOnlyList<string>? only = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other == this) { throw new ArgumentException("The other model is this one.", nameof(other)); }
        using CallGuard.Entry call = Enter("CopyWeightsFrom", allowedInCallback: true);
        using CallGuard.Entry callOfOther = other.Enter("CopyWeightsFrom", allowedInCallback: true);
        return new WeightTransfer(this)
        {
            Names = [.. other.Parameters.Select(parameter => parameter.Name)],
            Found = parameter => $"({string.Join(", ", other.Parameters[parameter.Name].Shape)})",
            Read = parameter => other.Parameters[parameter.Name] is var from && from.Shape.SequenceEqual(parameter.Shape)
                ? from.ReadAll()
                : throw new ArgumentException($"{from} of {other.Definition.Name} has another shape than {parameter}.", nameof(other)),
            CheckNames = (found, expected) => CheckSameNames(other, found, expected),
        }.Run(skipMismatch, only);
    }

    private void CheckSameNames(Model other, IReadOnlyCollection<string> found, IReadOnlyCollection<string> expected)
    {
        string[] missing = [.. expected.Except(found)], unknown = [.. found.Except(expected)];
        if (missing.Length == 0 && unknown.Length == 0) { return; }
        (string has, string[] names, string hasNot) = missing.Length > 0
            ? (Definition.Name, missing, other.Definition.Name) : (other.Definition.Name, unknown, Definition.Name);
        throw new ArgumentException(
            $"{has} has {Shown.Names(names)}, which {hasNot} has not. Write skipMismatch: true to leave that, or name what is to be "
                + "copied: only: [\"conv*\"].", nameof(other));
    }
}
