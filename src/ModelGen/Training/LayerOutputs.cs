using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Predicts what layers of a model give inside, as <see cref="Model.Outputs"/> makes it. Its calls are calls on the model, and must not
/// overlap with others.
/// </summary>
public sealed class LayerOutputs
{
    private readonly Model _model;
    private readonly int[] _numbers;
    private readonly LayerDefinition[] _layers;
    private readonly string[] _names;

    internal LayerOutputs(Model model, int[] numbers)
    {
        (_model, _numbers) = (model, numbers);
        _layers = [.. numbers.Select(number => model.Definition.Layers[number])];
        _names = [.. _layers.Select((layer, i) => _layers.Take(i).Count(other => other.Name == layer.Name) is > 0 and var before
            ? $"{layer.Name}#{before + 1}" : layer.Name)];
        Shapes = _names.Zip(_layers).ToDictionary(
            layer => layer.First, layer => (IReadOnlyList<int>)layer.Second.OutputShape);
    }

    /// <summary>
    /// The layers, with the shape of what each gives for one sample. One that is called several times gives something each time: what
    /// <c>dense</c> gives the second time is called <c>dense#2</c>.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Shapes { get; }

    /// <summary>What the layers give for some samples, as in predictions.</summary>
    /// <param name="samples">Their values, one sample after the other.</param>
    /// <param name="batchSize">How many go through the model together; at least 1.</param>
    /// <returns>The values of each layer by its name, one sample after the other.</returns>
    /// <exception cref="ArgumentException">The number of values is not that of whole samples.</exception>
    public IReadOnlyDictionary<string, float[]> Predict(ReadOnlySpan<float> samples, int batchSize = 32)
    {
        Require.AtLeast(batchSize, 1);
        Checks.HasOneInput(_model.Definition, "Predict");
        int count = Checks.SampleCount(_model.Definition, new FloatSpans(samples)), size = _model.Definition.Inputs[0].Size;
        float[] copy = samples.ToArray();
        return Many(count, batchSize, (runner, first, n) => runner.Load(new FloatSpans(copy.AsSpan(first * size, n * size))));
    }

    /// <summary>The same for the samples of a data set, of a model with several inputs too.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">How many go through the model together; at least 1.</param>
    /// <returns>The values of each layer by its name, one sample after the other.</returns>
    /// <exception cref="ArgumentException">Its samples are not those of this model.</exception>
    public IReadOnlyDictionary<string, float[]> Predict(Dataset data, int batchSize = 32)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.AtLeast(batchSize, 1);
        data = Checks.Bind(_model.Definition, data, nameof(data));
        int[] positions = [.. Enumerable.Range(0, Math.Min(batchSize, data.Count))];
        return Many(data.Count, batchSize, (runner, first, n) => runner.Load(data, first, positions.AsSpan(0, n)));
    }

    /// <summary>The layers and the shapes of what they give.</summary>
    public override string ToString() =>
        string.Join('\n', Shapes.Select(layer => $"{layer.Key} ({string.Join(", ", layer.Value)})"));

    private Dictionary<string, float[]> Many(int count, int batchSize, Action<BatchRunner, int, int> load)
    {
        using CallGuard.Entry call = _model.Enter("Outputs.Predict", allowedInCallback: true);
        float[][] values = [.. _layers.Select(layer => new float[checked(count * layer.Value.Size)])];
        for (int first = 0; first < count; first += batchSize)
        {
            int n = Math.Min(batchSize, count - first), start = first;
            float[][] batch = _model.OutputsOf(runner => load(runner, start, n), _numbers);
            for (int i = 0; i < values.Length; i++) { batch[i].CopyTo(values[i], first * _layers[i].Value.Size); }
        }

        return _names.Zip(values).ToDictionary(layer => layer.First, layer => layer.Second);
    }
}
