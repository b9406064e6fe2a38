using System.Numerics;

namespace ModelGen.Generators.Layers;

/// <summary>One layer while its shapes are worked out.</summary>
/// <param name="spec">How it was written.</param>
/// <param name="kind">What it is.</param>
/// <param name="index">The index of its attribute.</param>
/// <param name="number">What messages call it: its place among the written layers.</param>
/// <param name="input">What arrives.</param>
/// <param name="from">What gives it: "layer 2 (MaxPool)" or "the input".</param>
/// <param name="source">The index of that one's attribute.</param>
/// <param name="isLast">Whether no layer follows.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class InferContext(
    LayerSpec spec, LayerKind kind, int index, int number, Shape input, string from, int source, bool isLast, List<Finding> findings)
{
    private readonly List<ParameterSpec> _parameters = [];

    public LayerSpec Spec => spec;

    public Shape Input => input;

    /// <summary>What gives the input, as messages write it.</summary>
    public string From => from;

    public bool IsLast => isLast;

    /// <summary>What the layer gives; unset while an error stands in the way.</summary>
    public Shape? Output { get; private set; }

    public IReadOnlyList<ParameterSpec> Parameters => _parameters;

    /// <summary>Reports a finding on one of the layer's arguments. Each message begins with the layer: "Layer 3, Conv2D".</summary>
    public void Report(string rule, string? argument, params string[] values) =>
        findings.Add(
            new Finding(rule, index, argument,
                new EquatableArray<string>((string[])[$"Layer {Text.Plain(number)}, {kind.Name}", .. values]), source));

    /// <summary>Whether an argument is at least 1; if not, says so.</summary>
    public bool IsPositive(string argument)
    {
        int value = spec.Int(argument, 1);
        if (value < 1) { Report(RuleIds.NotPositive, argument, argument, Text.Plain(value)); }
        return value >= 1;
    }

    /// <summary>Adds a parameter, unless it is too large.</summary>
    public bool AddParameter(string name, Shape shape, string initializer, long fanIn, long fanOut)
    {
        if (!Fits($"its {name}", shape)) { return false; }
        _parameters.Add(new ParameterSpec(name, shape, initializer, fanIn, fanOut));
        return true;
    }

    /// <summary>Sets the output, unless it is too large.</summary>
    public void Give(Shape output)
    {
        if (Fits("its output", output)) { Output = output; }
    }

    private bool Fits(string what, Shape shape)
    {
        BigInteger count = shape.Count;
        if (count <= int.MaxValue) { return true; }
        Report(RuleIds.TooLarge, null, what, shape.ToString(), Text.Number(count));
        return false;
    }
}
