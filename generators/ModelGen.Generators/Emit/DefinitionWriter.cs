namespace ModelGen.Generators.Emit;

/// <summary>Prints where every value and parameter lies, and what the runtime must know of the model.</summary>
internal static class DefinitionWriter
{
    public static void Write(CodeWriter code, ShapedModel model, TrainingPlan plan, ClassesSpec? classes)
    {
        WriteValues(code, plan.Values);
        code.Lines(plan.RevealedPlaces.Select(Place));
        code.Line();
        if (plan.Weights.Count > 0)
        {
            code.Line((plan.LaneValues > 0, plan.PackedValues > 0) switch
            {
                (true, true) => "// Parameters, and where the slices' parts of their gradients and their packed copies begin.",
                (true, false) => "// Parameters, and where the slices' parts of their gradients begin.",
                (false, true) => "// Parameters, and where their packed copies begin.",
                _ => "// Parameters.",
            });
            code.Lines(
                plan.Weights.Select(w =>
                    $"private static Weight {w.Name} => new(Offset: {Text.Literal(w.Offset)}, Size: "
                        + $"{Text.Literal(w.Parameter.Shape.Size)}{Lane(w)}{Packed(w)});"));
            code.Line();
        }

        if (plan.Transforms.Count > 0)
        {
            code.Line("// Kernels in another form, from which the forward pass computes.");
            code.Lines(
                plan.Transforms.Select(t =>
                    $"private static Weight {t.Name} => new(Offset: {Text.Literal(t.Offset)}, Size: {Text.Literal(t.Size)});"));
            code.Line();
        }

        WriteBatchValues(code, plan.OfBatch);
        code.Block("public static readonly ModelDefinition Definition = new()", () => WriteMembers(code, model, plan, classes), "};");
    }

    public static void WriteValues(CodeWriter code, EquatableArray<PlannedValue> values)
    {
        code.Line(values.Any(v => v.OfSlice)
            ? "// Values: where they begin and how many floats one sample has there; those of slices are forgotten when a slice is done."
            : "// Values: where they begin and how many floats one sample has there.");
        code.Lines(values.Select(Place));
    }

    private static string Place(PlannedValue value) =>
        $"private static Value {value.Name} => new(Offset: {Text.Literal(value.Offset)}, Size: "
            + $"{Text.Literal(value.Size)}{(value.OfSlice ? ", OfSlice: true" : "")});";

    public static void WriteBatchValues(CodeWriter code, PlannedBatchValues values)
    {
        if (values.Values.Count == 0) { return; }
        code.Line("// What a batch has once, however many samples it has.");
        code.Lines(
            values.Values.Select(v =>
                $"private static BatchValue {v.Name} => new(Offset: {Text.Literal(v.Offset)}, Size: {Text.Literal(v.Size)});"));
        code.Line();
    }

    private static void WriteMembers(CodeWriter code, ShapedModel model, TrainingPlan plan, ClassesSpec? classes)
    {
        code.Line($"Name = \"{model.Name}\",");
        WriteEnds(code, model, plan);
        ClassesWriter.WriteNames(code, classes);
        code.Line($"ForwardValues = {Text.Literal(plan.ForwardValues)},");
        code.Line($"TrainingValues = {Text.Literal(plan.TrainingValues)},");
        code.Line($"InputGradientValues = {Text.Literal(plan.InputGradientValues)},");
        if (plan.RevealedValues > 0) { code.Line($"RevealedValues = {Text.Literal(plan.RevealedValues)},"); }
        code.Line($"LaneValues = {Text.Literal(plan.LaneValues)},");
        if (plan.PackedValues > 0) { code.Line($"PackedValues = {Text.Literal(plan.PackedValues)},"); }
        if (plan.InputGradientPackedValues > plan.PackedValues)
        {
            code.Line($"InputGradientPackedValues = {Text.Literal(plan.InputGradientPackedValues)},");
        }

        if (plan.TransformedValues > 0) { code.Line($"TransformedValues = {Text.Literal(plan.TransformedValues)},"); }
        WriteRegularizers(code, "ParameterRegularizers", plan.Regularizers.Where(p => !p.OnOutputs));
        WriteRegularizers(code, "ActivityRegularizers", plan.Regularizers.Where(p => p.OnOutputs));
        code.Line($"ParameterValues = {Text.Literal(plan.ParameterValues)},");
        if (plan.TrainableValues < plan.ParameterValues) { code.Line($"TrainableValues = {Text.Literal(plan.TrainableValues)},"); }
        if (plan.OfBatch.Size > 0) { code.Line($"BatchValues = {Text.Literal(plan.OfBatch.Size)},"); }
        if (plan.StateUpdates.Count > 0) { code.Line("StagesState = true,"); }
        if (plan.Predicting is not null) { code.Line("Predicting = Predicting.Definition,"); }
        code.Line("Layers =");
        code.Line("[");
        foreach (ShapedLayer layer in model.Layers)
        {
            string reads = string.Join(", ", layer.Reads.Select(read => Text.Plain(read)));
            string value = plan.Layers[layer.Number - 1].Value is var stored and not "" ? stored : $"Y{Text.Plain(layer.Number)}";
            long multiplyAdds = plan.Layers[layer.Number - 1].MultiplyAdds;
            string[] more = [$"Value = {value}", .. multiplyAdds > 0 ? (string[])[$"MultiplyAdds = {Text.Literal(multiplyAdds)}"] : [],
                .. layer.IsFrozen ? (string[])["IsFrozen = true"] : [],
                .. layer.SharesWith != 0 ? (string[])[$"SharesWith = {Text.Plain(layer.SharesWith)}"] : []];
            code.Wrapped($"    new(\"{layer.Name}\", \"{layer.KerasClass}\", {Array(layer.Output)}, "
                + $"Parameters: {Text.Literal(layer.ParameterCount)}, Reads: [{reads}]){Members(more)},");
        }

        code.Line("],");
        if (plan.Weights.Count == 0)
        {
            code.Line("Parameters = [],");
            return;
        }

        code.Line("Parameters =");
        code.Line("[");
        PlannedWeight[] listed = [.. KerasOrder.Of(model, plan.Weights)];
        Dictionary<string, int> order = Enumerable.Range(0, listed.Length).ToDictionary(i => plan.Weights[i].Name);
        for (int i = 0; i < listed.Length; i++)
        {
            PlannedWeight w = listed[i];
            int number = order[w.Name];
            string[] more = [.. w.IsShared ? (string[])["IsShared = true"] : [],
                .. w.Parameter.IsTrainable ? (string[])[] : ["IsTrainable = false"],
                .. number == i ? (string[])[] : [$"Number = {Text.Plain(number)}"]];
            code.Wrapped($"    new(\"{w.ParameterName}\", {w.Name}, {Array(w.Parameter.Shape)}, {w.Parameter.Initializer}, "
                + $"FanIn: {Text.Literal(w.Parameter.FanIn)}, FanOut: {Text.Literal(w.Parameter.FanOut)}){Members(more)},");
        }

        code.Line("],");
    }

    private static void WriteEnds(CodeWriter code, ShapedModel model, TrainingPlan plan)
    {
        PlannedEnds ends = plan.Ends;
        string[] inputs = [.. model.Inputs.Select((input, i) =>
            $"new(\"{input.Name}\", {Array(input.Shape)}, {ends.Inputs[i]})"
                + (plan.Values.Any(value => value.Name == "D" + ends.Inputs[i]) ? $" {{ Gradient = D{ends.Inputs[i]} }}" : ""))];
        code.Wrapped($"Inputs = [{string.Join(", ", inputs)}],");
        code.Line("Outputs =");
        code.Line("[");
        for (int i = 0; i < ends.Outputs.Count; i++)
        {
            (PlannedOutput end, ShapedOutput output) = (ends.Outputs[i], model.Outputs[i]);
            code.Wrapped($"    new(\"{output.Name}\", {Array(model.Layer(output.Layer).Output)}, {end.Value}, Gradient: {end.Gradient}) {{ "
                + $"LastLayer = \"{end.LastLayer}\"{Logits(end)} }},");
        }

        code.Line("],");
    }

    private static string Logits(PlannedOutput end) => end.LastActivation == "Linear" ? ""
        : $", LastActivation = Activation.{end.LastActivation}, Logits = {end.Logits}, LogitsGradient = {end.LogitsGradient}";

    public static void WriteRegularizers(CodeWriter code, string member, IEnumerable<PlannedRegularizer> regularizers)
    {
        string[] items = [.. regularizers.Select(p => $"new({p.Place}, L1: {Text.Fraction(p.L1)}, L2: {Text.Fraction(p.L2)})")];
        if (items.Length > 0) { code.Wrapped($"{member} = [{string.Join(", ", items)}],"); }
    }

    private static string Members(string[] members) => members.Length == 0 ? "" : $" {{ {string.Join(", ", members)} }}";

    private static string Array(Shape shape) => $"[{string.Join(", ", shape.Dimensions.Select(n => Text.Literal(n)))}]";

    private static string Lane(PlannedWeight weight) => weight.HasLanes ? $", Lane: {Text.Literal(weight.Lane)}" : "";

    private static string Packed(PlannedWeight weight) => weight.IsPacked ? $", Packed: {Text.Literal(weight.Packed)}" : "";
}
