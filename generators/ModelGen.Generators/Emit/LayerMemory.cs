namespace ModelGen.Generators.Emit;

/// <summary>
/// How much memory the values of each layer take: what it gives, what it keeps for the backward pass, and their gradients.
/// </summary>
internal static class LayerMemory
{
    /// <summary>Floats of one sample in training, by the number of the layer. Gradients that share a place count once.</summary>
    public static ILookup<int, long> Of(ShapedModel model, TrainingPlan plan)
    {
        var layers = new Dictionary<string, int>();
        for (int i = 0; i < model.Outputs.Count; i++)
        {
            layers[plan.Ends.Outputs[i].Gradient] = layers[plan.Ends.Outputs[i].LogitsGradient] = model.Outputs[i].Layer;
        }

        Dictionary<string, string> values = plan.Gradients.GroupBy(gradient => gradient.Place)
            .ToDictionary(gradients => gradients.Key, gradients => gradients.First().Value);
        foreach (KernelCall call in plan.Forward.Concat(plan.Backward))
        {
            foreach (KernelArgument argument in call.Arguments.Where(a => a.IsWritten && !layers.ContainsKey(a.Place)))
            {
                layers.Add(argument.Place, values.TryGetValue(argument.Place, out string value) ? layers[value] : call.Layer);
            }
        }

        return plan.Values.Where(value => value.Offset < plan.TrainingValues && layers.ContainsKey(value.Name))
            .GroupBy(value => value.Offset).Select(values => values.OrderByDescending(value => value.Size).First())
            .ToLookup(value => layers[value.Name], value => (long)value.Size);
    }
}
