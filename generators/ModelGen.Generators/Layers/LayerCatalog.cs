namespace ModelGen.Generators.Layers;

/// <summary>Every kind of layer there is. A new one is one line here.</summary>
internal static class LayerCatalog
{
    public const string Namespace = "ModelGen";

    public static readonly LayerKind[] All =
    [
        new Conv2DLayer(),
        new DenseLayer(),
        new MaxPoolLayer(),
        new AveragePoolLayer(),
        new GlobalAveragePoolLayer(),
        new FlattenLayer(),
        new ReshapeLayer(),
        new SumLayer(),
        new MeanLayer(),
        new SquareLayer(),
        new RescalingLayer(),
        new ActivationLayer(),
        new ReLULayer(),
        new DropoutLayer(),
        new BatchNormalizationLayer(),
        new AddLayer(),
        new SubtractLayer(),
        new MultiplyLayer(),
        new DivideLayer(),
        new AverageLayer(),
        new MaximumLayer(),
        new MinimumLayer(),
        new ConcatenateLayer(),
        new DotLayer(),
        .. NumberLayer.All,
    ];

    private static readonly Dictionary<string, LayerKind> s_byAttribute = All
        .SelectMany(kind => kind.Attributes.Select(name => (Name: name, Kind: kind)))
        .ToDictionary(named => named.Name, named => named.Kind);

    public static FlattenLayer Flatten => All.OfType<FlattenLayer>().Single();

    /// <summary>The kind whose attribute has this name, or null.</summary>
    public static LayerKind? Find(string attribute) =>
        s_byAttribute.TryGetValue(attribute, out LayerKind kind) ? kind : null;

    /// <summary>What messages call a layer.</summary>
    public static string NameOf(LayerSpec layer) => Find(layer.Attribute)?.Name ?? layer.Attribute;

    /// <summary>The kind of a layer.</summary>
    public static LayerKind Of(ShapedLayer layer) => Find(layer.Spec.Attribute)!;

    /// <summary>The multiplications, each with an addition, of one sample's way forward through a layer.</summary>
    public static long MultiplyAdds(ShapedLayer layer) => Of(layer).MultiplyAdds(layer);

    /// <summary>Whether an attribute with this name declares a layer or the input, or says what reads what.</summary>
    public static bool Contains(string attribute) =>
        attribute == LayerSpec.Input || GraphAttributes.Contains(attribute) || Find(attribute) is not null;
}
