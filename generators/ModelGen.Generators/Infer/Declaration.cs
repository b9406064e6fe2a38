using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Infer;

/// <summary>What must hold of a declaration before shapes can be worked out.</summary>
internal static class Declaration
{
    public static bool IsInOrder(ModelSpec model, List<Finding> findings)
    {
        int[] inputs = [.. Enumerable.Range(0, model.Layers.Count).Where(i => model.Layers[i].Attribute == "Input")];
        if (inputs.Length == 0) { Report(RuleIds.NoInput, -1, null, model.DisplayName); }
        else if (inputs.Length > 1) { Report(RuleIds.SecondInput, inputs[1], null, model.DisplayName); }
        else if (inputs[0] != 0) { Report(RuleIds.InputNotFirst, inputs[0], null); }
        else if (model.Layers.Count == 1) { Report(RuleIds.NoLayers, 0, null, model.DisplayName); }

        for (int i = 0; i < model.Layers.Count; i++)
        {
            if (model.Layers[i].Has("Name") && !IsLegal(model.Layers[i].Text("Name")))
            {
                Report(RuleIds.IllegalName, i, "Name", model.Layers[i].Text("Name"));
            }
        }

        if (model.ModelName is { } name && !IsLegal(name)) { Report(RuleIds.IllegalName, -1, "Model.Name", name); }
        return !findings.Any(Severities.IsError);

        void Report(string rule, int layer, string? argument, params string[] values) =>
            findings.Add(new Finding(rule, layer, argument, new EquatableArray<string>(values)));
    }

    private static bool IsLegal(string name) =>
        name != "" && name.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_');
}
