namespace ModelGen.Generators.Emit;

/// <summary>The head of the generated file: in a few lines, what the declaration meant.</summary>
internal static class PlanTable
{
    public static void Write(CodeWriter code, ModelSpec spec, ShapedModel model, TrainingPlan plan)
    {
        string[][] rows =
        [
            ["", "layer", "output", "parameters", "kept for the backward pass"],
            .. model.Inputs.Select((input, i) =>
                new[] { Text.Plain(-i), model.Inputs.Count == 1 ? "input" : $"{input.Name} (input)", input.Shape.ToString(), "0", "" }),
            .. plan.Layers.Select(l => new[] { Text.Plain(l.Number), l.Title, l.Output, Text.Number(l.Parameters), l.Kept }),
            ["", "together", "", Text.Number(model.ParameterCount), ""],
        ];
        int[] widths = [.. Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length))];
        string source = spec.Method is { } method ? $"{method} method" : "attributes";
        code.Line(
            $"// {model.Name}, as compiled from its {source}. One sample's values take "
                + $"{Text.Bytes(PredictingBytes(plan), "N1")} to predict and {Text.Bytes(TrainingBytes(plan), "N1")} to train.");
        code.Line("//");
        code.Lines(rows.Select(row =>
            $"{row[0].PadLeft(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadRight(widths[2])}  "
                + $"{row[3].PadLeft(widths[3])}  {row[4]}"), "// ");
        code.Line("//");
        string inputs = model.Inputs.Count == 1 ? "X0 is the input"
            : $"{Text.List([.. model.Inputs.Select((input, i) => $"X{Text.Plain(i)} is {input.Name}")])}";
        code.Wrapped(
            $"// {inputs}; Y3 is what layer 3 gives, Z3 the same before its activation, W3 and B3 its kernel and bias, I3 where its "
                + "maxima stood.");
        foreach (string line in plan.Legend) { code.Wrapped("// " + line); }
        code.Line("// A D before a name is a gradient. In equations ' transposes.");
    }

    /// <summary>Memory of the values of one sample that is predicted.</summary>
    public static long PredictingBytes(TrainingPlan plan) => sizeof(float) * (plan.Predicting?.AllValues ?? plan.ForwardValues);

    /// <summary>The same of one that a model is trained with.</summary>
    public static long TrainingBytes(TrainingPlan plan) => sizeof(float) * plan.TrainingValues;
}
