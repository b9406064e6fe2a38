namespace ModelGen.Generators.Layers;

/// <summary>
/// A value and a number, as x + 2 and 1 / x in a Forward method. No attribute can be called so. Keras has an operation for each, which is
/// named and counted as the layer that merges two values.
/// </summary>
/// <param name="operation">How it is written, and how a spec calls it.</param>
/// <param name="name">What messages call it.</param>
/// <param name="rule">The type of the runtime that merges two values.</param>
internal sealed class NumberLayer(string operation, string name, string rule) : ArithmeticLayer
{
    /// <summary>The argument.</summary>
    public const string Number = "number";

    private readonly bool _isNumberFirst = operation.StartsWith(Number, StringComparison.Ordinal);

    public static readonly LayerKind[] All =
    [
        new NumberLayer("x + number", "Add", "Plus"),
        new NumberLayer("x - number", "Subtract", "Minus"),
        new NumberLayer("number - x", "Subtract", "Minus"),
        new NumberLayer("x * number", "Multiply", "Times"),
        new NumberLayer("x / number", "Divide", "Over"),
        new NumberLayer("number / x", "Divide", "Over"),
        new NegativeLayer(),
    ];

    public override EquatableArray<string> Attributes { get; } = new(operation);

    public override string Name => name;

    public override string KerasClass(Shape input) => name == "Divide" ? DivideLayer.Keras : name;

    protected override bool HandsGradientOn => rule is "Plus" or "Minus" && !_isNumberFirst;

    protected override bool KeepsInput => rule == "Over" && _isNumberFirst;

    protected override void Check(InferContext layer)
    {
        CheckFinite(layer, Number, "1");
        double number = layer.Spec.Double(Number);
        if (rule == "Over" && !_isNumberFirst && (float)number == 0)
        {
            Report(layer, Number, number, "other than 0 in float32, because values are divided by it", "1");
        }
    }

    protected override string Formula(LayerSpec spec, string x) =>
        string.Join(" ", operation.Split(' ').Select(word => word switch { "x" => x, "*" => "x", Number => Written(spec), _ => word }));

    protected override string Derivative(LayerSpec spec, string x, string dy) => rule switch
    {
        "Minus" => $"-{dy}",
        "Times" => $"{dy} x {Written(spec)}",
        _ => _isNumberFirst ? $"-{dy} x {Written(spec)} / ({x} {x})" : $"{dy} / {Written(spec)}",
    };

    protected override string[] Types(LayerPlan layer)
    {
        string type = Struct(layer, layer.Layer.Spec.Double(Number));
        return [type, $"{(_isNumberFirst ? "OfNumber" : "ByNumber")}<{type}, {rule}>"];
    }

    /// <summary>Adds the struct of a number and of how many values it meets.</summary>
    public static string Struct(LayerPlan layer, double number) =>
        layer.AddStruct("Number", "IWithNumber", $"Layer {layer.Layer.Number}'s values and the number that they meet.",
            new ShapeMember("int", "Size", Text.Literal(layer.Layer.Input.Size)),
            new ShapeMember("float", "Number", Text.Literal((float)number)));

    private static string Written(LayerSpec spec) => Text.Fraction(spec.Double(Number));
}

/// <summary>-x, which is x times -1.</summary>
internal sealed class NegativeLayer : ArithmeticLayer
{
    public override EquatableArray<string> Attributes { get; } = new("-x");

    public override string Name => "Negative";

    protected override string Formula(LayerSpec spec, string x) => $"-{x}";

    protected override string Derivative(LayerSpec spec, string x, string dy) => $"-{dy}";

    protected override string[] Types(LayerPlan layer)
    {
        string type = NumberLayer.Struct(layer, -1);
        return [type, $"ByNumber<{type}, Times>"];
    }
}
