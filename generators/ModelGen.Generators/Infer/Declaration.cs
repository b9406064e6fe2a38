using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Infer;

/// <summary>What must hold of a declaration beside its shapes.</summary>
internal static class Declaration
{
    /// <param name="model">The model.</param>
    /// <param name="unknown">The indices of attributes that are no layers, of which one may be meant for the input.</param>
    /// <param name="findings">Where findings go.</param>
    public static void Check(ModelSpec model, HashSet<int> unknown, List<Finding> findings)
    {
        NodeSpec[] written = [.. model.Nodes.OrderBy(node => node.Attribute)];
        if (model.Method is null) { CheckInputs(model, written, unknown, findings); }
        foreach (NodeSpec node in written)
        {
            if (node.Layer.Has("Name")) { CheckName(node.Attribute, "Name", node.Layer.Text("Name")); }
        }

        foreach (OutputSpec output in model.Outputs)
        {
            if (output.Name is { } given) { CheckName(output.Attribute, output.Argument, given); }
        }

        if (model.ModelName is { } name) { CheckName(-1, "Model.Name", name); }

        void CheckName(int layer, string argument, string name)
        {
            if (name != "" && name.All(IsLegal)) { return; }
            string legal = new([.. name.Select(c => IsLegal(c) ? c : '_')]);
            findings.Add(new Finding(RuleIds.IllegalName, layer, argument, new EquatableArray<string>(name))
            {
                Suggestions = legal == "" ? default
                    : new EquatableArray<Suggestion>(new Suggestion(argument == "Model.Name" ? "Name" : argument, Text.Quote(legal))),
            });
        }
    }

    private static void CheckInputs(ModelSpec model, NodeSpec[] written, HashSet<int> unknown, List<Finding> findings)
    {
        int[] inputs = [.. written.Where(node => node.IsInput && !unknown.Contains(node.Attribute)).Select(node => node.Attribute)];
        if (inputs.Length == 0)
        {
            if (unknown.Count == 0) { Report(RuleIds.NoInput, -1, null, model.DisplayName, Example(written[0].Layer)); }
        }
        else if (inputs.Length == written.Length) { Report(RuleIds.NoLayers, 0, null, model.DisplayName); }
        else if (inputs[0] != 0) { Report(RuleIds.InputNotFirst, inputs[0], null); }

        void Report(string rule, int layer, string? argument, params string[] values) =>
            findings.Add(new Finding(rule, layer, argument, new EquatableArray<string>(values)));
    }

    // What such a first layer is usually fed with.
    private static string Example(LayerSpec first) => LayerCatalog.Find(first.Attribute) switch
    {
        ReshapeLayer when first.Ints("targetShape") is var target && target.All(n => n > 0) && new Shape(target) is { Count: var count }
            && count <= int.MaxValue => Text.Plain((long)count),
        FlattenLayer or { WorksOnImages: true } => "28, 28, 1",
        _ => "784",
    };

    private static bool IsLegal(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';
}
