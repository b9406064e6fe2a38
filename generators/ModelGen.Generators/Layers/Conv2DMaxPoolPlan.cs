using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

/// <summary>A convolution that does the max pooling after it, so that what is pooled away is never stored.</summary>
internal static class Conv2DMaxPoolPlan
{
    private const int MostPlaces = 255;
    private const int BytesInAFloat = 4;

    /// <summary>
    /// Windows must lie side by side, and the activation must never fall, so that it may come after the pooling. Below the number of pixels
    /// from which gradients are summed in lanes there is nothing to gain. A regularizer on the outputs needs all of them. Maxima are bytes,
    /// of which the last means none.
    /// </summary>
    public static bool Fits(Fusion fusion) =>
        fusion.Absorbed.Count == 0 && !fusion.IsShared && fusion.NextKind is MaxPoolLayer
        && Activations.Of(fusion.Layer).Name is "Linear" or "ReLU" && Fits(fusion.Layer, fusion.Next);

    /// <summary>The same behind a normalization that is folded in, where the activation is a layer of its own.</summary>
    public static bool FitsAfter(Fusion fusion) =>
        fusion.NextKind is MaxPoolLayer && Fits(fusion.Layer, fusion.Next)
        && (fusion.Absorbed.Count == 0
            || (fusion.Absorbed.Count == 1 && LayerCatalog.Of(fusion.Absorbed[0]) is ActivationLayer
                && Activations.Of(fusion.Absorbed[0]).Name is "Linear" or "ReLU"));

    /// <summary>The pooling that a convolution absorbs, or null.</summary>
    public static ShapedLayer? PoolOf(LayerPlan layer) => LayerCatalog.Of(layer.Last) is MaxPoolLayer ? layer.Last : null;

    private static bool Fits(ShapedLayer convolution, ShapedLayer next) =>
        PoolLayer.Tiles(next)
        && Conv2DLayer.SumsInLanes(convolution.Output)
        && PoolLayer.Places(next) <= MostPlaces
        && !Regularizers.OnOutputs(convolution);

    public static void PlanForward(LayerPlan layer, ShapedLayer pool)
    {
        string argmax = layer.NamedLast("I");
        Conv2DLayer.AddWeights(layer);
        layer.AddValue(layer.Y, pool.Output.Size);
        layer.AddValue(argmax, (pool.Output.Size + BytesInAFloat - 1) / BytesInAFloat);
        string largest = $"the largest of each {PoolLayer.Size(pool)} of {Conv2DLayer.Formula(layer)}";
        layer.Call(Division.Slices,
            $"{layer.Y}{pool.Output.ToEquation()} = {ActivationSteps.Wrap(layer, largest)}; {argmax} keeps "
                + $"which{(HasReLU(layer) ? ", where ReLU lets it through" : "")}",
            "Conv2DMaxPool.Forward", [.. Structs(layer, pool), ActivationSteps.Fused(layer)],
            [Out("y", layer.Y), Out("argmax", argmax), .. Conv2DLayer.Inputs(layer)]);
        if (Folding.NormalizationOf(layer) is not null)
        {
            Folding.Note(layer, Division.Slices);
            return;
        }

        layer.NoteAbsorbed(pool, Division.Slices,
            $"{LayerCatalog.Of(pool).Name}: done together with layer {layer.Layer.Number}, whose whole output is never stored");
    }

    public static void PlanBackward(LayerPlan layer, ShapedLayer pool)
    {
        string dy = layer.DY;
        string w = layer.Named("W"), argmax = layer.NamedLast("I");
        string gradients = $"this slice's part of D{w} = {layer.X} conv ({dy} at the argmax {argmax})";
        KernelArgument[] arguments = [layer.Gradient("dw", "W", hasLanes: true), In("x", layer.X), In("argmax", argmax), In("dy", dy)];
        if (Conv2DLayer.HasBias(layer.Layer))
        {
            gradients += $", D{layer.Named("B")} = sum of {dy}{(HasReLU(layer) ? " there" : "")}";
            arguments = [.. arguments, layer.Gradient("db", "B", hasLanes: true)];
        }

        layer.Call(Division.Slices, gradients, "Conv2DMaxPool.BackwardKernel", Structs(layer, pool), arguments);
        Contribution dx = layer.ContributeInputGradient();
        layer.Pack("Conv2DMaxPool.PackKernel", Structs(layer, pool), w, $"laid out anew, once a step, for {dx.Place}");
        layer.Call(Division.Slices,
            $"{dx.Place}{layer.Layer.Input.ToEquation()} {dx.Sign} ({dy} at the argmax {argmax}) conv {w} turned by 180 degrees",
            "Conv2DMaxPool.BackwardInput", Structs(layer, pool), Out("dx", dx), Weight("w", w), Packed("packed", w), In("argmax", argmax),
            In("dy", dy));
    }

    private static bool HasReLU(LayerPlan layer) => ActivationSteps.Of(layer).Name == "ReLU";

    private static string[] Structs(LayerPlan layer, ShapedLayer pool) => [Conv2DLayer.Struct(layer), PoolLayer.Struct(layer, pool)];
}
