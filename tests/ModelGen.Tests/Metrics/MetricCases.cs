using ModelGen.Oracle;
using Xunit;
using Reference = ModelGen.Oracle;

namespace ModelGen.Tests;

/// <summary>Every metric with the plain double version that it must agree with.</summary>
internal static class MetricCases
{
    /// <summary>A metric, data it makes sense for, and what it should give for them.</summary>
    public sealed record Case(string Name, Func<Metric> Make, MetricData Data, Func<Predictions, double[]> Expected);

    private static readonly Case[] s_all = [.. Build()];

    public static IReadOnlyList<Case> All => s_all;

    /// <summary>The case of a name.</summary>
    public static Case Of(string name) => s_all.Single(c => c.Name == name);

    private static IEnumerable<Case> Build()
    {
        MetricData one = MetricData.Random(1, 23, [1]), several = MetricData.Random(2, 23, [5]),
            sequence = MetricData.Random(3, 11, [3, 4], weightsPerSample: 3);
        MetricData classes = MetricData.Random(4, 23, [5], classes: true),
            image = MetricData.Random(5, 11, [2, 2, 4], classes: true, weightsPerSample: 4);
        MetricData binary = MetricData.Random(6, 23, [1], classes: true),
            values = MetricData.Random(7, 23, [4], hard: false, low: -2, high: 2);
        MetricData rows = MetricData.Random(8, 11, [3, 4], hard: false, low: -2, high: 2, weightsPerSample: 3),
            logits = MetricData.Random(9, 23, [3], low: -4, high: 4);
        MetricData probabilities = several with { Activation = Activation.Sigmoid };
        MetricData ties = new([4], [.. MetricData.Random(10, 23, [4]).Outputs.Select(v => MathF.Round(4 * v) / 4)],
            MetricData.Random(10, 23, [4]).Labels, MetricData.Random(10, 23, [4]).Weights);
        MetricData labels = new([3], [.. Enumerable.Range(0, 36).Select(i => (float)(i * 7 % 4))],
            (float[])[.. Enumerable.Range(0, 36).Select(i => (float)(i * 5 % 4))], [.. Enumerable.Range(0, 12).Select(i => i * 0.25f)]);

        foreach ((string name, MetricData data) in new[] { ("classes", classes), ("image", image), ("dense", several), ("rows", sequence),
            ("ties", ties) })
        {
            yield return new($"accuracy, {name}", () => Metric.Accuracy, data, s => [Accuracy.Categorical(s)]);
            yield return new($"CategoricalAccuracy, {name}", () => new Metrics.CategoricalAccuracy(), data, s => [Accuracy.Categorical(s)]);
            yield return new($"TopKCategoricalAccuracy, {name}", () => new Metrics.TopKCategoricalAccuracy(k: 2), data,
                s => [Accuracy.TopK(s, 2)]);
            yield return new($"ConfusionMatrix, {name}", () => new Metrics.ConfusionMatrix(), data,
                s => [Confusion.BalancedAccuracy(Confusion.OfRows(s))]);
            yield return new($"OneHotMeanIoU, {name}", () => new Metrics.OneHotMeanIoU(data.Shape[^1]), data,
                s => [Confusion.MeanIoU(Confusion.OfRows(s), [.. Enumerable.Range(0, s.Columns)])]);
            yield return new($"OneHotIoU, {name}", () => new Metrics.OneHotIoU(data.Shape[^1], [0, 2]), data,
                s => [Confusion.MeanIoU(Confusion.OfRows(s), 0, 2)]);
            yield return new($"MeanIoU ignores a class, {name}",
                () => new Metrics.MeanIoU(data.Shape[^1], ignoreClass: 1, sparseYTrue: false, sparseYPred: false), data,
                s => [Confusion.MeanIoU(Confusion.OfRows(s, ignore: 1), [.. Enumerable.Range(0, s.Columns)])]);
            yield return new($"Precision, {name}", () => new Metrics.Precision(), data, s => [Counts.At(s, 0.5).Precision]);
            yield return new($"Recall, topK, {name}", () => new Metrics.Recall(topK: 2), data, s => [Counts.At(s, -1e10, 2).Recall]);
            yield return new($"Precision, topK, classId, {name}", () => new Metrics.Precision(thresholds: 0.4, topK: 2, classId: 1), data,
                s => [Counts.At(s, 0.4f, 2, 1).Precision]);
            yield return new($"AUC, {name}", () => new Metrics.AUC(numThresholds: 50), data,
                s => [Area.UnderRoc(Counts.AtEven(s.All(), 50, true), Mean)]);
        }

        yield return new("SparseCategoricalAccuracy", () => new Metrics.SparseCategoricalAccuracy(), classes,
            s => [Accuracy.Categorical(s)]);
        yield return new("SparseTopKCategoricalAccuracy", () => new Metrics.SparseTopKCategoricalAccuracy(k: 3), image,
            s => [Accuracy.TopK(s, 3)]);

        foreach ((string name, MetricData data) in new[] { ("one", one), ("indices", binary) })
        {
            yield return new($"accuracy, {name}", () => Metric.Accuracy, data, s => [Accuracy.Binary(s, 0.5)]);
            yield return new($"ConfusionMatrix, {name}", () => new Metrics.ConfusionMatrix(threshold: 0.3), data,
                s => [Confusion.BalancedAccuracy(Confusion.Matrix(s.All().Select(o => ((int)o.Y, o.P > 0.3f ? 1 : 0, o.Weight)), 2))]);
            yield return new($"F1Score, {name}", () => new Metrics.F1Score(threshold: 0.5), data, s => FBeta.Of(s, 1, 0.5).Scores);
        }

        foreach ((string name, MetricData data) in new[] { ("one", one), ("several", several), ("rows", sequence), ("indices", binary) })
        {
            yield return new($"BinaryAccuracy, {name}", () => new Metrics.BinaryAccuracy(threshold: 0.3), data,
                s => [Accuracy.Binary(s, 0.3f)]);
            yield return new($"BinaryIoU, {name}", () => new Metrics.BinaryIoU(threshold: 0.4), data,
                s => [Confusion.MeanIoU(Confusion.Matrix(s.All().Select(o => ((int)o.Y, o.P >= 0.4f ? 1 : 0, o.Weight)), 2), 0, 1)]);
            yield return new($"Precision, thresholds, {name}", () => new Metrics.Precision(thresholds: [0.2, 0.7]), data,
                s => [Counts.At(s, 0.2f).Precision, Counts.At(s, 0.7f).Precision]);
            yield return new($"Recall, {name}", () => new Metrics.Recall(thresholds: 0.6), data, s => [Counts.At(s, 0.6f).Recall]);
            yield return new($"TruePositives, {name}", () => new Metrics.TruePositives(), data, s => [Counts.At(s, 0.5).TruePositives]);
            yield return new($"TrueNegatives, {name}", () => new Metrics.TrueNegatives(), data, s => [Counts.At(s, 0.5).TrueNegatives]);
            yield return new($"FalsePositives, {name}", () => new Metrics.FalsePositives(), data, s => [Counts.At(s, 0.5).FalsePositives]);
            yield return new($"FalseNegatives, {name}", () => new Metrics.FalseNegatives(thresholds: [0.1, 0.9]), data,
                s => [Counts.At(s, 0.1f).FalseNegatives, Counts.At(s, 0.9f).FalseNegatives]);
            yield return new($"AUC, PR, {name}", () => new Metrics.AUC(curve: Metrics.Curve.PR), data,
                s => [Area.UnderPrInterpolated(Counts.AtEven(s.All(), 200, true))]);
            yield return new($"AUC, minoring, {name}", () => new Metrics.AUC(summationMethod: Metrics.SummationMethod.Minoring), data,
                s => [Area.UnderRoc(Counts.AtEven(s.All(), 200, true), Math.Min)]);
            yield return new($"AUC, PR, majoring, {name}", () => new Metrics.AUC(20, Metrics.Curve.PR, Metrics.SummationMethod.Majoring),
                data, s => [Area.UnderPr(Counts.AtEven(s.All(), 20, true), Math.Max)]);
            yield return new($"AUC, thresholds, {name}", () => new Metrics.AUC(thresholds: [0.9, 0.15, 0.4]), data,
                s => [Area.UnderRoc([.. new[] { -1e-7f, 0.15f, 0.4f, 0.9f, 1 + 1e-7f }.Select(t => Counts.At(s, t))], Mean)]);
            yield return new($"SensitivityAtSpecificity, {name}", () => new Metrics.SensitivityAtSpecificity(0.6), data,
                s => [Counts.Best(Counts.AtEven(s.All(), 200, false), c => c.Specificity, 0.6, c => c.Recall)]);
            yield return new($"SpecificityAtSensitivity, {name}", () => new Metrics.SpecificityAtSensitivity(0.6, numThresholds: 1), data,
                s => [Counts.Best([Counts.At(s, 0.5)], c => c.Recall, 0.6, c => c.Specificity)]);
            yield return new($"PrecisionAtRecall, {name}", () => new Metrics.PrecisionAtRecall(0.7), data,
                s => [Counts.Best(Counts.AtEven(s.All(), 200, false), c => c.Recall, 0.7, c => c.Precision)]);
            yield return new($"RecallAtPrecision, classId, {name}", () => new Metrics.RecallAtPrecision(0.5, classId: 0), data,
                s => [Counts.Best(Counts.AtEven(s.All().Where(o => o.Column == 0), 200, false), c => c.Precision, 0.5, c => c.Recall)]);
        }

        yield return new("AUC, multiLabel", () => new Metrics.AUC(multiLabel: true, labelWeights: [1, 2, 0, 1, 4]), probabilities,
            s => [Enumerable.Range(0, 5)
                .Sum(i => new[] { 1, 2, 0, 1, 4 }[i] * Area.UnderRoc(Counts.AtEven(s.All().Where(o => o.Column == i), 200, true), Mean))
                / 8]);
        yield return new("AUC, labelWeights", () => new Metrics.AUC(labelWeights: [1, 2, 0, 1, 4]), probabilities,
            s => [Area.UnderRoc(
                Counts.AtEven(s.All().Select(o => o with { Weight = o.Weight * new[] { 1, 2, 0, 1, 4 }[o.Column] }), 200, true), Mean)]);
        yield return new("AUC, fromLogits", () => new Metrics.AUC(fromLogits: true), logits,
            s => [Area.UnderRoc(Counts.AtEven(s.All().Select(o => o with { P = (float)(1 / (1 + Math.Exp(-o.P))) }), 200, true), Mean)]);

        yield return new("F1Score", () => new Metrics.F1Score(), ties, s => FBeta.Of(s, 1, null).Scores);
        yield return new("F1Score, micro", () => new Metrics.F1Score(Metrics.Average.Micro), classes, s => [FBeta.Of(s, 1, null).Micro]);
        yield return new("F1Score, macro", () => new Metrics.F1Score(Metrics.Average.Macro), several,
            s => [FBeta.Of(s, 1, null).Scores.Average()]);
        yield return new("FBetaScore, weighted", () => new Metrics.FBetaScore(Metrics.Average.Weighted, beta: 2, threshold: 0.4), several,
            s =>
        {
            (double[] scores, _, double[] support) = FBeta.Of(s, 2, 0.4f);
            return [scores.Zip(support, (a, b) => a * b).Sum() / (support.Sum() + 1e-7)];
        });
        yield return new("FBetaScore of soft targets", () => new Metrics.FBetaScore(beta: 0.5), MetricData.Random(11, 23, [3], hard: false),
            s => FBeta.Of(s, 0.5, null).Scores);

        yield return new("IoU of values", () => new Metrics.IoU(4, [0, 2]), labels,
            s => [Confusion.MeanIoU(Confusion.Matrix(s.All().Select(o => ((int)o.Y, (int)o.P, o.Weight)), 4), 0, 2)]);
        yield return new("MeanIoU of values", () => new Metrics.MeanIoU(4, ignoreClass: 3), labels,
            s => [Confusion.MeanIoU(Confusion.Matrix(s.All().Where(o => o.Y != 3).Select(o => ((int)o.Y, (int)o.P, o.Weight)), 4), 0, 1, 2,
                3)]);
        yield return new("Accuracy of equal values", () => new Metrics.Accuracy(), labels, s => [Accuracy.Exact(s)]);

        yield return new("R2Score", () => new Metrics.R2Score(), values, s => [R2.Of(s).Average(r => r.Score)]);
        yield return new("R2Score of each", () => new Metrics.R2Score(Metrics.ClassAggregation.None), values,
            s => [.. R2.Of(s).Select(r => r.Score)]);
        yield return new("R2Score, variance", () => new Metrics.R2Score(Metrics.ClassAggregation.VarianceWeightedAverage), values,
            s => [R2.Of(s).Sum(r => r.Score * r.Total) / R2.Of(s).Sum(r => r.Total)]);
        // 23 samples of 4 outputs
        yield return new("R2Score, adjusted", () => new Metrics.R2Score(numRegressors: 3), values,
            s => [1 - ((1 - R2.Of(s).Average(r => r.Score)) * 91 / 88)]);
        yield return new("PearsonCorrelation", () => new Metrics.PearsonCorrelation(), rows, s => [s.Mean(Correlation.Pearson)]);
        yield return new("ConcordanceCorrelation", () => new Metrics.ConcordanceCorrelation(), rows,
            s => [s.Mean(Correlation.Concordance)]);
        foreach (Case loss in LossCases(values, rows, several, classes)) { yield return loss; }
    }

    private static IEnumerable<Case> LossCases(MetricData values, MetricData rows, MetricData several, MetricData classes)
    {
        foreach ((string name, MetricData data) in new[] { ("values", values), ("rows", rows) })
        {
            yield return new($"MeanSquaredError, {name}", () => new Metrics.MeanSquaredError(), data,
                s => [s.Mean(new Reference.MeanSquaredError().Value)]);
            yield return new($"MeanAbsoluteError, {name}", () => new Metrics.MeanAbsoluteError(), data,
                s => [s.Mean(new Reference.MeanAbsoluteError().Value)]);
            yield return new($"LogCoshError, {name}", () => new Metrics.LogCoshError(), data, s => [s.Mean(new Reference.LogCosh().Value)]);
            yield return new($"CosineSimilarity, {name}", () => new Metrics.CosineSimilarity(), data,
                s => [-s.Mean(new Reference.CosineSimilarity().Value)]);
            yield return new($"Hinge, {name}", () => new Metrics.Hinge(), data,
                s => [s.Mean(new Reference.Hinge(LabelsAreBits: false).Value)]);
            yield return new($"SquaredHinge, {name}", () => new Metrics.SquaredHinge(), data,
                s => [s.Mean(new Reference.Hinge(LabelsAreBits: false, IsSquared: true).Value)]);
            yield return new($"a watched Huber loss, {name}", () => new Huber(delta: 0.5), data,
                s => [s.Mean(new Reference.Huber(0.5).Value)]);
            yield return new($"RootMeanSquaredError, {name}", () => new Metrics.RootMeanSquaredError(), data,
                s => [Math.Sqrt(s.Mean(new Reference.MeanSquaredError().Value))]);
        }

        MetricData positive = MetricData.Random(12, 23, [4], hard: false, low: 0.1, high: 2),
            hinge = MetricData.Random(13, 23, [4], low: -2, high: 2);
        yield return new("MeanAbsolutePercentageError", () => new Metrics.MeanAbsolutePercentageError(), positive,
            s => [s.Mean(new Reference.MeanAbsolutePercentageError().Value)]);
        yield return new("MeanSquaredLogarithmicError", () => new Metrics.MeanSquaredLogarithmicError(), positive,
            s => [s.Mean(new Reference.MeanSquaredLogarithmicError().Value)]);
        yield return new("Poisson", () => new Metrics.Poisson(), positive, s => [s.Mean(new Reference.Poisson().Value)]);
        yield return new("KLDivergence", () => new Metrics.KLDivergence(), positive, s => [s.Mean(new Reference.KLDivergence().Value)]);
        yield return new("CategoricalHinge", () => new Metrics.CategoricalHinge(), hinge,
            s => [s.Mean(new Reference.CategoricalHinge().Value)]);
        yield return new("Hinge of 0 and 1", () => new Metrics.Hinge(), hinge,
            s => [s.Mean(new Reference.Hinge(LabelsAreBits: true).Value)]);
        MetricData soft = several with { Activation = Activation.Sigmoid }, indices = classes with { Activation = Activation.Sigmoid };
        // Behind a sigmoid it would take the logits, which are not known here.
        yield return new("BinaryCrossentropy", () => new Metrics.BinaryCrossentropy(labelSmoothing: 0.1),
            several with { Activation = Activation.Softmax }, s => [s.Mean(new Reference.BinaryCrossentropy(LabelSmoothing: 0.1).Value)]);
        yield return new("BinaryCrossentropy of logits", () => new Metrics.BinaryCrossentropy(fromLogits: true), hinge,
            s => [s.Mean(new Reference.BinaryCrossentropy(FromLogits: true).Value)]);
        yield return new("CategoricalCrossentropy", () => new Metrics.CategoricalCrossentropy(labelSmoothing: 0.1), soft,
            s => [s.Mean(new Reference.CategoricalCrossentropy(0.1f).Value)]);
        yield return new("CategoricalCrossentropy of logits", () => new Metrics.CategoricalCrossentropy(fromLogits: true), several,
            s => [s.Mean(new Reference.CategoricalCrossentropyFromLogits().Value)]);
        yield return new("SparseCategoricalCrossentropy", () => new Metrics.SparseCategoricalCrossentropy(), indices,
            s => [s.Mean(new Reference.CategoricalCrossentropy().Value)]);
    }

    private static double Mean(double a, double b) => (a + b) / 2;

    // Values of samples are rounded to float32 once, or a few times where a GPU adds up.
    private const double Tolerance = 2e-6;

    /// <summary>Checks a case on a device: with and without weights, in ragged batches.</summary>
    public static void Check(Case c, Device device, int batchSize = 7)
    {
        foreach (bool weighted in new[] { false, true })
        {
            double[] expected = c.Expected(c.Data.Predictions(weighted)),
                actual = MetricBench.ResultsOf(device, c.Data, c.Make(), weighted, batchSize);
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                if (!(Math.Abs(expected[i] - actual[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i]))))
                {
                    Assert.Fail($"{c.Name}{(weighted ? ", weighted" : "")}, result {i}: {actual[i]}, should be {expected[i]}");
                }
            }
        }
    }
}
