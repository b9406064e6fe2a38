namespace ModelGen.Generators.Emit;

/// <summary>Prints the forward pass of predictions, where it is not that of training, with the places of its values.</summary>
internal static class PredictingWriter
{
    public static void Write(CodeWriter code, PredictingPlan predicting, TrainingPlan plan)
    {
        code.Line("/// <summary>The forward pass of predictions: nothing is kept for a backward pass, so values share memory.</summary>");
        code.Block("public static class Predicting", () =>
        {
            code.Block("public static void Forward(Step step)", () => CallWriter.Write(code, predicting.Forward, plan));
            code.Line();
            DefinitionWriter.WriteValues(code, predicting.Values);
            code.Line();
            DefinitionWriter.WriteBatchValues(code, predicting.OfBatch);
            code.Block("public static readonly PredictingDefinition Definition = new()", () =>
            {
                code.Line($"Inputs = [{string.Join(", ", predicting.Ends.Inputs)}],");
                code.Wrapped($"Outputs = [{string.Join(", ", predicting.Ends.Outputs.Select(output => output.Value))}],");
                code.Wrapped($"Logits = [{string.Join(", ", predicting.Ends.Outputs.Select(output => output.Logits))}],");
                code.Line($"KeptValues = {Text.Literal(predicting.KeptValues)},");
                code.Line($"AllValues = {Text.Literal(predicting.AllValues)},");
                if (predicting.OfBatch.Size > 0) { code.Line($"BatchValues = {Text.Literal(predicting.OfBatch.Size)},"); }
                DefinitionWriter.WriteRegularizers(code, "ActivityRegularizers", plan.Regularizers.Where(p => p.OnOutputs));
            }, "};");
        });
    }
}
