namespace ModelGen.Generators.Plan;

/// <summary>
/// Proves that the gradient of each value is the sum of what all its readers contribute, and that it is used only when all have: from the
/// layers and what they read, not from what the planner has noted of its own work.
/// </summary>
internal static class GradientVerifier
{
    public static void Verify(TrainingPlan plan)
    {
        Dictionary<int, string> valueOf = Enumerable.Range(0, plan.Ends.Inputs.Count).ToDictionary(i => -i, i => plan.Ends.Inputs[i]);
        foreach (PlannedLayer layer in plan.Layers) { valueOf[layer.Number] = layer.Value; }
        ILookup<string, PlannedOutput> outputs = plan.Ends.Outputs.ToLookup(output => output.Value);
        ILookup<string, int> readers = plan.Layers
            .Where(layer => layer.Value == "" || layer.Value != valueOf[layer.Reads[0]])
            .SelectMany(layer => layer.Reads.Select(read => (Value: valueOf[read], layer.Number)))
            .ToLookup(read => read.Value, read => read.Number);
        Dictionary<string, PlannedGradient> gradients = plan.Gradients.ToDictionary(gradient => gradient.Value);
        foreach (PlannedGradient gradient in plan.Gradients)
        {
            IEnumerable<int> expected = readers[gradient.Value].Concat(outputs[gradient.Value].Select(_ => 0));
            int[] missing = [.. expected.Except(gradient.From)];
            PlanVerifier.Require(missing.Length == 0, $"the gradient of {gradient.Value} lacks what layer "
                + $"{missing.FirstOrDefault()} contributes");
            PlanVerifier.Require(gradient.From.Count == expected.Count(), $"the gradient of {gradient.Value} has contributions of others");
        }

        // A call of the layer that gives the value reads its gradient: then, or when it has been changed in place.
        foreach (KernelCall call in plan.Backward)
        {
            int layer = call.Layer;
            while (valueOf[layer] == "") { layer++; } // what is absorbed comes right after
            string value = valueOf[layer];
            if (!gradients.TryGetValue(value, out PlannedGradient whole)) { continue; }
            foreach (KernelArgument argument in call.Arguments)
            {
                PlanVerifier.Require(argument.Access != Access.Read || argument.Place != whole.Place || argument.Version >= whole.Version,
                    $"{call.Kernel} of layer {call.Layer} reads the gradient of {value} before it is whole");
            }
        }
    }
}
