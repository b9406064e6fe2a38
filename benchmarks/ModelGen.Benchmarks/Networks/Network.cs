using System.Reflection;

namespace ModelGen.Benchmarks;

/// <summary>
/// The layers that a class of ours declares, read from its attributes so that the peers build the same without a second list.
/// </summary>
/// <param name="Input">Height, width, channels.</param>
/// <param name="Layers">In order.</param>
internal sealed record Network((int Height, int Width, int Channels) Input, Layer[] Layers)
{
    public const int Classes = 10;

    public int InputSize => Input.Height * Input.Width * Input.Channels;

    /// <summary>Operations of one sample's forward pass: a multiplication and an addition are two.</summary>
    public long ForwardOperations => 2 * Layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>
    /// Operations of one sample's training: forward, the kernels' gradients, and the inputs' gradients of all layers but the first.
    /// </summary>
    public long TrainingOperations => (3 * ForwardOperations) - (2 * Layers[0].MultiplyAdds);

    /// <summary>Whether each layer reads what the one before it gives, and knows nothing of normalizations.</summary>
    public bool IsPlain => Layers.All(layer => layer.Kind is LayerKind.Conv or LayerKind.Pool or LayerKind.Dense && layer.Name is null);

    /// <summary>A model's parameters in the order of these layers; a graph lists them in Keras's.</summary>
    public IEnumerable<Parameter> ParametersOf(Model model) => IsPlain ? model.Parameters : Layers.SelectMany(layer =>
        model.Parameters.Where(parameter => parameter.Name.StartsWith($"{layer.Name}/", StringComparison.Ordinal)));

    public static Network Of(Type model)
    {
        LayerAttribute[] attributes = [.. model.GetCustomAttributes().Where(a => a is LayerAttribute or FromAttribute).Cast<Attribute>()
            .Select(a => a as LayerAttribute ?? new Marker(((FromAttribute)a).Name))];
        int[] shape = [.. attributes.OfType<InputAttribute>().Single().Shape];
        (int Height, int Width, int Channels) input = shape.Length == 1 ? (1, 1, shape[0]) : (shape[0], shape[1], shape[2]);
        var layers = new List<Layer>();
        var named = new Dictionary<string, int>();
        int current = 0;
        foreach (LayerAttribute attribute in attributes)
        {
            if (attribute is Marker from) { current = named[from.To]; }
            if (attribute is InputAttribute or FlattenAttribute or Marker) { continue; }
            var (height, width, channels) = current == 0 ? input
                : (layers[current - 1].OutputHeight, layers[current - 1].OutputWidth, layers[current - 1].Units);
            Layer Plain(LayerKind kind, int units, int size = 1, bool same = false, bool relu = false) =>
                new(kind, height, width, channels, units, size, same, relu) { Name = attribute.Name, Reads = [current] };
            layers.Add(attribute switch
            {
                Conv2DAttribute c => Plain(LayerKind.Conv, c.Filters, c.KernelHeight, c.Padding == Padding.Same,
                    c.Activation == Activation.ReLU) with { Strides = c.Strides, UseBias = c.UseBias },
                MaxPoolAttribute p => Plain(LayerKind.Pool, channels, p.PoolHeight),
                DenseAttribute d => Plain(LayerKind.Dense, d.Units, relu: d.Activation == Activation.ReLU),
                BatchNormalizationAttribute n => Plain(LayerKind.Normalization, channels) with { Epsilon = n.Epsilon },
                ReLUAttribute => Plain(LayerKind.ReLU, channels),
                GlobalAveragePoolAttribute => Plain(LayerKind.GlobalAveragePool, channels),
                AddAttribute a => Plain(LayerKind.Add, channels) with { Reads = [current, .. a.Names.Select(name => named[name])] },
                _ => throw new NotSupportedException($"No peer builds {attribute.GetType().Name}."),
            });
            current = layers.Count;
            if (attribute.Name is { } name) { named[name] = current; }
        }

        return new Network(input, [.. layers]);
    }

    // [From] among the layers.
    private sealed class Marker(string to) : LayerAttribute
    {
        public string To => to;
    }
}
