using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

internal sealed class DenseLayer : LayerKind
{
    // A kernel of few units that is no larger than this stays in a core's cache beside the values of a slice, which then goes through the
    // layer too. Below the smaller size a batch takes less time than being sliced.
    private const int FewUnits = 16;
    private const int SmallestSlicedKernel = 1 << 12;
    private const int LargestSlicedKernel = 1 << 16;

    public override EquatableArray<string> Attributes { get; } = new("Dense");

    public override bool ImpliesFlatten(LayerSpec spec, Shape input) => input.Rank == 3 && !spec.Bool("PerPosition");

    public override void Infer(InferContext layer)
    {
        Shape input = layer.Input;
        int units = layer.Size("units"), inputs = input.Rank == 0 ? Shape.Unknown : input.Last;
        ActivationSteps.Check(layer, "activation", units);
        Regularizers.Check(layer);
        var kernel = new Shape(inputs, units);
        layer.AddParameter("kernel", kernel, Initializers.Read(layer, "kernel", kernel, "GlorotUniform"), inputs, units);
        layer.AddBias(units);
        layer.Give(input.Rank == 0 ? input : new Shape([.. input.Dimensions.Take(input.Rank - 1), units]));
    }

    public override bool Absorbs(Fusion fusion) => Folding.Fits(fusion) || Folding.After(fusion) is { IsFirstActivation: true };

    public override void PlanForward(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        string target = ActivationSteps.Target(layer);
        foreach (ParameterSpec parameter in shaped.Parameters)
        {
            layer.AddWeight(parameter.Name == "kernel" ? "W" : "B", parameter, hasLanes: false);
        }
        Regularizers.PlanParameters(layer);
        Regularizers.PlanOutputs(layer);
        layer.AddValue(target, shaped.Output.Size);
        if (target != layer.Y) { layer.AddValue(layer.Y, shaped.Output.Size); }

        (string w, string b) = Folding.Names(layer);
        string formula = $"{layer.X}{shaped.Input.ToEquation()} {w}{shaped.Parameters[0].Shape.ToEquation()}{b}";
        KernelArgument[] arguments = [Out("y", target), In("x", layer.X), .. Folding.Inputs(layer, isMatrix: true)];
        Division division = DivisionOf(shaped);
        layer.Call(division, $"{target}{shaped.Output.ToEquation()} = {ActivationSteps.Wrap(layer, formula)}",
            "Dense.Forward", [Struct(layer), ActivationSteps.Fused(layer)], arguments);
        Folding.Note(layer, division);
        ActivationSteps.PlanForward(layer, division);
    }

    public override void PlanBackward(LayerPlan layer)
    {
        ShapedLayer shaped = layer.Layer;
        string dy = ActivationSteps.PlanBackward(layer, layer.LastDivision);
        string w = layer.NamedWeight("W");
        KernelArgument dw = layer.Gradient("dw", "W", hasLanes: false);
        string sign = dw.IsSum ? "+=" : "=", gradients = $"D{w} {sign} {layer.X}' {dy}";
        KernelArgument[] arguments = [dw, In("x", layer.X), In("dy", dy)];
        if (HasBias(shaped))
        {
            gradients += $", D{layer.NamedWeight("B")} {sign} sum of {dy}";
            arguments = [.. arguments, layer.Gradient("db", "B", hasLanes: false)];
        }

        // The input's gradient first: the kernel may be updated together with its gradient. That of a model's input is seldom needed, so
        // that it does not part slices.
        Contribution dx = layer.ContributeInputGradient();
        string equation = $"{dx.Place}{shaped.Input.ToEquation()} {dx.Sign} {dy} {w}'";
        KernelArgument[] inputs = [Out("dx", dx), Weight("w", w), In("dy", dy)];
        if (layer.ReadsInput && DivisionOf(shaped) == Division.Batch)
        {
            layer.CallAfterSlices(equation, "Dense.BackwardInput", [Struct(layer)], inputs);
        }
        else { layer.Call(DivisionOf(shaped), equation, "Dense.BackwardInput", [Struct(layer)], inputs); }

        layer.CallAfterSlices(gradients, "Dense.BackwardKernel", [Struct(layer)], arguments);
    }

    private static Division DivisionOf(ShapedLayer layer)
    {
        Shape kernel = layer.Parameters[0].Shape;
        return kernel.Last <= FewUnits && kernel.Size is >= SmallestSlicedKernel and <= LargestSlicedKernel
            ? Division.Slices : Division.Batch;
    }

    private static bool HasBias(ShapedLayer layer) => layer.Parameters.Count == 2;

    private static string Struct(LayerPlan layer)
    {
        Shape kernel = layer.Layer.Parameters[0].Shape;
        return layer.AddStruct("Dense", "IDense", $"Layer {layer.Layer.Number}: {Text.Number(kernel[0])} to {Text.Number(kernel[1])}.",
            ("Rows", layer.Layer.Input.Size / kernel[0]), ("Inputs", kernel[0]), ("Units", kernel[1]));
    }
}
