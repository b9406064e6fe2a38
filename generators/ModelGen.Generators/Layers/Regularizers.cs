using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

/// <summary>
/// The regularizers that a layer may put on its parameters and its outputs: KernelL1, KernelL2, BiasL1, BiasL2, ActivityL1, ActivityL2.
/// </summary>
internal static class Regularizers
{
    /// <summary>Reports factors that make no sense, and arguments about a bias that is left out.</summary>
    public static void Check(InferContext layer) =>
        CheckParameters(layer, ("Kernel", null), ("Bias", "UseBias"), ("Activity", null));

    /// <summary>The same of certain targets, each with the argument that may leave it out.</summary>
    public static void CheckParameters(InferContext layer, params (string Target, string? Switch)[] targets)
    {
        foreach ((string target, string? without) in targets)
        {
            foreach (string argument in (string[])[target + "L1", target + "L2"])
            {
                double factor = layer.Spec.Double(argument);
                if (!(factor >= 0 && factor <= float.MaxValue))
                {
                    string instead = factor < 0 && factor >= -float.MaxValue ? Text.Fraction(-factor) : "0.01";
                    layer.Report(RuleIds.RegularizerOutOfRange, argument, null, [new(argument, instead)],
                        argument, Text.Fraction(factor), instead);
                }
                else if (factor > 0) { CheckTarget(layer, argument, target, without); }
            }

            foreach (string argument in (string[])[$"{target}Initializer", $"{target}InitializerConfig"])
            {
                if (without is not null && layer.Spec.Has(argument)) { CheckTarget(layer, argument, target, without); }
            }
        }
    }

    private static void CheckTarget(InferContext layer, string argument, string target, string? without)
    {
        string name = target.ToLowerInvariant();
        if (without is not null && !layer.Spec.Bool(without, true))
        {
            layer.Report(RuleIds.ArgumentOnNothing, argument, argument, name, $"{without} = false leaves it out");
        }
    }

    /// <summary>Whether the outputs have a regularizer.</summary>
    public static bool OnOutputs(ShapedLayer layer) => Factors(layer, "Activity") is not null;

    /// <summary>Adds the regularizers on the parameters, whose gradients are added when the backward pass has written the others.</summary>
    public static void PlanParameters(LayerPlan layer)
    {
        if (layer.IsShared) { return; } // They are in the loss once.
        foreach (ParameterSpec parameter in layer.Layer.Parameters)
        {
            string target = KerasNames.PascalCase(parameter.Name);
            if (!parameter.IsTrainable || Factors(layer.Layer, target) is not { } factors) { continue; }
            string weight = layer.Named(parameter.Name switch { "kernel" => "W", "gamma" => "G", _ => "B" });
            layer.AddRegularizer(new PlannedRegularizer(layer.Layer.Number, weight, factors.L1, factors.L2, OnOutputs: false));
            layer.End($"D{weight} += {Gradient(factors, weight)}: the regularizer on the {parameter.Name}", "Regularizer.AddGradient",
                [Struct(layer, target, parameter.Name, factors)], new KernelArgument("dw", weight, Access.AddGradient),
                Weight("w", weight));
        }
    }

    /// <summary>Adds the regularizer on the outputs.</summary>
    public static void PlanOutputs(LayerPlan layer)
    {
        if (Factors(layer.Layer, "Activity") is { } factors)
        {
            layer.AddRegularizer(new PlannedRegularizer(layer.Layer.Number, layer.Y, factors.L1, factors.L2, OnOutputs: true));
        }
    }

    /// <summary>Adds the step that adds the regularizer's gradient to that of the outputs.</summary>
    public static void PlanBackward(LayerPlan layer, Division division, bool lossMayTakeInput)
    {
        if (Factors(layer.Layer, "Activity") is not { } factors) { return; }
        string dy = layer.OwnGradient();
        string gradient = $"({Gradient(factors, layer.Y)}) / samples: the regularizer on the outputs";
        string[] types = [Struct(layer, "Activity", "outputs", factors)];
        KernelArgument[] arguments = [new KernelArgument("dy", dy, Access.Add), In("y", layer.Y)];
        if (lossMayTakeInput)
        {
            layer.CallAfterLoss(division, $"{dy} = {gradient}, and what the loss has written, unless that is {layer.Named("DZ")}",
                "Regularizer.AddLastActivityGradient", types, arguments);
        }
        else { layer.Call(division, $"{dy} += {gradient}", "Regularizer.AddActivityGradient", types, arguments); }
    }

    private static (double L1, double L2)? Factors(ShapedLayer layer, string target) =>
        (layer.Spec.Double(target + "L1"), layer.Spec.Double(target + "L2")) is var factors && factors != (0, 0) ? factors : null;

    private static string Struct(LayerPlan layer, string target, string what, (double L1, double L2) factors) =>
        layer.AddStruct($"{target}Regularizer", "IRegularizer", $"Layer {layer.Layer.Number}: the regularizer on its {what}.",
            new ShapeMember("float", "L1", Text.Literal((float)factors.L1)),
            new ShapeMember("float", "L2", Text.Literal((float)factors.L2)));

    // 0.01 sign(W4) + 2 0.1 W4.
    private static string Gradient((double L1, double L2) factors, string place)
    {
        string l1 = factors.L1 > 0 ? $"{Text.Fraction(factors.L1)} sign({place})" : "",
            l2 = factors.L2 > 0 ? $"2 x {Text.Fraction(factors.L2)} {place}" : "";
        return l1 == "" ? l2 : l2 == "" ? l1 : $"{l1} + {l2}";
    }
}
