using ModelGen.Kernels;

namespace ModelGen;

/// <content>What layers give inside.</content>
public abstract partial class Model
{
    /// <summary>
    /// Something to predict with what layers give inside, feature maps say: <c>model.Outputs("conv2d_3").Predict(image)</c>. Keras:
    /// <c>Model(model.inputs, model.get_layer("conv2d_3").output)</c>. It works with the weights that the model has at each call, in memory
    /// that is taken when it is first used.
    /// </summary>
    /// <param name="layers">Names of layers; <c>*</c> stands for any letters, <c>?</c> for one. At least one.</param>
    /// <exception cref="ArgumentException">There is no layer of a name; the message lists the near names and all.</exception>
    public LayerOutputs Outputs(params string[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Length == 0) { throw new ArgumentException("Name at least one layer.", nameof(layers)); }
        string[] names = [.. Definition.Layers.Select(layer => layer.Name)];
        SortedSet<int> found = [];
        foreach (string pattern in layers)
        {
            ArgumentNullException.ThrowIfNull(pattern, nameof(layers));
            int[] these = [.. Enumerable.Range(0, names.Length).Where(layer => NamePattern.Fits(pattern, names[layer]))];
            if (these.Length == 0) { throw NamePattern.Nothing(pattern, $"in {Definition.Name}", names, names); }
            found.UnionWith(these);
        }

        return new LayerOutputs(this, [.. found]);
    }

    internal float[][] OutputsOf(Action<BatchRunner> load, int[] layers) => Inspector.Outputs(load, layers);

    internal void RevealOn(Step step) => RunReveal(step);
}
