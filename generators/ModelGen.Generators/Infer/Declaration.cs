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
        int[] inputs =
            [.. Enumerable.Range(0, model.Layers.Count).Where(i => model.Layers[i].Attribute == "Input" && !unknown.Contains(i))];
        if (inputs.Length == 0)
        {
            if (unknown.Count == 0) { Report(RuleIds.NoInput, -1, null, model.DisplayName, Example(model.Layers[0])); }
        }
        else if (inputs.Length == model.Layers.Count) { Report(RuleIds.NoLayers, 0, null, model.DisplayName); }
        else if (inputs[0] != 0) { Report(RuleIds.InputNotFirst, inputs[0], null); }
        foreach (int second in inputs.Skip(1)) { Report(RuleIds.SecondInput, second, null, model.DisplayName); }

        for (int i = 0; i < model.Layers.Count; i++)
        {
            if (model.Layers[i].Has("Name")) { CheckName(i, "Name", model.Layers[i].Text("Name")); }
        }

        if (model.ModelName is { } name) { CheckName(-1, "Model.Name", name); }

        void CheckName(int layer, string argument, string name)
        {
            if (name != "" && name.All(IsLegal)) { return; }
            string legal = new([.. name.Select(c => IsLegal(c) ? c : '_')]);
            findings.Add(new Finding(RuleIds.IllegalName, layer, argument, new EquatableArray<string>(name))
            {
                Suggestions = new EquatableArray<Suggestion>((Suggestion[])(legal == "" ? [] : [new("Name", Text.Quote(legal))])),
            });
        }

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
