namespace ModelGen.Generators.Emit;

/// <content>Predictions: by the model, by its predictors and by pools of them.</content>
internal sealed partial class EndMembers
{
    private const string Dataset = "global::ModelGen.Data.Dataset",
        Callbacks = "global::System.Collections.Generic.IEnumerable<global::ModelGen.Callback>?";

    // (float[] digit, float[] odd)
    private string Arrays => HasSeveralOutputs ? $"({Parameters(ends.Outputs, "float[]")})" : "float[]";

    private IEnumerable<(string Name, string Text)> SampleDocs =>
        ends.Inputs.Select(input => (input.Code, $"One sample of {input.Name}, {input.Size}."));

    private void WritePredict()
    {
        string outputs = Text.List([.. ends.Outputs.Select(output => $"{output.Name} ({output.Size})")]);
        Doc($"The outputs for one sample: {outputs}.", SampleDocs,
            $"{(HasSeveralOutputs ? "The values of each output; the arrays are" : "The outputs; the array is")} the caller's.");
        WriteArrays($"public {New}{Arrays} Predict({Inputs})", $"PredictOutputs({Spans(ends.Inputs)})");
        Doc($"The outputs for many samples: {outputs}.",
            [.. InputDocs, ("batchSize", "How many go through the model together; at least 1.")],
            "The values of each output, one sample after the other.");
        WriteArrays($"public {New}{Arrays} Predict({Inputs}, int batchSize)", $"PredictOutputs({Spans(ends.Inputs)}, batchSize)");
    }

    private void WritePredictData(string parameters, string arguments)
    {
        if (!HasSeveralOutputs) { return; }
        Doc("The outputs for the samples of a data set.", [], null);
        WriteArrays(
            $"public new {Arrays} Predict({Dataset} data, int batchSize = 32{parameters})", $"PredictAll(data, batchSize{arguments})");
    }

    private void WritePredictView()
    {
        Doc("The outputs for one sample as views of the memory they were computed in, without an allocation: the next call overwrites "
            + "them.", SampleDocs, "The outputs, good until the next call.");
        string views = $"PredictViews({Spans(ends.Inputs)})";
        if (HasSeveralOutputs) { WriteExpression($"public {New}OutputViews PredictView({Inputs})", $"new({views})"); }
        else { WriteExpression($"public {New}{Floats} PredictView({Inputs})", $"{views}[0]"); }
    }

    private void WritePredictors()
    {
        Doc("A predictor with this model's weights and memory of its own, for use on another thread.", [], null);
        code.Line("public new Predictor CreatePredictor() => new(this);");
        Doc("Predictors for many threads at once.", [("maxPredictors", "How many at most. Left out: one for each core.")], null);
        code.Line("public new PredictorPool CreatePredictorPool(int? maxPredictors = null) => new(this, maxPredictors);");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("protected override global::ModelGen.Predictor NewPredictor() => new Predictor(this);");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("protected override global::ModelGen.PredictorPool NewPredictorPool(int? maxPredictors) =>");
        code.Line("    new PredictorPool(this, maxPredictors);");
        WritePredictor("Predictor", "Predicts with a model's weights in memory of its own, one thread at a time.", "", "", () =>
        {
            WritePredictView();
            HidePredict();
            Hide(HasSeveralInputs, $"{Floats} PredictView({Floats} sample)", "PredictView", ends.Inputs);
        });
        WritePredictor("PredictorPool", "Predictors for many threads at once.", ", int? maxPredictors", ", maxPredictors", () =>
        {
            Doc("Takes a predictor for several calls. Disposing what is returned gives it back.",
                [("cancellationToken", "Ends the wait for one, where all are rented.")], null);
            code.Line("public new global::ModelGen.RentedPredictor<Predictor> Rent(");
            code.Line("    global::System.Threading.CancellationToken cancellationToken = default) => new(base.Rent(cancellationToken));");
            HidePredict();
        });
    }

    private void WritePredictor(string name, string summary, string parameters, string arguments, Action others)
    {
        Doc(summary, [], null);
        code.Block($"public sealed class {name} : global::ModelGen.{name}", () =>
        {
            code.Line($"internal {name}({type} model{parameters})");
            code.Line($"    : base(model{arguments})");
            code.Line("{");
            code.Line("}");
            WritePredict();
            WritePredictData("", "");
            others();
        });
    }

    private void WriteArrays(string head, string call)
    {
        if (!HasSeveralOutputs)
        {
            WriteExpression(head, call + "[0]");
            return;
        }

        code.Block(head, () =>
        {
            code.Wrapped($"float[][] outputs = {call};");
            code.Wrapped($"return ({string.Join(", ", ends.Outputs.Select((_, i) => $"outputs[{i}]"))});");
        });
    }
}
