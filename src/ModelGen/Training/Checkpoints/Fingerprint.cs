using System.Runtime.InteropServices;
using ModelGen.Data;

namespace ModelGen;

/// <summary>
/// Facts that must be the same for a training to go on with the same bits. A checkpoint holds them as texts; what differs is an error that
/// names it, but for the machine, which is a warning.
/// </summary>
internal sealed class Fingerprint
{
    private const string Prefix = "fingerprint/", Machine = "machine", Regularizers = "regularizers";

    // What checkpoints of version 1 call them.
    private const string OldRegularizers = "penalties";

    private const int MostCharacters = 1000;

    private readonly List<Fact> _facts = [];

    /// <summary>What the model's own state depends on.</summary>
    public static Fingerprint OfModel(Model model, Optimizer optimizer)
    {
        const string layers = "Declare the layers as they were";
        var facts = new Fingerprint();
        facts.Add("model", model.Definition.Name, "Load it into the model that it belongs to");
        foreach (Parameter parameter in model.Parameters)
        {
            facts.Add($"shape of {parameter.Name}", $"({string.Join(", ", parameter.Shape)})", layers);
        }
        facts.AddHash("summary", "", () => model.GetSummary(SummaryStyle.Keras3).AsSpan(), layers);
        IEnumerable<string> regularizers =
        [
            .. model.Definition.ParameterRegularizers.Select(regularizer =>
                $"parameters at {regularizer.Weight.Offset} {regularizer.L1} {regularizer.L2}"),
            .. model.Definition.ActivityRegularizers.Select(regularizer =>
                $"outputs at {regularizer.Value.Offset} {regularizer.L1} {regularizer.L2}"),
        ];
        facts.Add(Regularizers, string.Join("; ", regularizers.DefaultIfEmpty("none")), layers);
        facts.Add("optimizer", Configuration.Of(optimizer), "Compile the model with the optimizer that it had");
        return facts;
    }

    /// <summary>What the course of <c>Fit</c> depends on besides.</summary>
    public static Fingerprint OfFit(Model model, FitPlan plan)
    {
        var facts = new Fingerprint();
        facts.Add("loss", string.Join("; ", model.LossConfigurations), "Compile the model with the loss that it had");
        facts.Add("metrics", string.Join("; ", model.MetricConfigurations.DefaultIfEmpty("none")),
            "Compile the model with the metrics that it had");
        facts.Add("batchSize", $"{plan.BatchSize}");
        facts.Add("shuffle", $"{plan.Shuffle}");
        facts.Add("steps of an epoch", $"{plan.Steps}");
        facts.Add("initialEpoch", $"{plan.InitialEpoch}");
        facts.Add("callbacks", plan.Callbacks.KindsWithState, "Give Fit the callbacks that it had, in the same order");
        facts.AddData("training", plan.Training);
        if (plan.Validation is not { } validation)
        {
            facts.Add("validation samples", "none");
            return facts;
        }

        facts.AddData("validation", validation);
        facts.Add("validationBatchSize", $"{plan.ValidationBatchSize}");
        facts.Add("validationSteps", plan.ValidationSteps is { } steps ? $"{steps}" : "all");
        facts.Add("validationFreq", $"{plan.ValidationFreq}");
        return facts;
    }

    public void Save(Checkpoint checkpoint)
    {
        foreach (Fact fact in _facts) { checkpoint.Texts[Prefix + fact.Field] = fact.Value; }
    }

    /// <summary>Compares with those of a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="otherwise">What to do where that cannot be made the same.</param>
    /// <exception cref="InvalidDataException">Something differs; the message says what, how it was, how it is, and what to do.</exception>
    public void Check(Checkpoint checkpoint, string otherwise)
    {
        foreach (Fact fact in _facts)
        {
            string found = checkpoint.Texts.GetValueOrDefault(Prefix + fact.Field)
                ?? (fact.Field == Regularizers ? checkpoint.Texts.GetValueOrDefault(Prefix + OldRegularizers) : null) ?? "(nothing)";
            string value = fact.Old is not null && found.Contains(Digest.OldName, StringComparison.Ordinal) ? fact.Old() : fact.Value;
            if (found == value) { continue; }
            throw checkpoint.Bad($"the {fact.Field} was {Shown.Text(found, MostCharacters)} when it was saved, but is "
                + $"{Shown.Text(value, MostCharacters)} now. {fact.Advice}, or {otherwise}.");
        }
    }

    /// <summary>Notes the machine.</summary>
    public static void SaveMachine(Checkpoint checkpoint, Device device) => checkpoint.Texts[Prefix + Machine] = Describe(device);

    /// <summary>Says on stderr where the machine is another.</summary>
    public static void CheckMachine(Checkpoint checkpoint, Device device)
    {
        if (checkpoint.Texts.GetValueOrDefault(Prefix + Machine) is { } found && found != Describe(device))
        {
            Console.Error.WriteLine(
                $"The training that goes on here ({Describe(device)}) was begun on {Shown.Text(found)}: numbers will differ in their last "
                    + "digits from "
                    + "those of a training that stays there.");
        }
    }

    // The number of threads changes no bit.
    private static string Describe(Device device) => device is CpuDevice ? $"CPU, {CpuDevice.InstructionSet}" : device.Name;

    private void Add(string field, string value, string advice = "Call Fit with the arguments that it had") =>
        _facts.Add(new(field, value, advice));

    private void AddHash<T>(string field, string before, Values<T> values, string advice) where T : unmanaged =>
        _facts.Add(new(field, before + Hash(values(), old: false), advice) { Old = () => before + Hash(values(), old: true) });

    private void AddData(string what, SampleRange range)
    {
        const string advice = "Give Fit the data that it had";
        Dataset data = range.Data;
        foreach (InputColumn input in data.InputColumns)
        {
            string of = data.InputColumns.Count == 1 ? what : $"{what} {input.Name}";
            Add($"{of} samples", $"{range.Count} x {string.Join(" x ", input.Shape)}", advice);
            Add($"moves of {of} samples", input.Shift is { } shift ? $"up to {shift.Pixels} pixels, seed {shift.Seed}" : "none", advice);
            if (input.Moves.Length > 0)
            {
                Add($"changes of {of} samples", string.Join(", ", input.Moves.Select(move => $"{move}, seed {move.Seed}")), advice);
            }

            _facts.Add(new($"{of} inputs", Hash(input, range, old: false), advice) { Old = () => Hash(input, range, old: true) });
        }

        foreach (LabelColumn column in data.LabelColumns)
        {
            AddLabels(data.LabelColumns.Count == 1 ? what : $"{what} {column.Name}", column, data, range);
        }
    }

    private void AddLabels(string what, LabelColumn column, Dataset data, SampleRange range)
    {
        const string advice = "Give Fit the data that it had", weightAdvice = "Give Fit the weights that it had";
        int size = data.LabelsOf(column), weightSize = data.WeightsOf(column);
        Labels labels = column.Labels.Slice(range.First * size, range.Count * size);
        if (labels.IsClasses) { AddHash($"{what} labels", $"{labels.Length} classes, ", () => labels.Classes.Span, advice); }
        else { AddHash($"{what} labels", $"{labels.Length} values, ", () => labels.Values.Span, advice); }
        ReadOnlyMemory<float> weights = column.Weights.Slice(range.First * weightSize, range.Count * weightSize);
        if (weights.IsEmpty) { Add($"{what} sample weights", "none", weightAdvice); }
        else { AddHash($"{what} sample weights", "", () => weights.Span, weightAdvice); }
    }

    private static string Hash<T>(ReadOnlySpan<T> values, bool old) where T : unmanaged
    {
        using var digest = new Digest(old);
        Append(digest, values);
        return $"{digest.Name} {digest.Digits()}";
    }

    // The same for the same floats, wherever they come from.
    private static string Hash(InputColumn input, SampleRange range, bool old)
    {
        ReadOnlySpan<float> all = input.Source.Floats(range.First, range.Count);
        if (!all.IsEmpty) { return Hash(all, old); }
        using var digest = new Digest(old);
        var sample = new float[input.Size];
        for (int i = 0; i < range.Count; i++)
        {
            input.Source.Copy(range.First + i, sample);
            Append<float>(digest, sample);
        }

        return $"{digest.Name} {digest.Digits()}";
    }

    // In pieces, because a span of bytes is shorter than the largest span of floats.
    private static void Append<T>(Digest digest, ReadOnlySpan<T> values) where T : unmanaged
    {
        const int piece = 1 << 20;
        for (int first = 0; first < values.Length; first += piece)
        {
            digest.Append(MemoryMarshal.AsBytes(values[first..Math.Min(first + piece, values.Length)]));
        }
    }

    private delegate ReadOnlySpan<T> Values<T>();

    /// <summary>
    /// A fact, its value now, and what to do where it was another. One that is a checksum can also be had as old files have it.
    /// </summary>
    private sealed record Fact(string Field, string Value, string Advice)
    {
        public Func<string>? Old { get; init; }
    }
}
