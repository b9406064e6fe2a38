using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

/// <summary>
/// What layers with an activation share: one that works on single values is part of the layer's kernel, unless its input must be kept; such
/// a one and those that work on rows are steps of their own.
/// </summary>
internal static class ActivationSteps
{
    /// <summary>Reports an activation that contradicts its place.</summary>
    public static void Check(InferContext layer, string argument, int lastAxis)
    {
        string name = layer.Spec.Text(argument, "Linear");
        if (Activations.Find(name) is not { } activation)
        {
            string[] names = [.. Activations.All.Select(kind => kind.Name)];
            layer.Report(RuleIds.UnknownMember, argument, name, "Activation", Text.Choice(names));
            return;
        }

        if (activation.WorksOnRows && lastAxis == 1)
        {
            layer.Report(RuleIds.SoftmaxOfOne, argument, null, [new(argument, activation.Single.Instead)],
                Text.Words(activation.Keras), activation.Single.Constant, activation.Single.Instead);
        }

        // Twice is once too often; elsewhere ReLU is what is usually meant.
        if (name is "Softmax" or "LogSoftmax" or "Sparsemax" && !layer.IsLast && !layer.IsCalculatedWithNext)
        {
            bool isTwice = layer.IsActivatedNext;
            layer.Report(RuleIds.SoftmaxInside, argument, null, [new(argument, isTwice ? "Linear" : "ReLU")], isTwice
                ? "Leave it out here, because the next layer applies an activation too"
                : "Use Activation.ReLU here, or end the model here");
        }
    }

    /// <summary>
    /// The name of the value that the layer's own kernel writes: its output, or the activation's input where that is kept.
    /// </summary>
    public static string Target(LayerPlan layer) => IsApart(layer) ? layer.NamedLast("Z") : layer.Y;

    /// <summary>The type that the layer's own kernel applies.</summary>
    public static string Fused(LayerPlan layer) => IsApart(layer) ? "Linear" : Of(layer).Name;

    /// <summary>An equation's right side with the activation that the kernel applies: ReLU(...).</summary>
    public static string Wrap(LayerPlan layer, string formula) =>
        Fused(layer) is var fused and not "Linear" ? $"{fused}({formula})" : formula;

    /// <summary>Adds the step from the activation's input to the output, where there is one.</summary>
    public static void PlanForward(LayerPlan layer, Division division)
    {
        if (IsApart(layer)) { PlanForward(layer, Of(layer), division, layer.NamedLast("Z")); }
    }

    /// <summary>Adds the step from <paramref name="x"/> to the output.</summary>
    public static void PlanForward(LayerPlan layer, ActivationKind activation, Division division, string x)
    {
        string right = activation.Name == "Linear"
            ? x : $"{(activation.WorksOnRows ? Text.Words(activation.Keras) : activation.Name)}({x})";
        layer.Call(division, $"{layer.Y}{layer.Last.Output.ToEquation()} = {right}", $"{Kernel(activation)}.Forward",
            Types(layer, activation), Out("y", layer.Y), In("x", x));
        if (activation.OffersInput && layer.IsLast) { layer.OfferLogits(activation.Name, x); }
    }

    /// <summary>Adds the step back through the activation and returns the gradient that the layer's own kernels start from.</summary>
    public static string PlanBackward(LayerPlan layer, Division division)
    {
        ActivationKind activation = Of(layer);
        bool lossMayTakeInput = activation.OffersInput && layer.IsLast;
        Regularizers.PlanBackward(layer, division, lossMayTakeInput && !layer.IsReadOn);
        if (activation.Name == "Linear") { return layer.DY; }
        string dx = activation.WorksOnRows || lossMayTakeInput
            ? layer.AddGradient(layer.NamedLast("Z"), layer.Last.Output.Size)
            : layer.GradientToChange();
        PlanBackward(layer, activation, division, Out("dx", dx), layer.NamedLast("Z"));
        return dx;
    }

    /// <summary>
    /// Adds the step from the output's gradient to that of its <paramref name="input"/>; at a model's end it is skipped where the loss took
    /// the input, and is not sliced, so that no thread wakes for nothing.
    /// </summary>
    public static void PlanBackward(LayerPlan layer, ActivationKind activation, Division division, KernelArgument input, string x)
    {
        string dx = input.Place;
        bool mayBeSkipped = activation.OffersInput && layer.IsLast;
        if (mayBeSkipped)
        {
            layer.TakeLogitsGradient(dx);
            if (layer.IsReadOn || Regularizers.OnOutputs(layer.Layer))
            {
                PlanBackwardOfBoth(layer, activation, division, dx);
                return;
            }
        }

        bool fromInput = activation.Derived == Derived.FromInput;
        string kept = fromInput ? x : layer.Y;
        string note = mayBeSkipped ? $", unless the loss has written {dx} itself" : dx == layer.DY ? ", in place" : "";
        string equation = $"{dx} = {Derivative(layer, activation, kept)}{note}",
            kernel = $"{Kernel(activation)}.{(fromInput ? "BackwardFromInput" : "Backward")}";
        KernelArgument[] arguments = [input, In(fromInput ? "x" : "y", kept), In("dy", layer.DY)];
        if (mayBeSkipped) { layer.CallUnlessLogitsTaken(Division.Batch, equation, kernel, Types(layer, activation), arguments); }
        else { layer.Call(division, equation, kernel, Types(layer, activation), arguments); }
    }

    // The gradients of a regularizer and of layers that read the output go through the activation even where the loss's begins behind it.
    private static void PlanBackwardOfBoth(LayerPlan layer, ActivationKind activation, Division division, string dz)
    {
        if (layer.IsReadOn) { layer.OwnGradient(); }
        layer.Call(division, $"{layer.DY} = {Derivative(layer, activation, layer.Y)}, in place", $"{Kernel(activation)}.Backward",
            Types(layer, activation),
            Out("dx", layer.DY), In("y", layer.Y), In("dy", layer.DY));
        layer.CallAfterLoss(division, $"{dz} = {layer.DY}, and what the loss has written, if it has", "Regularizer.AddToLogits", [],
            Out("dz", dz), In("dy", layer.DY));
    }

    /// <summary>The activation of the layer, or of the one that it absorbs.</summary>
    public static ActivationKind Of(LayerPlan layer) =>
        Activations.Of(layer.Absorbed.LastOrDefault(absorbed => LayerCatalog.Of(absorbed) is ActivationLayer) ?? layer.Layer);

    /// <summary>How an equation writes the gradient of the activation's input.</summary>
    public static string Derivative(LayerPlan layer) => Derivative(layer, Of(layer), layer.Y);

    private static bool IsApart(LayerPlan layer) => Of(layer).IsApart(layer.IsLast, layer.IsPredicting);

    // How an equation writes the gradient: the table's words, about this layer's values.
    private static string Derivative(LayerPlan layer, ActivationKind activation, string kept)
    {
        string words = System.Text.RegularExpressions.Regex.Replace(activation.Derivative, @"\bD?Y\b",
            name => name.Value == "Y" ? kept : layer.DY);
        return activation.WorksOnRows ? words : $"{layer.DY} {words}".TrimEnd();
    }

    private static string Kernel(ActivationKind activation) => activation.WorksOnRows ? activation.Name : "Elementwise";

    private static string[] Types(LayerPlan layer, ActivationKind activation) =>
        activation.WorksOnRows ? [Rows(layer)] : [Size(layer), activation.Name];

    private static string Rows(LayerPlan layer)
    {
        Shape shape = layer.Last.Output;
        return layer.AddStruct(layer.Last, "Rows", "IRows", $"Layer {layer.Last.Number}'s output as rows.",
            ("Rows", shape.Size / shape.Last), ("Columns", shape.Last));
    }

    private static string Size(LayerPlan layer)
    {
        ShapedLayer last = layer.Last;
        return layer.AddStruct(last, "Size", "ISize", $"Layer {last.Number}'s output.", ("Size", last.Output.Size));
    }
}
