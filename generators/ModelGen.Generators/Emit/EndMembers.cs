namespace ModelGen.Generators.Emit;

/// <summary>
/// Prints the members of a model with several inputs or outputs that speak of each by its name, and hides those that speak of one: a call
/// of such a one is an error that says what to write.
/// </summary>
internal sealed partial class EndMembers(CodeWriter code, EndNames ends, string type)
{
    private const string Floats = "global::System.ReadOnlySpan<float>", Labels = "global::ModelGen.Data.Labels",
        Output = "global::ModelGen.ModelOutput", BatchLoss = "global::ModelGen.BatchLoss";

    private bool HasSeveralInputs => ends.Inputs.Count > 1;

    private bool HasSeveralOutputs => ends.Outputs.Count > 1;

    // A member with one input hides the one of the base class.
    private string New => HasSeveralInputs ? "" : "new ";

    private string Inputs => Parameters(ends.Inputs, Floats);

    private IEnumerable<(string Name, string Text)> InputDocs =>
        ends.Inputs.Select(input => (input.Code, $"The samples of {input.Name}, {input.Size} each, one after the other."));

    private IEnumerable<(string Name, string Text)> WeightDocs =>
        Weights.Select((weight, i) => (weight.Code, $"How much each sample counts for {ends.Outputs[i].Name}. Left out: all the same."));

    private IReadOnlyList<End> Weights => [.. ends.Outputs.Select(output => output with { Code = ends.About(output, "Weight") })];

    private IReadOnlyList<End> Losses => [.. ends.Outputs.Select(output => output with { Code = ends.About(output, "Loss") })];

    private IReadOnlyList<End> LabelsBeside =>
        [.. ends.Outputs.Select(output => output with { Code = ends.Beside(output, "Labels") })];

    /// <summary>Prints all of them.</summary>
    public void Write()
    {
        WritePredict();
        WritePredictData($", int verbose = 0, int? steps = null, {Callbacks} callbacks = null", ", verbose, steps, callbacks");
        WritePredictView();
        WriteForward();
        WriteBackward();
        WriteTrainOnBatch();
        WriteBackwardFrom();
        WritePredictors();
        WriteStructs();
        HideOfModel();
    }

    private void WriteForward()
    {
        Doc("Computes the outputs of a batch in training mode, and keeps what <c>Backward</c> needs.", InputDocs,
            "The outputs; the next forward pass overwrites them.");
        code.Block($"public {New}{(HasSeveralOutputs ? "ForwardOutputs" : Output)} Forward({Inputs})", () =>
        {
            code.Wrapped($"ForwardInputs({Spans(ends.Inputs)});");
            string outputs = string.Join(", ", ends.Outputs.Select((_, i) => $"OutputOf({i})"));
            code.Wrapped(HasSeveralOutputs ? $"return new({outputs});" : $"return {outputs};");
        });
    }

    private void WriteBackward()
    {
        if (!HasSeveralOutputs) { return; }
        Doc("Computes the loss of the batch that went forward last, which is the sum of those of the outputs, each times its weight, and "
                + "the gradients of all parameters. After an optimizer's step it overwrites the gradients, else it adds to them.",
            [.. LabelDocs(ends.Outputs),
                .. Losses.Select(loss => (loss.Code, $"The loss of {loss.Name}. Left out: the one of Compile.")), .. WeightDocs],
            "The loss of the batch; it converts to <c>float</c>.");
        PreferToHidden();
        WriteExpression(
            $"public {BatchLoss} Backward({Parameters(ends.Outputs, Labels)}, {Parameters(Losses, "global::ModelGen.Loss?", "null")}, "
                + $"{Parameters(Weights, Floats, "default")})",
            $"BackwardOutputs([{Codes(ends.Outputs)}], {Spans(Weights)}, [{Codes(Losses)}])");
    }

    private void WriteTrainOnBatch()
    {
        IReadOnlyList<End> labels = LabelsBeside;
        Doc("Trains on one batch with the optimizer and the losses of Compile: <c>Forward</c>, <c>Backward</c> and the optimizer's step in "
                + "one call, with the same bits.",
            [.. InputDocs, .. LabelDocs(labels), .. WeightDocs], "The loss of the batch before the update; it converts to <c>float</c>.");
        PreferToHidden();
        WriteExpression(
            $"public {BatchLoss} TrainOnBatch({Inputs}, {Parameters(labels, Labels)}, {Parameters(Weights, Floats, "default")})",
            $"TrainOnInputs({Spans(ends.Inputs)}, [{Codes(labels)}], {Spans(Weights)})");
    }

    private void WriteBackwardFrom()
    {
        if (!HasSeveralOutputs) { return; }
        Doc("Computes the gradients of all parameters from gradients of the outputs: for a loss of your own.",
            ends.Outputs.Select(output => (output.Code, $"The loss's derivative with respect to each value of {output.Name}.")), null);
        WriteExpression(
            $"public void BackwardFrom({Parameters(ends.Outputs, Floats)})", $"BackwardFromOutputs({Spans(ends.Outputs)})");
    }

    // Arguments that fit the hidden member of the base class too, arrays or default, are meant for this one.
    private void PreferToHidden() => code.Line("[global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]");

    private void WriteStructs()
    {
        if (!HasSeveralOutputs) { return; }
        WriteStruct("ForwardOutputs", "The outputs of <c>Forward</c>; the next forward pass overwrites them.", Output,
            Parameters(ends.Outputs, Output), (output, _) => output.Code);
        WriteStruct("OutputViews", "The outputs of <c>PredictView</c>; the next call overwrites them.", Floats,
            "global::ModelGen.OutputViews views", (_, i) => $"views[{i}]");
    }

    private void WriteStruct(string name, string summary, string element, string parameters, Func<End, int, string> value)
    {
        Doc(summary, [], null);
        code.Block($"public readonly ref struct {name}", () =>
        {
            code.Block($"internal {name}({parameters})",
                () => code.Lines(ends.Outputs.Select((output, i) => $"this.{output.Code} = {value(output, i)};")));
            foreach (End output in ends.Outputs)
            {
                Doc($"Of {output.Name}: {output.Size} for each sample.", [], null);
                code.Line($"public {element} {output.Code} {{ get; }}");
            }

            Doc("The outputs, one by one.", [], null);
            code.Block($"public void Deconstruct({Parameters(ends.Outputs, "out " + element)})",
                () => code.Lines(ends.Outputs.Select(output => $"{output.Code} = this.{output.Code};")));
        });
    }

    private static IEnumerable<(string Name, string Text)> LabelDocs(IEnumerable<End> labels) =>
        labels.Select(label => (label.Code, $"The labels of {label.Name}: class indices or dense targets."));

    private static string Parameters(IEnumerable<End> ends, string type, string? otherwise = null) =>
        string.Join(", ", ends.Select(end => $"{type} {end.Code}{(otherwise is null ? "" : $" = {otherwise}")}"));

    private static string Codes(IEnumerable<End> ends) => string.Join(", ", ends.Select(end => end.Code));

    // More than eight do not fit, and are copied.
    private static string Spans(IReadOnlyList<End> ends)
    {
        const int most = 8;
        string others = ends.Count <= most ? ""
            : $", others: [{string.Join(", ", ends.Skip(most).Select(end => $"{end.Code}.ToArray()"))}]";
        return $"new({Codes(ends.Take(most))}{others})";
    }

    private void Doc(string summary, IEnumerable<(string Name, string Text)> parameters, string? returns)
    {
        code.Line();
        code.Wrapped($"/// <summary>{summary}</summary>");
        foreach ((string name, string text) in parameters)
        {
            code.Wrapped($"/// <param name=\"{name.TrimStart('@')}\">{text}</param>");
        }

        if (returns is not null) { code.Wrapped($"/// <returns>{returns}</returns>"); }
    }

    private void WriteExpression(string head, string body)
    {
        code.Wrapped($"{head} =>");
        code.Wrapped($"    {body};");
    }
}
