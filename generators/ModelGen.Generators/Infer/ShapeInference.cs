using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Infer;

/// <summary>From what was written to what it means: a fold of the layers over the input's shape.</summary>
internal static class ShapeInference
{
    /// <summary>The model's shapes, or null where a finding stands in the way. Findings of reading come first.</summary>
    public static ShapedModel? Infer(ModelSpec model, out EquatableArray<Finding> findings)
    {
        var found = new List<Finding>(model.Findings);
        ShapedModel? shaped = null;
        if (model.IsComplete && !found.Any(Severities.IsError)) { shaped = Infer(model, found); }
        findings = new EquatableArray<Finding>(found);
        return found.Any(Severities.IsError) ? null : shaped;
    }

    private static ShapedModel? Infer(ModelSpec model, List<Finding> findings)
    {
        if (!Declaration.IsInOrder(model, findings) || InputShape(model.Layers[0], findings) is not { } input) { return null; }

        var names = new LayerNames();
        var layers = new List<ShapedLayer>();
        Shape shape = input;
        string from = "the input";
        long parameters = 0;

        // What follows the last layer that computes only reads its output differently.
        int last = model.Layers.Count - 1;
        while (last > 0 && LayerCatalog.Find(model.Layers[last].Attribute) is FlattenLayer or ReshapeLayer) { last--; }
        for (int i = 1; i < model.Layers.Count; i++)
        {
            LayerSpec spec = model.Layers[i];
            LayerKind kind = LayerCatalog.Find(spec.Attribute)!;
            string title = $"Layer {Text.Plain(i)}, {kind.Name}";
            if (kind.ImpliesFlatten(spec, shape))
            {
                findings.Add(
                    new Finding(RuleIds.FlattenImplied, i, null,
                        new EquatableArray<string>(title, from, shape.ToString(), Text.Number(shape.Count)), i - 1));
                if (Add(LayerCatalog.Flatten, new LayerSpec("Flatten", default), i) is not { } flat) { return null; }
                shape = flat;
            }

            if (Add(kind, spec, i) is not { } output) { return null; }
            if (spec.Has("Name") && spec.Text("Name") is var name && !names.Reserve(name))
            {
                findings.Add(new Finding(RuleIds.DuplicateName, i, "Name", new EquatableArray<string>(title, name)));
            }

            parameters += layers[layers.Count - 1].ParameterCount;
            if (parameters > int.MaxValue)
            {
                findings.Add(new Finding(RuleIds.TooLarge, i, null, new EquatableArray<string>(
                    title, "the parameters' buffer", "all layers up to this one together", Text.Number(parameters))));
                return null;
            }

            (shape, from) = (output, $"layer {Text.Plain(i)} ({kind.Name})");
        }

        return new ShapedModel(model.ModelName ?? KerasNames.SnakeCase(model.DisplayName), input,
            new EquatableArray<ShapedLayer>(names.Apply(layers, model, findings)));

        Shape? Add(LayerKind kind, LayerSpec spec, int index)
        {
            var context = new InferContext(spec, kind, index, index, shape, from, index - 1,
                index >= last && kind.Attributes.Contains(spec.Attribute), findings);
            kind.Infer(context);
            if (context.Output is not { } output || findings.Any(Severities.IsError)) { return null; }
            string keras = kind.KerasClass(shape);
            layers.Add(
                new ShapedLayer(layers.Count + 1, spec, spec.Text("Name"), keras, shape, output,
                    new EquatableArray<ParameterSpec>(context.Parameters)));
            return output;
        }
    }

    private static Shape? InputShape(LayerSpec input, List<Finding> findings)
    {
        EquatableArray<int> sizes = input.Ints("shape");
        if (sizes.Count is 0 or > 3)
        {
            findings.Add(new Finding(RuleIds.InputRank, 0, null, new EquatableArray<string>(Text.Plain(sizes.Count))));
            return null;
        }

        for (int axis = 0; axis < sizes.Count; axis++)
        {
            if (sizes[axis] < 1)
            {
                findings.Add(
                    new Finding(RuleIds.NotPositive, 0, $"shape[{axis}]",
                        new EquatableArray<string>("Input", $"size {axis + 1}", Text.Plain(sizes[axis]))));
                return null;
            }
        }

        var shape = new Shape(sizes);
        if (shape.Count <= int.MaxValue) { return shape; }
        findings.Add(
            new Finding(RuleIds.TooLarge, 0, null,
                new EquatableArray<string>("Input", "one sample", shape.ToString(), Text.Number(shape.Count))));
        return null;
    }
}
