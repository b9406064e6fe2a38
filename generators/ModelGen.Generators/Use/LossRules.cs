using Microsoft.CodeAnalysis;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Use;

/// <summary>Whether a loss suits an output: what the runtime refuses, and what it takes but hardly anybody means.</summary>
internal static class LossRules
{
    /// <summary>Losses of one choice among classes, which take class indices.</summary>
    public static readonly string[] OfClassIndices =
        ["CategoricalCrossentropy", "CategoricalFocalCrossentropy", "SparseCategoricalCrossentropy"];

    /// <summary>Losses of distances.</summary>
    public static readonly string[] OfValues =
        ["MeanSquaredError", "MeanAbsoluteError", "Huber", "LogCosh", "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError"];

    private static readonly string[] s_ofBits = ["BinaryCrossentropy", "BinaryFocalCrossentropy"];

    /// <summary>What is wrong: the rule, what comes after "loss: " in its message, and the repairs. Null where nothing is.</summary>
    public static Verdict? Judge(LossUse loss, OutputFacts output)
    {
        string name = loss.ClassFor(output);
        return OfClassIndices.Contains(name) ? OfClasses(loss, name, output)
            : s_ofBits.Contains(name) ? OfBits(loss, name, output)
            : name == "CategoricalHinge" && output.Columns < 2 ? TooFew(loss, name, output, "Hinge")
            : name == "CosineSimilarity" && output.Columns < 2
                ? new Verdict(RuleIds.LossOutput, $"{name} compares directions, but {output.LastLayer} gives 1 value, which has none",
                    "Write MeanSquaredError, or give it several units", [Replace(loss, "MeanSquaredError")])
            : OfValues.Contains(name) && output.Activation == "Softmax" && output.Columns > 1
                ? new Verdict(RuleIds.LossAdvice,
                    $"{name} measures distances, but {output.LastLayer} ends in Softmax, which gives probabilities of classes: it learns "
                        + "slowly",
                    "Write CategoricalCrossentropy", [Replace(loss, "CategoricalCrossentropy")])
            : null;
    }

    /// <summary>Reports what is wrong with a loss for an output.</summary>
    public static void Check(LossUse loss, OutputFacts output, UseContext context)
    {
        if (Judge(loss, output) is not { } verdict) { return; }
        Location[] others = output.Written is { } written ? [written.GetLocation()] : [];
        context.Report(verdict.Rule, loss.Place, [verdict.What, verdict.Instead], others,
            verdict.Repairs.Where(repair => repair.Place < others.Length && (repair.Key != "Logits" || !loss.IsText)));
    }

    private static Verdict? OfClasses(LossUse loss, string name, OutputFacts output)
    {
        if (output.Columns < 2) { return TooFew(loss, name, output, "BinaryCrossentropy"); }
        if (Probabilities(loss, name, output, "Softmax") is { } wrong) { return wrong; }
        if (!output.IsProbability) { return null; } // logits, as it is told
        return output.Activation == "Softmax" ? null : new Verdict(RuleIds.LossAdvice,
            $"{name} takes the {Text.Number(output.Columns)} values for one choice among classes, but {output.LastLayer} ends in Sigmoid, "
                + "which says yes or no to each by itself",
            "End the model in Activation.Softmax, or write BinaryCrossentropy where a sample may be of several classes",
            [.. AtModel(output, "Softmax"), Replace(loss, "BinaryCrossentropy")]);
    }

    // Probabilities, or logits where it is told to take these.
    private static Verdict? Probabilities(LossUse loss, string name, OutputFacts output, string activation) =>
        loss.FromLogits != output.IsProbability ? null
        : loss.FromLogits
            ? new Verdict(RuleIds.LossOutput,
                $"{name} with fromLogits needs logits, but {output.LastLayer} ends in {output.Activation}",
                "Leave fromLogits out, or end the model in Activation.Linear",
                [Replace(loss, name), .. AtModel(output, "Linear")])
            : new Verdict(RuleIds.LossOutput,
                $"{name} needs probabilities, but {output.LastLayer} ends in {output.Activation}",
                $"End the model in Activation.{activation}, or write new {name}(fromLogits: true)",
                [.. AtModel(output, activation), .. output.Activation == "Linear" ? [Logits(loss, name)] : (Repair[])[]]);

    private static Verdict? OfBits(LossUse loss, string name, OutputFacts output)
    {
        // That a softmax of one value is always 1 is said of the model.
        if (output is { Columns: 1, Activation: "Softmax" }) { return null; }
        if (Probabilities(loss, name, output, "Sigmoid") is { } wrong) { return wrong; }
        return output.Activation != "Softmax" ? null : new Verdict(RuleIds.LossAdvice,
            $"{name} asks yes or no of each of the {Text.Number(output.Columns)} values, but {output.LastLayer} ends in Softmax, one "
                + "choice among classes",
            "Write CategoricalCrossentropy, or end the model in Activation.Sigmoid where a sample may be of several classes",
            [Replace(loss, "CategoricalCrossentropy"), .. AtModel(output, "Sigmoid")]);
    }

    private static Verdict TooFew(LossUse loss, string name, OutputFacts output, string other) => new(RuleIds.LossOutput,
        $"{name} needs at least 2 classes, but {output.LastLayer} gives 1 value",
        $"Write {other}, or give it one unit for each class",
        other == "BinaryCrossentropy" && output.Activation != "Sigmoid"
            ? output.Activation == "Linear" ? [Logits(loss, other)] : [] : [Replace(loss, other)]);

    private static Repair Replace(LossUse loss, string name) => new($"Write {loss.Spell(name)}", loss.Spell(name), Key: "Loss");

    private static Repair Logits(LossUse loss, string name) =>
        new($"Write {loss.Spell(name, fromLogits: true)}", loss.Spell(name, fromLogits: true), Key: "Logits");

    /// <summary>What ends the model in another activation, where that can be written at its last layer.</summary>
    public static IEnumerable<Repair> AtModel(OutputFacts output, string activation) => output.With(activation) is { } code
        ? [new Repair($"End the model in Activation.{activation}", code, Place: 0, Key: "Activation")] : [];
}

/// <summary>What is wrong with a use.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="What">What it needs and what it gets.</param>
/// <param name="Instead">What to write instead.</param>
/// <param name="Repairs">The same as changes.</param>
internal sealed record Verdict(string Rule, string What, string Instead, IReadOnlyList<Repair> Repairs);
