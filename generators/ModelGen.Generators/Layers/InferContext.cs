namespace ModelGen.Generators.Layers;

/// <summary>A value on its way into a layer.</summary>
/// <param name="Shape">Its shape, as far as it is known.</param>
/// <param name="From">What gives it: "layer 2 (MaxPool)" or "the input".</param>
/// <param name="Source">The index of that one's attribute.</param>
internal readonly record struct Arriving(Shape Shape, string From, int Source);

/// <summary>One layer while its shapes are worked out. After an error the fold goes on with what is still known of them.</summary>
/// <param name="spec">How it was written.</param>
/// <param name="title">What messages call it: "Layer 3, Conv2D", with its place among the written layers.</param>
/// <param name="index">The index of its attribute.</param>
/// <param name="inputs">What arrives, at least one value.</param>
/// <param name="following">The layers after it.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class InferContext(
    LayerSpec spec, string title, int index, IReadOnlyList<Arriving> inputs, IEnumerable<LayerSpec> following, List<Finding> findings)
{
    private readonly List<ParameterSpec> _parameters = [];

    public LayerSpec Spec => spec;

    /// <summary>What arrives, in order.</summary>
    public IReadOnlyList<Arriving> Inputs => inputs;

    /// <summary>The shape of what arrives first.</summary>
    public Shape Input => inputs[0].Shape;

    /// <summary>What gives the first input, as messages write it.</summary>
    public string From => inputs[0].From;

    /// <summary>Whether it was written as a call, and not as an attribute.</summary>
    public bool IsCode { get; init; }

    /// <summary>Whether it is said that the model gives out what the layer gives.</summary>
    public bool IsOutput { get; init; }

    /// <summary>Whether the model gives out what the layer gives, because that is said or no layer follows that changes values in
    /// predictions too.</summary>
    public bool IsLast => IsOutput || !following.Any(ChangesValues);

    /// <summary>Whether the next layer that changes values in predictions too does nothing but apply an activation.</summary>
    public bool IsActivatedNext =>
        following.FirstOrDefault(ChangesValues) is { } next && LayerCatalog.Find(next.Attribute) is ActivationLayer;

    /// <summary>
    /// Whether the next layer that changes values in predictions too computes with them as they are: it reads others beside them, as
    /// weights say, or is arithmetic.
    /// </summary>
    public bool IsCalculatedWithNext => following.FirstOrDefault(ChangesValues) is { } next
        && LayerCatalog.Find(next.Attribute) is { Merges: true } or ArithmeticLayer or AxisSumLayer;

    /// <summary>What the layer gives, as far as it is known.</summary>
    public Shape Output { get; private set; }

    public IReadOnlyList<ParameterSpec> Parameters => _parameters;

    /// <summary>Reports a finding on one of the layer's arguments. Each message begins with the layer: "Layer 3, Conv2D".</summary>
    public void Report(string rule, string? argument, params string[] values) => Report(rule, argument, null, [], values);

    /// <summary>Reports a finding with what to write instead.</summary>
    public void Report(string rule, string? argument, FindingSeverity? severity, Suggestion[] suggestions, params string[] values) =>
        findings.Add(
            new Finding(rule, index, argument, new EquatableArray<string>((string[])[title, .. values]), inputs[0].Source)
        {
            Severity = severity,
            Suggestions = new EquatableArray<Suggestion>(suggestions),
        });

    /// <summary>Reports a finding that several values together are the cause of.</summary>
    public void ReportBoth(string rule, string? argument, int[] otherSources, params string[] values) =>
        findings.Add(new Finding(rule, index, argument, new EquatableArray<string>((string[])[title, .. values]), otherSources[0])
        {
            OtherSources = new EquatableArray<int>(otherSources),
        });

    /// <summary>A size that must be at least 1; if it is not, says so and takes it for unknown.</summary>
    public int Size(string argument, int otherwise = 1)
    {
        int value = spec.Int(argument, otherwise);
        if (value >= 1) { return value; }
        if (spec.Has(argument)) { Report(RuleIds.NotPositive, argument, argument, Text.Plain(value)); }
        return Shape.Unknown;
    }

    /// <summary>Adds a parameter, unless it is too large.</summary>
    public void AddParameter(string name, Shape shape, string initializer, long fanIn, long fanOut, bool isTrainable = true)
    {
        if (Fits($"its {name}", shape)) { _parameters.Add(new ParameterSpec(name, shape, initializer, fanIn, fanOut, isTrainable)); }
    }

    /// <summary>Adds a bias of so many values, unless UseBias = false.</summary>
    public void AddBias(int size)
    {
        if (!spec.Bool("UseBias", true)) { return; }
        var shape = new Shape(size);
        AddParameter("bias", shape, Initializers.Read(this, "bias", shape, "Zeros"), size, size);
    }

    /// <summary>Sets the output. Of one that is too large nothing is known from then on.</summary>
    public void Give(Shape output) => Output = Fits("its output", output) ? output : default;

    private static bool ChangesValues(LayerSpec layer) =>
        LayerCatalog.Find(layer.Attribute) is not (FlattenLayer or ReshapeLayer or DropoutLayer);

    /// <summary>Whether so many values fit into a buffer; if not, says so.</summary>
    public bool Fits(string what, string size, long count) => count <= int.MaxValue || Report(what, size, count);

    private bool Fits(string what, Shape shape) =>
        !shape.IsKnown || shape.Count <= int.MaxValue || Report(what, shape.ToString(), shape.Count);

    private bool Report(string what, string size, System.Numerics.BigInteger count)
    {
        Report(RuleIds.TooLarge, null, what, size, Text.Number(count));
        return false;
    }
}
