using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Use;

/// <summary>Whether a metric suits an output and the loss beside it: what the runtime refuses.</summary>
internal static class MetricRules
{
    private const int UsualK = 5;

    private static readonly string[] s_ofClasses = ["CategoricalAccuracy", "SparseCategoricalAccuracy", "TopKCategoricalAccuracy",
        "SparseTopKCategoricalAccuracy"];
    private static readonly string[] s_ofProbabilities =
        ["AUC", "PrecisionAtRecall", "RecallAtPrecision", "SensitivityAtSpecificity", "SpecificityAtSensitivity"];

    /// <summary>Reports what is wrong with a metric for an output.</summary>
    public static void Check(MetricUse metric, LossUse? loss, OutputFacts output, UseContext context)
    {
        if (Judge(metric, loss, output) is not { } verdict) { return; }
        context.Report(verdict.Rule, metric.Place, [verdict.What, verdict.Instead],
            output.Written is { } written ? [written.GetLocation()] : [],
            verdict.Repairs.Where(repair => !metric.IsText || !repair.Code.StartsWith("new ", StringComparison.Ordinal)));
    }

    /// <summary>What is wrong, or null.</summary>
    public static Verdict? Judge(MetricUse metric, LossUse? loss, OutputFacts output)
    {
        string values = output.Columns == 1 ? "1 value" : $"{Text.Number(output.Columns)} values";
        if (s_ofClasses.Contains(metric.Class) && output.Columns < 2)
        {
            return Refused($"{metric.Class} needs at least 2 classes, but {output.LastLayer} gives 1 value", "BinaryAccuracy", metric);
        }

        if (metric.Class.EndsWith("TopKCategoricalAccuracy", StringComparison.Ordinal) && K(metric, "k", UsualK) is { } k
            && k > output.Columns)
        {
            string fewer = $"k: {Text.Plain(Math.Max(1, Math.Min(output.Columns - 1, 3)))}";
            return new Verdict(RuleIds.MetricOutput,
                $"{metric.Class} looks among the {Text.Plain(k)} largest, but {output.LastLayer} gives {values}",
                $"Write new Metrics.{metric.Class}({fewer}), say",
                [new Repair($"Write new Metrics.{metric.Class}({fewer})", metric.Spell(metric.Class, fewer), Key: "Metric")]);
        }

        if (metric.Class is "PearsonCorrelation" or "ConcordanceCorrelation" && output.Columns < 2)
        {
            return Refused($"{metric.Class} correlates the values of a row, but {output.LastLayer} gives 1 value", "R2Score", metric);
        }

        if (metric.Class is "F1Score" or "FBetaScore" && metric.IsComplete && !metric.Arguments.ContainsKey("threshold")
            && output.Columns < 2)
        {
            const string half = "threshold: 0.5";
            return new Verdict(RuleIds.MetricOutput,
                $"{metric.Class} without a threshold takes the largest of several values, but {output.LastLayer} gives 1 value",
                $"Write new Metrics.{metric.Class}({half})",
                [new Repair($"Write new Metrics.{metric.Class}({half})", metric.Spell(metric.Class, half), Key: "Metric")]);
        }

        if (s_ofProbabilities.Contains(metric.Class) && output.IsProbability && IsTrue(metric, "fromLogits"))
        {
            return new Verdict(RuleIds.MetricOutput,
                $"{metric.Class} with fromLogits needs logits, but {output.LastLayer} ends in {output.Activation}",
                "Leave fromLogits out here, or end the model in Activation.Linear", [.. LossRules.AtModel(output, "Linear")]);
        }

        if (s_ofProbabilities.Contains(metric.Class) && output.Activation == "Tanh" && !IsTrue(metric, "fromLogits"))
        {
            string says = $"{metric.Class} needs probabilities, but {output.LastLayer} ends in Tanh, which gives -1 to 1";
            bool areMargins = loss is not null && loss.ClassFor(output).EndsWith("Hinge", StringComparison.Ordinal);
            return areMargins && metric.Class == "AUC" ? With(metric, says, "AUC", "fromLogits: true")
                : new Verdict(RuleIds.MetricOutput, says, "End the model in Activation.Sigmoid",
                    areMargins ? [] : [.. LossRules.AtModel(output, "Sigmoid")]);
        }

        // One that watches a loss.
        var watched = new LossUse(metric.Class, IsTrue(metric, "fromLogits"), metric.Place, metric.Name);
        if (KnownNames.Losses.Classes.Contains(metric.Class) && LossRules.Judge(watched, output) is { Rule: RuleIds.LossOutput } inside)
        {
            return new Verdict(RuleIds.MetricOutput, inside.What, inside.Instead, [.. inside.Repairs.Where(repair => repair.Place == 0)]);
        }

        return metric.Class is "ConfusionMatrix" && metric.Arguments.TryGetValue("numClasses", out object? count) && count is int classes
            && classes < Math.Max(2, output.Columns)
            ? new Verdict(RuleIds.MetricOutput,
                $"ConfusionMatrix has numClasses {Text.Plain(classes)}, but {output.LastLayer} gives {values}",
                "Leave it out", [new Repair("Leave numClasses out", "new Metrics.ConfusionMatrix()", Key: "Metric")])
            : loss is null ? null : OfLogits(metric, loss, output) ?? Beside(metric, loss.ClassFor(output), output);
    }

    // A threshold above 0 is one of probabilities: logits and margins say yes above 0, and scores of classes by the largest.
    private static Verdict? OfLogits(MetricUse metric, LossUse loss, OutputFacts output)
    {
        string name = loss.ClassFor(output);
        bool areScores = name == "CategoricalHinge" || (loss.FromLogits && !name.StartsWith("Binary", StringComparison.Ordinal));
        if (!areScores && !loss.FromLogits && !name.EndsWith("Hinge", StringComparison.Ordinal)) { return null; }
        string what = $"{name} takes those of {output.LastLayer} for " + (areScores ? "scores of classes, of which the largest counts"
            : $"{(loss.FromLogits ? "logits" : "margins")}, which say yes above 0");
        if (metric.Class == "AUC" && !IsTrue(metric, "fromLogits"))
        {
            return With(metric, $"AUC needs probabilities, but {what}", "AUC", "fromLogits: true");
        }

        if (s_ofProbabilities.Contains(metric.Class) && !IsTrue(metric, "fromLogits"))
        {
            return new Verdict(RuleIds.MetricOutput, $"{metric.Class} needs probabilities, but {what}", "Write fromLogits: true too", []);
        }

        (string Class, string Argument)? right = metric.Class switch
        {
            "ShapedAccuracy" when output.Columns == 1 => ("BinaryAccuracy", "threshold"),
            "BinaryAccuracy" or "BinaryIoU" => (metric.Class, "threshold"),
            "ConfusionMatrix" when output.Columns == 1 => ("ConfusionMatrix", "threshold"),
            "Precision" or "Recall" or "TruePositives" or "TrueNegatives" or "FalsePositives" or "FalseNegatives"
                when metric.IsComplete && !metric.Arguments.ContainsKey("topK") => (metric.Class, "thresholds"),
            "F1Score" or "FBetaScore" when metric.Arguments.ContainsKey("threshold") => (metric.Class, "threshold"),
            _ => null,
        };
        if (right is not var (better, argument) || Threshold(metric, argument) is not { } threshold || (threshold <= 0 && !areScores))
        {
            return null;
        }

        string says = $"{metric.Called} takes a value above {Text.Fraction(threshold)} for a yes, but {what}";
        return !areScores ? With(metric, says, better, $"{argument}: 0")
            : better is "Precision" or "Recall" ? With(metric, says, better, "topK: 1")
            : better == "BinaryAccuracy" && output.Columns > 1 ? With(metric, says, "CategoricalAccuracy", "")
            : new Verdict(RuleIds.MetricOutput, says, "End the model in Activation.Softmax, and leave fromLogits out of the loss", []);
    }

    private static double? Threshold(MetricUse metric, string argument) =>
        !metric.Arguments.TryGetValue(argument, out object? given) ? metric.IsComplete ? 0.5 : null
        : given is double number ? number : given is int whole ? whole : null;

    private static Verdict With(MetricUse metric, string says, string name, string arguments) => new(RuleIds.MetricOutput, says,
        $"Write {metric.Spell(name, arguments)}",
        [new Repair($"Write {metric.Spell(name, arguments)}", metric.Spell(name, arguments), Key: "Metric")]);

    // Taken by the runtime, and without meaning.
    private static Verdict? Beside(MetricUse metric, string loss, OutputFacts output) =>
        metric.Class is "ShapedAccuracy" or "BinaryAccuracy" or "CategoricalAccuracy" && LossRules.OfValues.Contains(loss)
            && !output.IsProbability
            ? new Verdict(RuleIds.MetricAdvice,
                $"{metric.Called} counts right classes, but {loss} of {output.LastLayer}, which ends in {output.Activation}, is about "
                    + "values",
                "Write \"mae\", or \"r2_score\"",
                [new Repair($"Write {metric.Spell("MeanAbsoluteError")}", metric.Spell("MeanAbsoluteError"), Key: "Metric")])
            : null;

    private static Verdict Refused(string what, string other, MetricUse metric) => new(RuleIds.MetricOutput, what,
        $"Write {metric.Spell(other)}", [new Repair($"Write {metric.Spell(other)}", metric.Spell(other), Key: "Metric")]);

    private static int? K(MetricUse metric, string argument, int absent) =>
        metric.Arguments.TryGetValue(argument, out object? value) ? value as int? : metric.IsComplete ? absent : null;

    private static bool IsTrue(MetricUse metric, string argument) =>
        metric.Arguments.TryGetValue(argument, out object? value) && value is true;
}
