using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

/// <summary>What layers with an activation share: an elementwise one is part of the layer's kernel, softmax is a step of its own.</summary>
internal static class ActivationSteps
{
    public const string Softmax = "Softmax";

    /// <summary>Reports an activation that contradicts its place.</summary>
    public static void Check(InferContext layer, string argument, int lastAxis)
    {
        string activation = layer.Spec.Text(argument, "Linear");
        if (activation is not ("Linear" or "ReLU" or "Sigmoid" or "Tanh" or Softmax))
        {
            layer.Report(RuleIds.UnknownMember, argument, activation, "Activation", "Linear, ReLU, Sigmoid, Tanh or Softmax");
        }

        if (activation != Softmax) { return; }
        if (lastAxis == 1) { layer.Report(RuleIds.SoftmaxOfOne, argument); }
        if (!layer.IsLast) { layer.Report(RuleIds.SoftmaxInside, argument); }
    }

    /// <summary>The name of the value that the layer's own kernel writes: its output, or the logits where softmax follows.</summary>
    public static string Target(LayerPlan layer, string activation) => activation == Softmax ? layer.Named("Z") : layer.Y;

    /// <summary>The type that the layer's own kernel applies.</summary>
    public static string Fused(string activation) => activation == Softmax ? "Linear" : activation;

    /// <summary>An equation's right side with the activation that the kernel applies: ReLU(...).</summary>
    public static string Wrap(string activation, string formula) => activation is "Linear" or Softmax ? formula : $"{activation}({formula})";

    /// <summary>Adds the step from the logits to the output, where there is one.</summary>
    public static void PlanForward(LayerPlan layer, string activation, Division division)
    {
        if (activation != Softmax) { return; }
        string z = layer.Named("Z");
        layer.Call(division, $"{layer.Y}{layer.Layer.Output.ToEquation()} = softmax({z})", "Softmax.Forward", [Rows(layer)], Out("y", layer.Y), In("x", z));
        if (layer.IsLast) { layer.OfferLogits(Softmax, z); }
    }

    /// <summary>Adds the step back through the activation and returns the gradient that the layer's own kernels start from.</summary>
    public static string PlanBackward(LayerPlan layer, string activation, Division division)
    {
        ShapedLayer last = layer.Absorbed ?? layer.Layer;
        Shape shape = last.Output;
        if (activation == "Linear") { return layer.DY; }
        if (activation != Softmax)
        {
            string size = layer.AddStruct(last, "Size", "ISize", $"Layer {last.Number}'s output.", ("Size", shape.Size));
            layer.Call(division, $"{layer.DY} = {layer.DY} {Derivative(activation, layer.Y)}, in place", "Elementwise.Backward", [size, activation],
                Out("dx", layer.DY), In("y", layer.Y), In("dy", layer.DY));
            return layer.DY;
        }

        string dz = layer.AddGradient(layer.Named("Z"), shape.Size);
        PlanSoftmaxBackward(layer, dz, division);
        return dz;
    }

    /// <summary>Adds the step back through softmax; at a model's end it is skipped where the loss took the logits.</summary>
    public static void PlanSoftmaxBackward(LayerPlan layer, string dx, Division division) =>
        layer.CallUnless(layer.IsLast ? "LossTookLogits" : null, division,
            $"{dx} = {layer.Y} ({layer.DY} - sum of {layer.DY} {layer.Y})" + (layer.IsLast ? $", unless the loss has written {dx} itself" : ""),
            "Softmax.Backward", [Rows(layer)], Out("dx", dx), In("y", layer.Y), In("dy", layer.DY));

    /// <summary>How an equation writes the factor of the derivative.</summary>
    public static string Derivative(string activation, string y) => activation switch
    {
        "ReLU" => $"where {y} > 0, else 0",
        "Sigmoid" => $"{y} (1 - {y})",
        "Tanh" => $"(1 - {y} {y})",
        _ => "",
    };

    /// <summary>The struct of the output's rows.</summary>
    public static string Rows(LayerPlan layer)
    {
        Shape shape = layer.Layer.Output;
        return layer.AddStruct("Rows", "IRows", $"Layer {layer.Layer.Number}'s output as rows.", ("Rows", shape.Size / shape.Last), ("Columns", shape.Last));
    }
}
