namespace ModelGen.Generators.Emit;

/// <content>Members of the base class that speak of one input or one output: to call them is an error.</content>
internal sealed partial class EndMembers
{
    private void HideOfModel()
    {
        HidePredict();
        Hide(HasSeveralInputs, $"{Floats} PredictView({Floats} sample)", "PredictView", ends.Inputs);
        Hide(HasSeveralInputs, $"{Output} Forward({Floats} inputs)", "Forward", ends.Inputs);
        Hide(HasSeveralOutputs,
            $"{BatchLoss} Backward({Labels} labels, global::ModelGen.Loss? loss = null, {Floats} sampleWeight = default)", "Backward",
            ends.Outputs);
        Hide(true, $"{BatchLoss} TrainOnBatch({Floats} inputs, {Labels} labels, {Floats} sampleWeight = default)", "TrainOnBatch",
            [.. ends.Inputs, .. LabelsBeside]);
        Hide(HasSeveralOutputs, $"void BackwardFrom({Floats} gradient)", "BackwardFrom", ends.Outputs);
        HideOfArrays();
    }

    private void HidePredict()
    {
        Hide(HasSeveralInputs, $"float[] Predict({Floats} sample)", "Predict", ends.Inputs);
        Hide(HasSeveralInputs, $"float[] Predict({Floats} samples, int batchSize)", "Predict", ends.Inputs);

        // Of two inputs the second may be an array, which would be taken for the outputs.
        Hide(ends.Inputs.Count != 2, $"void Predict({Floats} samples, global::System.Span<float> outputs, int batchSize = 32)", "Predict",
            ends.Inputs);
    }

    private void HideOfArrays()
    {
        const string samples = "global::ModelGen.Data.Samples x, global::ModelGen.Data.Labels y, ",
            weight = "global::System.ReadOnlyMemory<float> sampleWeight = default, ";
        string from = $"Dataset.From(inputs: [{Pairs(ends.Inputs)}], labels: [{Pairs(ends.Outputs)}])";
        Hide(true, $"global::ModelGen.History Fit({samples}int epochs = 1, int batchSize = 32, bool shuffle = true, "
            + $"{Dataset}? validationData = null, double validationSplit = 0, {Callbacks} callbacks = null, int verbose = 1, "
            + "global::System.Collections.Generic.IReadOnlyDictionary<int, double>? classWeight = null, " + weight
            + "int initialEpoch = 0, int? stepsPerEpoch = null, int? validationSteps = null, int? validationBatchSize = null, "
            + "int validationFreq = 1, bool stopOnCtrlC = true, global::System.Threading.CancellationToken cancellationToken = default)",
            $"Fit({from})");
        Hide(true, $"global::ModelGen.Evaluation Evaluate({samples}int batchSize = 32, int verbose = 0, {weight}int? steps = null, "
            + $"{Callbacks} callbacks = null)", $"Evaluate({from})");
        Hide(true, $"float[] InputGradient({Floats} inputs, {Labels} labels, global::ModelGen.Loss? loss = null)",
            $"InputGradients({from})");
        Hide(true, $"float[] InputGradientFrom({Floats} inputs, {Floats} gradient)",
            $"InputGradientsFrom({from}, new() {{ [\"{ends.Outputs[0].Name}\"] = ... }})");
    }

    private void Hide(bool isNeeded, string member, string name, IReadOnlyList<End> instead) =>
        Hide(isNeeded, member, $"{name}({string.Join(", ", instead.Select(end => $"{end.Code}: ..."))})");

    private void Hide(bool isNeeded, string member, string instead)
    {
        if (!isNeeded) { return; }
        Doc("Not of this model: it speaks of one input and one output.", [], null);
        string joined = string.Join("\n    + ", Pieces($"{type.TrimStart('@')} has {Several}. Write {instead}.").Select(Text.Quote));
        code.Lines($"[global::System.Obsolete({joined}, error: true)]".Split('\n'));
        code.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        code.Wrapped($"public new {member} =>");
        code.Line("    throw new global::System.NotSupportedException();");
    }

    // A message in pieces that fit a line each, cut where a blank is.
    private static IEnumerable<string> Pieces(string message)
    {
        const int most = 100;
        while (message.Length > most && message.LastIndexOf(' ', most) is > 0 and var end)
        {
            yield return message.Substring(0, end + 1);
            message = message.Substring(end + 1);
        }

        yield return message;
    }

    private string Several => (HasSeveralInputs, HasSeveralOutputs) switch
    {
        (true, true) => "several inputs and outputs",
        (true, false) => $"the inputs {Text.List([.. ends.Inputs.Select(input => input.Name)])}",
        _ => $"the outputs {Text.List([.. ends.Outputs.Select(output => output.Name)])}",
    };

    // ("digit", ...), ("odd", ...)
    private static string Pairs(IEnumerable<End> ends) => string.Join(", ", ends.Select(end => $"(\"{end.Name}\", ...)"));
}
