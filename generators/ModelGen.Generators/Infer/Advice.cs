using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Infer;

/// <summary>
/// What a model says that can be compiled, but hardly anybody means: layers that do nothing, that undo one another, or that are missing in
/// between.
/// </summary>
internal sealed class Advice(LayerGraph graph, List<Finding> findings)
{
    private const long MostWeights = 100_000_000;

    private static readonly string[] s_equal = ["Zeros", "Ones"];

    // By what they read, each as often as it reads it.
    private readonly ILookup<int, ShapedLayer> _readers =
        graph.Layers.SelectMany(layer => layer.Reads.Select(read => (read, layer))).ToLookup(pair => pair.read, pair => pair.layer);

    /// <summary>Adds what there is to say of a model in which nothing is wrong.</summary>
    public void Add()
    {
        foreach (ShapedLayer layer in graph.Layers)
        {
            // What is implied is said of the layer that implies it; further calls are those of the first.
            if (layer.SharesWith != 0 || graph.IsImplied(layer)) { continue; }
            CheckUseless(layer);
            CheckDropout(layer);
            CheckStrides(layer);
            CheckKernel(layer);
            CheckActivation(layer);
        }

        CheckNames();
    }

    private void CheckUseless(ShapedLayer layer)
    {
        string? why = layer.Spec.Attribute switch
        {
            "Activation" when layer.Spec.Text("activation") == "Linear" => "a linear activation leaves values as they are",
            "Flatten" when layer.Input.Rank == 1 => $"what {From(layer)} gives is a vector already",
            "Reshape" when layer.Input.Equals(layer.Output) => $"what {From(layer)} gives is {layer.Output} already",
            "Dropout" when layer.Spec.Double("rate") == 0 => "a rate of 0 drops nothing",
            "Rescaling" when layer.Spec.Double("scale") == 1 && layer.Spec.Double("Offset") == 0 => "times 1 and plus 0 change nothing",
            _ when LayerCatalog.Of(layer) is PoolLayer && IsPoolOfOne(layer) => "a window of 1 x 1 leaves values as they are",
            _ => null,
        };
        // A layer may be there for its name.
        if (why is not null && !layer.Spec.Has("Name")) { Report(RuleIds.DoesNothing, layer, null, [], why); }
    }

    private static bool IsPoolOfOne(ShapedLayer layer) => layer.Input.Equals(layer.Output) && layer.Input.Rank == 3
        && !layer.Spec.Text("Padding", "Valid").Equals("Same", StringComparison.Ordinal) && layer.Input[0] > 1;

    private void CheckDropout(ShapedLayer layer)
    {
        if (layer.Spec.Attribute != "Dropout") { return; }
        if (layer.Spec.Double("rate") == 1)
        {
            Report(RuleIds.DropoutTooMuch, layer, "rate", [new("rate", "0.5")], "a rate of 1 drops everything, so nothing is learnt",
                "Write 0.5, say");
            return;
        }

        if (Before(layer) is { Spec.Attribute: "Dropout" })
        {
            Report(RuleIds.DropoutTooMuch, layer, null, [], $"{From(layer)} drops values already", "Leave one of them out");
        }
        else if (After(layer) is { } next && next.Spec.Attribute == "Activation"
            && next.Spec.Text("activation") is "Softmax" or "LogSoftmax" or "Sparsemax")
        {
            Report(RuleIds.DropoutTooMuch, layer, null, [], "what it drops is a 0 to the softmax after it, which is as likely as any other",
                "Move it before the layer before, or leave it out");
        }
    }

    private void CheckStrides(ShapedLayer layer)
    {
        bool isPool = LayerCatalog.Of(layer) is PoolLayer;
        if (!isPool && LayerCatalog.Of(layer) is not Conv2DLayer) { return; }
        Window window = isPool ? PoolLayer.WindowOf(layer) : Conv2DLayer.WindowOf(layer);
        (int height, int width, int down, int right) = (window.Height, window.Width, window.StrideHeight, window.StrideWidth);
        bool hasBoth = layer.Spec.Has("Strides");
        bool isSkipping = (down > height && layer.Output[0] > 1) || (right > width && layer.Output[1] > 1);
        // A convolution of 1 x 1 that halves an image is the short cut of a residual block.
        if (isSkipping && (isPool || height > 1 || width > 1))
        {
            string argument = hasBoth ? "Strides" : down > height ? "StrideHeight" : "StrideWidth";
            string most = Text.Plain(hasBoth ? Math.Min(height, width) : argument == "StrideWidth" ? width : height);
            Report(RuleIds.PixelsSkipped, layer, argument, [new(argument, most)], $"{Text.Plain(height)} x {Text.Plain(width)}",
                $"{Text.Plain(down)} x {Text.Plain(right)}", $"{argument} = {most}");
        }

        string? one = layer.Spec.Has("StrideHeight") == layer.Spec.Has("StrideWidth") || hasBoth ? null
            : layer.Spec.Has("StrideHeight") ? "StrideHeight" : "StrideWidth";
        if (one is not null && down != right && layer.Input[0] > 1 && layer.Input[1] > 1)
        {
            string stride = Text.Plain(Math.Max(down, right));
            Report(RuleIds.OneDirection, layer, one, [], $"{one} = {Text.Plain(layer.Spec.Int(one, 1))}",
                one == "StrideHeight" ? "columns" : "rows", stride);
        }

        if (layer.Spec.Bool("Truncate") && layer.Spec.Text("Padding", "Valid") == "Valid" && (layer.Input[0] - height) % down == 0
            && (layer.Input[1] - width) % right == 0)
        {
            Report(RuleIds.ArgumentOnNothing, layer, "Truncate", [], "Truncate", "rows and columns that are cut", "here none are");
        }
    }

    private void CheckKernel(ShapedLayer layer)
    {
        if (LayerCatalog.Of(layer) is DenseLayer && layer.Spec.Bool("PerPosition") && layer.Input.Rank == 1)
        {
            Report(RuleIds.ArgumentOnNothing, layer, "PerPosition", [], "PerPosition", "positions of an image or a sequence",
                $"what {From(layer)} gives is a vector");
        }

        if (layer.Parameters.FirstOrDefault(parameter => parameter.Name == "kernel") is not { } kernel) { return; }
        if (s_equal.Contains(layer.Spec.Text("KernelInitializer")) && layer.Output.Last > 1)
        {
            string initializer = layer.Spec.Text("KernelInitializer");
            Report(RuleIds.EqualKernel, layer, "KernelInitializer", [], initializer.ToLowerInvariant());
        }

        if (kernel.Shape.Size <= MostWeights || LayerCatalog.Of(layer) is not DenseLayer) { return; }
        bool isImage = Before(layer) is { Spec.Attribute: "Flatten" } flat && flat.Input.Rank == 3;
        Report(RuleIds.LargeKernel, layer, null, [], Text.Number(kernel.Shape.Size), Text.Number(layer.Input.Size),
            isImage ? "Write [GlobalAveragePool] in the place of the Flatten before it, say" : "Make what arrives smaller");
    }

    private void CheckActivation(ShapedLayer layer)
    {
        if (LayerCatalog.Of(layer) is not (DenseLayer or Conv2DLayer)) { return; }
        string activation = layer.Spec.Text("activation", "Linear");
        ShapedLayer? next = After(layer);
        if (activation == "Linear" && next is not null && LayerCatalog.Of(next).GetType() == LayerCatalog.Of(layer).GetType()
            && _readers[layer.Number].Count() == 1 && !IsOutput(layer))
        {
            Report(RuleIds.NoActivationBetween, layer, null, [], Called(next));
        }

        // A call in a loop needs it for all layers but the last.
        if (next is null && activation == "ReLU" && !graph.IsRepeated(layer) && LayerCatalog.Of(layer) is DenseLayer && IsOutput(layer))
        {
            Report(RuleIds.ReLULast, layer, "activation", []);
        }
    }

    private void CheckNames()
    {
        var seen = new Dictionary<string, ShapedLayer>(StringComparer.OrdinalIgnoreCase);
        foreach (ShapedLayer layer in graph.Layers.Where(layer => layer.SharesWith == 0 && layer.Spec.Has("Name")))
        {
            if (!seen.TryGetValue(layer.Name, out ShapedLayer? first)) { seen.Add(layer.Name, layer); }
            else if (first.Name != layer.Name)
            {
                string other = Text.Quote($"{layer.Name}_{Text.Plain(layer.Number)}");
                Report(RuleIds.NamesAlike, layer, "Name", [new("Name", other)], layer.Name, first.Name, other);
            }
        }
    }

    private ShapedLayer? Before(ShapedLayer layer) => layer.Reads[0] > 0 ? graph.Layers[layer.Reads[0] - 1] : null;

    // The only layer that reads it.
    private ShapedLayer? After(ShapedLayer layer) =>
        _readers[layer.Number].Distinct().ToArray() is { Length: 1 } readers ? readers[0] : null;

    private bool IsOutput(ShapedLayer layer) => graph.Outputs.Any(output => output.Layer == layer.Number);

    private string From(ShapedLayer layer) => Before(layer) is { } before ? Called(before) : "the input";

    private string Called(ShapedLayer layer) => $"layer {Text.Plain(graph.Numbered(layer))} ({LayerCatalog.NameOf(layer.Spec)})";

    private void Report(string rule, ShapedLayer layer, string? argument, Suggestion[] suggestions, params string[] values)
    {
        (int attribute, string title) = graph.Written(layer);
        findings.Add(new Finding(rule, attribute, argument, new EquatableArray<string>((string[])[title, .. values]))
        {
            Suggestions = new EquatableArray<Suggestion>(suggestions),
        });
    }
}
