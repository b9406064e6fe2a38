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
    public long TrainingOperations => 3 * ForwardOperations - 2 * Layers[0].MultiplyAdds;

    public static Network Of(Type model)
    {
        LayerAttribute[] attributes = [.. model.GetCustomAttributes<LayerAttribute>()];
        int[] shape = [.. attributes.OfType<InputAttribute>().Single().Shape];
        (int Height, int Width, int Channels) input = shape.Length == 1 ? (1, 1, shape[0]) : (shape[0], shape[1], shape[2]);
        var (height, width, channels) = input;
        var layers = new List<Layer>();
        foreach (LayerAttribute attribute in attributes)
        {
            Layer? layer = attribute switch
            {
                Conv2DAttribute c =>
                    new(LayerKind.Conv, height, width, channels, c.Filters, c.KernelHeight, c.Padding == Padding.Same,
                        c.Activation == Activation.ReLU),
                MaxPoolAttribute p => new(LayerKind.Pool, height, width, channels, channels, p.PoolHeight),
                DenseAttribute d => new(LayerKind.Dense, height, width, channels, d.Units, 1, Relu: d.Activation == Activation.ReLU),
                InputAttribute or FlattenAttribute => null,
                _ => throw new NotSupportedException($"No peer builds {attribute.GetType().Name}."),
            };
            if (layer is null) { continue; }
            layers.Add(layer);
            (height, width, channels) = (layer.OutputHeight, layer.OutputWidth, layer.Units);
        }

        return new Network(input, [.. layers]);
    }
}
