using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

/// <summary>What layers share that compute each value by itself, by a rule of the runtime.</summary>
internal abstract class ArithmeticLayer : LayerKind
{
    /// <summary>Whether the gradient of what arrives is that of the output.</summary>
    protected virtual bool HandsGradientOn => false;

    /// <summary>Whether the gradient depends on what arrives.</summary>
    protected virtual bool KeepsInput => false;

    public override void Infer(InferContext layer)
    {
        Check(layer);
        layer.Give(layer.Input);
    }

    /// <summary>Reports numbers that make no sense.</summary>
    protected virtual void Check(InferContext layer) { }

    /// <summary>How an equation writes what becomes of a value.</summary>
    protected abstract string Formula(LayerSpec spec, string x);

    /// <summary>How an equation writes the gradient.</summary>
    protected abstract string Derivative(LayerSpec spec, string x, string dy);

    /// <summary>Adds the struct of its sizes and gives its name, and the type of its rule.</summary>
    protected abstract string[] Types(LayerPlan layer);

    public override bool Absorbs(Fusion fusion) => fusion.IsFirstActivation;

    public override void PlanForward(LayerPlan layer)
    {
        Shape output = layer.Layer.Output;
        layer.AddValue(layer.Y, output.Size);
        string formula = ActivationSteps.Wrap(layer, Formula(layer.Layer.Spec, layer.X));
        layer.Call(layer.Neighbour, $"{layer.Y}{output.ToEquation()} = {formula}", "Arithmetic.Forward",
            [.. Types(layer), ActivationSteps.Fused(layer)], Out("y", layer.Y), In("x", layer.X));
    }

    public override void PlanBackward(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        string dy = ActivationSteps.PlanBackward(layer, layer.Neighbour);
        if (HandsGradientOn)
        {
            layer.ContributeAsItStands(shaped.Reads[0], shaped.Number, shaped.Input, dy);
            return;
        }

        Contribution dx = layer.ContributeOver(dy);
        string note = dx.Place == dy ? ", in place" : "";
        KernelArgument[] inputs = KeepsInput ? [In("x", layer.X), In("dy", dy)] : [In("dy", dy)];
        layer.Call(layer.Neighbour, $"{dx.Place} {dx.Sign} {Derivative(shaped.Spec, layer.X, dy)}{note}", "Arithmetic.Backward",
            Types(layer), [Out("dx", dx), .. inputs]);
    }

    /// <summary>Reports a number that float32 does not hold.</summary>
    protected static void CheckFinite(InferContext layer, string argument, string instead)
    {
        double number = layer.Spec.Double(argument);
        if (!(Math.Abs((float)number) <= float.MaxValue)) { Report(layer, argument, number, "finite in float32", instead); }
    }

    /// <summary>Reports a number that must be another.</summary>
    protected static void Report(InferContext layer, string argument, double number, string needed, string instead) =>
        layer.Report(RuleIds.NumberOutOfRange, argument, null, [new(argument, instead)], argument, Text.Fraction(number), needed, instead);
}
