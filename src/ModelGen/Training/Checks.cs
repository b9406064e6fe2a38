using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Checks of what the user hands to a model, made before anything is changed. A message says what is given and what is needed.
/// </summary>
internal static class Checks
{
    /// <summary>How many samples there are for each input: the same number for all.</summary>
    public static int SampleCount(ModelDefinition model, FloatSpans inputs)
    {
        int count = SampleCount(model, 0, inputs[0].Length);
        for (int i = 1; i < model.Inputs.Length; i++)
        {
            int others = SampleCount(model, i, inputs[i].Length);
            if (others != count)
            {
                throw new ArgumentException(
                    $"{count:N0} samples are given for {model.Inputs[0].Name}, but {others:N0} for {model.Inputs[i].Name}; each sample of "
                        + $"{model.Name} has all of its inputs.");
            }
        }

        return count;
    }

    /// <summary>How many samples of an input so many values are.</summary>
    public static int SampleCount(ModelDefinition model, int input, int values)
    {
        int size = model.Inputs[input].Size;
        if (values == 0 || values % size != 0)
        {
            string name = For(model, input);
            throw new ArgumentException(
                $"{values:N0} values{name} are not a whole number of samples: one sample of {model.Name}{name} is "
                    + $"{Text(model.Inputs[input].Shape)}, {size:N0} values.");
        }

        return values / size;
    }

    /// <summary>One sample is given for each input.</summary>
    public static void OneSample(ModelDefinition model, FloatSpans inputs)
    {
        for (int i = 0; i < model.Inputs.Length; i++)
        {
            int values = inputs[i].Length, size = model.Inputs[i].Size;
            if (values == size) { continue; }
            string many = values > 0 && values % size == 0
                ? $" For many samples write model.Predict({Arguments(model)}, batchSize: 32)." : "";
            throw new ArgumentException(
                $"{values:N0} values{For(model, i)} are given, but one sample of {model.Name}{For(model, i)} is "
                    + $"{Text(model.Inputs[i].Shape)}, {size:N0} values.{many}");
        }
    }

    /// <summary>There is room for what an output gives for so many samples.</summary>
    public static void OutputLength(ModelDefinition model, int output, int samples, int length)
    {
        long needed = (long)samples * model.Outputs[output].Size;
        if (length != needed)
        {
            string name = model.Outputs.Length == 1 ? "" : $" {model.Outputs[output].Name}";
            throw new ArgumentException(
                $"The outputs{name} of {samples:N0} samples are {needed:N0} values, but there is room for {length:N0}.");
        }
    }

    /// <summary>A call that speaks of one input must be to a model that has one.</summary>
    public static void HasOneInput(ModelDefinition model, string call)
    {
        if (model.Inputs.Length == 1) { return; }
        throw new InvalidOperationException(
            $"{model.Name} has the inputs {Shown.Names([.. model.Inputs.Select(input => input.Name)])}: name them, as in "
                + $"model.{call}({Arguments(model)}), on a variable of the model's own type"
                + (call == "Predict" ? ", or give a data set." : "."));
    }

    /// <summary>The same of one input and one output.</summary>
    public static void HasOneEach(ModelDefinition model, string call)
    {
        HasOneInput(model, call);
        HasOneOutput(model, call);
    }

    /// <summary>A call that speaks of one output must be to a model that has one.</summary>
    public static void HasOneOutput(ModelDefinition model, string call)
    {
        if (model.Outputs.Length == 1) { return; }
        throw new InvalidOperationException(
            $"{model.Name} has the outputs {Shown.Names([.. model.Outputs.Select(output => output.Name)])}: call {call} on a variable of "
                + "the model's own type, where it speaks of each by its name.");
    }

    /// <summary>The model has outputs of these names.</summary>
    public static void AreOutputs(ModelDefinition model, IEnumerable<string> names, string argument)
    {
        string[] known = [.. model.Outputs.Select(output => output.Name)];
        if (names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new ArgumentException(
                $"{argument} has \"{unknown}\", but {model.Name} has the output{(known.Length == 1 ? "" : "s")} {Shown.Names(known)}.",
                argument);
        }
    }

    /// <summary>How much the loss of an output counts: a finite number, 1 where it is left out.</summary>
    public static double LossWeight(Dictionary<string, double>? weights, string output)
    {
        double weight = weights?.GetValueOrDefault(output, 1) ?? 1;
        return double.IsFinite(weight)
            ? weight
            : throw new ArgumentException($"The weight of the loss of {output} is {weight}; weights are finite numbers.", "lossWeights");
    }

    /// <summary>What is weighed has a loss.</summary>
    public static void HaveLosses(IReadOnlyList<Objective> objectives, IEnumerable<string> weighed, string argument)
    {
        if (weighed.FirstOrDefault(name => objectives.Any(objective => objective.Name == name && objective.Loss is null)) is { } one)
        {
            throw new ArgumentException(
                $"{argument} has \"{one}\", but that output has no loss. Give it one: losses: new() {{ [\"{one}\"] = ..., ... }}.",
                argument);
        }
    }

    /// <summary>No two numbers of the history have one name.</summary>
    public static void NamesDiffer(IReadOnlyList<Objective> objectives)
    {
        if (objectives.Count == 1) { return; }
        string[] names = ["loss", .. objectives.SelectMany(objective =>
            objective.Metrics.ResultNames(objective.Layout).Append("loss").Select(name => $"{objective.Name}_{name}"))];
        IEnumerable<string> all = names.Concat(names.Select(name => "val_" + name));
        if (all.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
        {
            throw new ArgumentException($"Two numbers of the history would be called {twice}. Give an output or a metric another name.",
                "metrics");
        }
    }

    /// <summary>
    /// A data set with its samples in the order of the model's inputs and its labels in that of the outputs. Samples must have the shapes
    /// of the inputs; dimensions of 1 and flat samples are understood.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data set.</param>
    /// <param name="argument">What the caller calls it.</param>
    /// <param name="needsLabels">Of which outputs labels are needed; of none where it is null.</param>
    public static Dataset Bind(ModelDefinition model, Dataset data, string argument, Func<int, bool>? needsLabels = null)
    {
        if (data.Count == 0) { throw new ArgumentException($"The data set is empty: {argument} has no samples.", argument); }
        InputColumn[] inputs = [.. model.Inputs.Select((_, i) => InputOf(model, i, data, argument))];
        for (int i = 0; i < inputs.Length; i++) { SampleShape(model, i, inputs[i], argument); }
        LabelColumn[] labels = [.. model.Outputs.Select((_, i) => LabelsOf(model, i, data, argument, needsLabels?.Invoke(i) == true))];
        return data.With(inputs, labels);
    }

    private static InputColumn InputOf(ModelDefinition model, int input, Dataset data, string argument)
    {
        string[] names = [.. model.Inputs.Select(i => i.Name)];
        foreach (InputColumn column in data.InputColumns)
        {
            if (column.Name is null ? names.Length == 1 : column.Name == names[input]) { return column; }
        }

        string given = data.InputNames.Count == 0 ? "one input without a name" : Shown.Names(data.InputNames);
        throw new ArgumentException(
            $"{model.Name} has the input{(names.Length == 1 ? "" : "s")} {Shown.Names(names)}, but {argument} has {given}. Write "
                + $"Dataset.From(inputs: [{string.Join(", ", names.Select(name => $"(\"{name}\", ...)"))}], labels: ...).", argument);
    }

    private static LabelColumn LabelsOf(ModelDefinition model, int output, Dataset data, string argument, bool isNeeded)
    {
        string[] names = [.. model.Outputs.Select(o => o.Name)];
        if (isNeeded && data.LabelNames.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw new ArgumentException(
                $"{argument} has labels \"{unknown}\", but {model.Name} has the output{(names.Length == 1 ? "" : "s")} "
                    + $"{Shown.Names(names)}.", argument);
        }

        foreach (LabelColumn column in data.LabelColumns)
        {
            if (column.Name is null ? names.Length == 1 : column.Name == names[output]) { return column; }
        }

        if (!isNeeded) { return new LabelColumn(names[output], default, default); }
        string given = data.LabelNames.Count == 0 ? "labels without a name" : $"labels for {Shown.Names(data.LabelNames)} only";
        throw new ArgumentException(
            $"{model.Name} is trained or measured by its output {names[output]}, but {argument} has {given}. Write Dataset.From(inputs: "
                + $"..., labels: [{string.Join(", ", names.Select(name => $"(\"{name}\", ...)"))}]).", argument);
    }

    private static void SampleShape(ModelDefinition model, int input, InputColumn column, string argument)
    {
        (int[] given, int[] expected) = (column.Shape, model.Inputs[input].Shape);
        bool fits = column.Size == model.Inputs[input].Size
            && (given.Length <= 1 || WithoutOnes(given).SequenceEqual(WithoutOnes(expected)));
        if (!fits)
        {
            string name = model.Inputs.Length == 1 ? "" : $" {model.Inputs[input].Name}";
            throw new ArgumentException(
                $"The samples{name} of {argument} are {Text(given)}, but the input{name} of {model.Name} is {Text(expected)}.", argument);
        }
    }

    /// <summary>A tensor of targets must have the model's output shape behind its first axis.</summary>
    public static void TargetShape(ModelDefinition model, OutputLayout output, int[] lengths, string argument)
    {
        if (lengths.Length == 0 || !WithoutOnes(lengths.Skip(1)).SequenceEqual(WithoutOnes(output.Shape)))
        {
            throw new ArgumentException(
                $"The targets{output.Of} are {Text(lengths)}, but {model.Name} needs samples x {Text(output.Shape)}.", argument);
        }
    }

    /// <summary>Labels must be as many as the samples need, and such that the loss makes sense of them.</summary>
    public static void LabelsFit(OutputLayout output, Loss loss, Labels labels, int samples)
    {
        loss.Check(output, labels.IsClasses);
        LabelCount(output, labels, samples);
        if (!labels.IsClasses || loss.ClassesOf(output) is not { } count)
        {
            TargetsFit("loss", loss.Name, loss.Targets, output, labels);
            return;
        }

        RequireClasses(output, labels.Classes.Span, count, loss.IgnoredLabel);
    }

    /// <summary>The same of an output that has metrics only.</summary>
    public static void LabelsFit(OutputLayout output, Labels labels, int samples)
    {
        LabelCount(output, labels, samples);
        if (!labels.IsClasses || output.Columns == 1) { return; }
        RequireClasses(output, labels.Classes.Span, output.Columns, ignored: null);
    }

    /// <summary>Labels must be as many as the samples need.</summary>
    public static void LabelCount(OutputLayout output, Labels labels, int samples)
    {
        int each = labels.IsClasses ? output.Rows : output.Size;
        if (labels.Length != (long)samples * each)
        {
            throw new ArgumentException(
                $"{samples:N0} samples need {(long)samples * each:N0} {labels.Kind}, {each:N0} each for {output.LastLayer}, but "
                    + $"{labels.Length:N0} are given.");
        }
    }

    /// <summary>
    /// The classes of a batch are among the loss's. All were when the call began, but their memory is the caller's, and a kernel would read
    /// where they point.
    /// </summary>
    public static void ClassesFit(OutputLayout output, Loss loss, ReadOnlySpan<int> classes, int first, ReadOnlySpan<int> positions)
    {
        if (loss.ClassesOf(output) is not { } count) { return; }
        if (IndexOutside(classes, count, loss.IgnoredLabel) is >= 0 and var i)
        {
            throw OutOfRange(first + positions[i / output.Rows], classes[i], output, count);
        }
    }

    private static void RequireClasses(OutputLayout output, ReadOnlySpan<int> classes, int count, int? ignored)
    {
        if (IndexOutside(classes, count, ignored) is >= 0 and var i) { throw OutOfRange(i / output.Rows, classes[i], output, count); }
    }

    // The place of the first class that is none of so many; -1 where all are.
    private static int IndexOutside(ReadOnlySpan<int> classes, int count, int? ignored)
    {
        for (int i = 0; i < classes.Length; i++)
        {
            if ((uint)classes[i] >= (uint)count && classes[i] != ignored) { return i; }
        }

        return -1;
    }

    private static ArgumentOutOfRangeException OutOfRange(int sample, int label, OutputLayout output, int count) => new("labels", label,
        $"The label of sample {sample:N0} is {label}, but {output.LastLayer} gives {count:N0} classes, so labels are 0 to {count - 1:N0}.");

    /// <summary>Targets, and classes that stand for themselves, must be such that somebody makes sense of them.</summary>
    public static void TargetsFit(string kind, string name, TargetDomain domain, OutputLayout output, Labels labels)
    {
        if (!labels.IsClasses) { domain.Check(kind, name, labels.Values.Span, output.Size, nameof(labels), output.Of); }
        else if (output.Columns == 1) { domain.Check(kind, name, labels.Classes.Span, output.Rows, nameof(labels), output.Of); }
    }

    /// <summary>Weights are finite, and one for each sample, or one for each row of its output.</summary>
    public static void WeightsFit(OutputLayout output, ReadOnlySpan<float> sampleWeight, int samples)
    {
        int weights = sampleWeight.Length;
        if (weights == 0 || weights == samples || weights == (long)samples * output.Rows)
        {
            Bounds.CheckWeights(sampleWeight);
            return;
        }

        string rows = output.Rows > 1 ? $", or {(long)samples * output.Rows:N0}, {output.Rows:N0} each for {output.LastLayer}" : "";
        throw new ArgumentException($"{samples:N0} samples need {samples:N0} sample weights{rows}, but {weights:N0} are given.",
            "sampleWeight");
    }

    private static IEnumerable<int> WithoutOnes(IEnumerable<int> shape) => shape.Where(size => size != 1);

    // " for meta", where that need be said.
    private static string For(ModelDefinition model, int input) => model.Inputs.Length == 1 ? "" : $" for {model.Inputs[input].Name}";

    /// <summary>What messages write for the arguments of <c>Forward</c>.</summary>
    public static string ForwardArguments(ModelDefinition model) => model.Inputs.Length == 1 ? "inputs" : Arguments(model);

    private static string Arguments(ModelDefinition model) => model.Inputs.Length == 1
        ? "samples" : string.Join(", ", model.Inputs.Select(input => $"{input.Name}: ..."));

    private static string Text(IReadOnlyList<int> shape) => string.Join(" x ", shape);
}
