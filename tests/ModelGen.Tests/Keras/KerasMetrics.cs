using ModelGen.Data;

namespace ModelGen.Tests;

/// <summary>
/// Values of Keras's metrics. Where no other source is named, Keras 3.16 printed them (NumPy backend, float32); "Keras's documentation"
/// means the examples of its docstrings; "double formula" means that the formula of the class was worked out by hand in double, beside it.
/// </summary>
internal static class KerasMetrics
{
    /// <summary>A metric, its data and Keras's values.</summary>
    public sealed record Case(string Name, string Configuration, string Expected, Func<Metric> Make, int Columns, float[] Outputs,
        Labels Labels, float[] Weights)
    {
        public double[] Compute(int batchSize)
        {
            Metric metric = Make();
            for (int first = 0, samples = Outputs.Length / Columns; first < samples; first += batchSize)
            {
                int count = Math.Min(batchSize, samples - first), each = Labels.Length / samples;
                float[,] p = Rows(Outputs, first, count);
                float[] w = Weights.Length == 0 ? [] : Weights[first..(first + count)];
                if (Labels.IsClasses) { metric.UpdateState(Labels.Classes.Span.Slice(first * each, count * each), p, w); }
                else { metric.UpdateState(Rows(Labels.Values.ToArray(), first, count), p, w); }
            }

            return metric.Results();
        }

        private float[,] Rows(float[] values, int first, int count)
        {
            var rows = new float[count, Columns];
            Buffer.BlockCopy(values, first * Columns * sizeof(float), rows, 0, count * Columns * sizeof(float));
            return rows;
        }
    }

    private static readonly float[] s_y = [0, 0, 1, 1, 1], s_p = [.1f, .6f, .35f, .8f, .5f];
    private static readonly int[] s_classes = [0, 1, 2, 1];
    private static readonly float[] s_rows = [.6f, .3f, .1f, .2f, .3f, .5f, .1f, .2f, .7f, .1f, .8f, .1f];
    private static readonly float[] s_oneHot = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0];

    // The data of the losses' values.
    private static readonly float[] s_bits = [0, 1, 0, 0], s_bitsP = [.6f, .4f, .4f, .6f], s_error = [0, 1, 2, 3],
        s_errorP = [1, 1.5f, 1, .25f];
    private static readonly float[] s_category = [0, 1, 0, 0, 0, 1], s_categoryP = [.05f, .95f, 0, .1f, .8f, .1f];

    public static IReadOnlyList<Case> Cases { get; } = [.. Build()];

    public static IEnumerable<KerasValue> All =>
        Cases.Select(c => new KerasValue("metric", c.Name, c.Configuration, c.Expected, () => c.Compute(int.MaxValue / 2)));

    private static IEnumerable<Case> Build()
    {
        // keras-facts: y = [0, 0, 1, 1, 1], p = [.1, .6, .35, .8, .5]
        yield return Binary("AUC", "defaults", ".6666667", () => new Metrics.AUC());
        yield return Binary("AUC", "curve: PR", ".76895094", () => new Metrics.AUC(curve: Metrics.Curve.PR));
        yield return Binary("AUC", "numThresholds: 3", ".4166667", () => new Metrics.AUC(numThresholds: 3));
        yield return Binary("Precision", "defaults", ".5", () => new Metrics.Precision());
        yield return Binary("Recall", "defaults", ".33333334", () => new Metrics.Recall());
        yield return Binary("BinaryAccuracy", "defaults", ".4", () => new Metrics.BinaryAccuracy());
        yield return Binary("accuracy", "the string, one output", ".4", () => "accuracy");
        yield return Binary("TruePositives", "defaults", "1.0", () => new Metrics.TruePositives());
        yield return Binary("FalsePositives", "defaults", "1.0", () => new Metrics.FalsePositives());
        yield return Binary("TrueNegatives", "defaults", "1.0", () => new Metrics.TrueNegatives());
        yield return Binary("FalseNegatives", "defaults", "2.0", () => new Metrics.FalseNegatives());
        yield return Binary("RootMeanSquaredError", "defaults", ".4652956", () => new Metrics.RootMeanSquaredError());

        // y = one-hot of [0, 1, 2, 1], p = [[.6, .3, .1], [.2, .3, .5], [.1, .2, .7], [.1, .8, .1]]
        yield return Rows("CategoricalAccuracy", "defaults", ".75", () => new Metrics.CategoricalAccuracy());
        yield return Rows("accuracy", "the string, one-hot", ".75", () => "accuracy");
        yield return Rows("F1Score", "defaults", ".9999998,.66666657,.66666657", () => new Metrics.F1Score());
        yield return Rows("F1Score", "average: macro", ".7777777", () => new Metrics.F1Score(Metrics.Average.Macro));
        yield return Rows("F1Score", "average: micro", ".74999994", () => new Metrics.F1Score(Metrics.Average.Micro));
        yield return Rows("F1Score", "average: weighted", ".7499999", () => new Metrics.F1Score(Metrics.Average.Weighted));
        yield return Rows("Precision", "rows", "1.0", () => new Metrics.Precision());
        yield return Rows("Recall", "rows", ".75", () => new Metrics.Recall());
        yield return Rows("Precision", "topK: 1", ".75", () => new Metrics.Precision(topK: 1));
        yield return Rows("R2Score", "defaults", ".5222222", () => new Metrics.R2Score());
        yield return Rows("FBetaScore", "beta: 2", ".9999999,.5555556,.8333332", () => new Metrics.FBetaScore(beta: 2));
        yield return Values("MeanIoU", "numClasses: 2", ".33333334", () => new Metrics.MeanIoU(2), [0, 0, 1, 1], [0, 1, 0, 1]);

        // Keras's documentation
        yield return Classes("SparseCategoricalAccuracy", "double formula: three of four", "0.75",
            () => new Metrics.SparseCategoricalAccuracy());
        yield return Classes("accuracy", "the string, class indices; double formula: three of four", "0.75", () => "accuracy");
        yield return Rows("TopKCategoricalAccuracy", "k: 2; double formula: all four", "1.0",
            () => new Metrics.TopKCategoricalAccuracy(k: 2));
        yield return Classes("SparseTopKCategoricalAccuracy", "k: 1; double formula: three of four", "0.75",
            () => new Metrics.SparseTopKCategoricalAccuracy(k: 1));
        yield return Values("Accuracy", "double formula: one of four differs", "0.75", () => new Metrics.Accuracy(), [1, 2, 3, 4],
            [0, 2, 3, 4]);
        yield return Values("AUC", "numThresholds: 3; Keras's documentation", "0.75", () => new Metrics.AUC(numThresholds: 3), [0, 0, 1, 1],
            [0, .5f, .3f, .9f]);
        yield return Values("AUC", "numThresholds: 3, weights; Keras's documentation", "1.0", () => new Metrics.AUC(numThresholds: 3),
            [0, 0, 1, 1], [0, .5f, .3f, .9f], 1, 0, 0, 1);
        yield return Values("Precision", "weights; Keras's documentation", "1.0", () => new Metrics.Precision(), [0, 1, 1, 1], [1, 0, 1, 1],
            0, 0, 1, 0);
        yield return Values("Precision", "Keras's documentation", "0.6666667", () => new Metrics.Precision(), [0, 1, 1, 1], [1, 0, 1, 1]);
        yield return new("Precision", "topK: 2 of one row; Keras's documentation", "0.0", () => new Metrics.Precision(topK: 2), 4,
            [1, 1, 1, 1], (float[])[0, 0, 1, 1], []);
        yield return new("Precision", "topK: 4 of one row; Keras's documentation", "0.5", () => new Metrics.Precision(topK: 4), 4,
            [1, 1, 1, 1], (float[])[0, 0, 1, 1], []);
        foreach ((string name, Func<Metric> make, string plain, string weighted,
            float[] weights) in new (string, Func<Metric>, string, string, float[])[]
        {
            ("SensitivityAtSpecificity", () => new Metrics.SensitivityAtSpecificity(0.5), "0.5", "0.333333", [1, 1, 2, 2, 1]),
            ("SpecificityAtSensitivity", () => new Metrics.SpecificityAtSensitivity(0.5), "0.66666667", "0.5", [1, 1, 2, 2, 2]),
            ("PrecisionAtRecall", () => new Metrics.PrecisionAtRecall(0.5), "0.5", "0.33333333", [2, 2, 2, 1, 1]),
        })
        {
            yield return Values(name, "0.5; Keras's documentation", plain, make, [0, 0, 0, 1, 1], [0, .3f, .8f, .3f, .8f]);
            yield return Values(name, "0.5, weights; Keras's documentation", weighted, make, [0, 0, 0, 1, 1], [0, .3f, .8f, .3f, .8f],
                weights);
        }

        yield return Values("RecallAtPrecision", "0.8; Keras's documentation", "0.5", () => new Metrics.RecallAtPrecision(0.8),
            [0, 0, 1, 1], [0, .5f, .3f, .9f]);
        yield return Values("RecallAtPrecision", "0.8, weights; Keras's documentation", "1.0", () => new Metrics.RecallAtPrecision(0.8),
            [0, 0, 1, 1], [0, .5f, .3f, .9f], 1, 0, 0, 1);
        float[] scored = [.2f, .6f, .7f, .2f, .6f, .6f, .6f, .8f, 0], scoredY = [1, 1, 1, 1, 0, 0, 1, 1, 0];
        yield return new("FBetaScore", "beta: 2, threshold: 0.5; Keras's documentation", "0.3846154,0.90909094,0.8333334",
            () => new Metrics.FBetaScore(beta: 2, threshold: 0.5), 3, scored, scoredY, []);
        yield return new("F1Score", "threshold: 0.5; Keras's documentation", "0.5,0.8,0.6666667", () => new Metrics.F1Score(threshold: 0.5),
            3, scored, scoredY, []);
        yield return Values("IoU", "numClasses: 2, targetClassIds: [0]; Keras's documentation", "0.33333334", () => new Metrics.IoU(2, [0]),
            [0, 0, 1, 1], [0, 1, 0, 1]);
        yield return Values("IoU", "numClasses: 2, targetClassIds: [0], weights; Keras's documentation", "0.33333334",
            () => new Metrics.IoU(2, [0]), [0, 0, 1, 1], [0, 1, 0, 1], .3f, .3f, .3f, .1f);
        yield return Values("MeanIoU", "numClasses: 2, weights; Keras's documentation", "0.23809525", () => new Metrics.MeanIoU(2),
            [0, 0, 1, 1], [0, 1, 0, 1], .3f, .3f, .3f, .1f);
        yield return Values("BinaryIoU", "threshold: 0.3; Keras's documentation", "0.33333334", () => new Metrics.BinaryIoU(threshold: 0.3),
            [0, 1, 0, 1], [.1f, .2f, .4f, .7f]);
        yield return Values("BinaryIoU", "threshold: 0.3, weights; Keras's documentation", "0.17361112",
            () => new Metrics.BinaryIoU(threshold: 0.3), [0, 1, 0, 1], [.1f, .2f, .4f, .7f], .2f, .3f, .4f, .1f);
        float[] hot = [0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0], hotP = [.2f, .3f, .5f, .1f, .2f, .7f, .5f, .3f, .1f, .1f, .4f, .5f];
        yield return new("OneHotIoU", "numClasses: 3, targetClassIds: [0, 2], weights; Keras's documentation", "0.071",
            () => new Metrics.OneHotIoU(3, [0, 2]), 3, hotP, hot, [.1f, .2f, .3f, .4f]);
        yield return new("OneHotMeanIoU", "numClasses: 3, weights; Keras's documentation", "0.048", () => new Metrics.OneHotMeanIoU(3), 3,
            hotP, hot, [.1f, .2f, .3f, .4f]);
        float[] related = [0, 1, .5f, 1, 1, .2f], relatedP = [.1f, .9f, .5f, 1, .9f, .2f];
        yield return new("PearsonCorrelation", "Keras's documentation", "0.9966996338993913", () => new Metrics.PearsonCorrelation(), 3,
            relatedP, related, []);
        yield return new("ConcordanceCorrelation", "Keras's documentation", "0.9816320385426076",
            () => new Metrics.ConcordanceCorrelation(), 3, relatedP, related, []);
        yield return new("PearsonCorrelation", "small numbers", "0.98198", () => new Metrics.PearsonCorrelation(), 3, [0, 1e-6f, 3e-6f],
            (float[])[0, 1e-6f, 2e-6f], []);
        yield return Values("R2Score", "numRegressors: 1, a weight of 0", "0.55", () => new Metrics.R2Score(numRegressors: 1),
            [1, 2, 3, 4, 5], [1, 1, 3, 5, 6], 1, 1, 0, 1, 1);
        yield return Values("R2Score", "one output; Keras's documentation", "0.57142854", () => new Metrics.R2Score(), [1, 4, 3],
            [2, 4, 4]);
        yield return Rows("ConfusionMatrix", "not Keras's; double formula: (1 + 1/2 + 1) / 3", "0.8333333333",
            () => new Metrics.ConfusionMatrix());

        // The values of the losses
        yield return new("MeanSquaredError", "defaults", "2.453125", () => new Metrics.MeanSquaredError(), 2, s_errorP, s_error, []);
        yield return new("CategoricalCrossentropy", "defaults", "1.1769392", () => new Metrics.CategoricalCrossentropy(), 3, s_categoryP,
            s_category, []);
        yield return new("CategoricalCrossentropy", "labelSmoothing: 0.1", "1.4591359",
            () => new Metrics.CategoricalCrossentropy(labelSmoothing: 0.1), 3, s_categoryP, s_category, []);
        yield return new("CategoricalCrossentropy", "fromLogits: true", "0.7646409",
            () => new Metrics.CategoricalCrossentropy(fromLogits: true), 3, [1, 2, -1, .5f, -.5f, 0], s_category, []);
        yield return new("MeanAbsoluteError", "defaults", "1.3125", () => new Metrics.MeanAbsoluteError(), 2, s_errorP, s_error, []);
        yield return new("MeanAbsolutePercentageError", "defaults", "250000030", () => new Metrics.MeanAbsolutePercentageError(), 2,
            s_errorP, s_error, []);
        yield return new("MeanSquaredLogarithmicError", "defaults", "0.5118919", () => new Metrics.MeanSquaredLogarithmicError(), 2,
            s_errorP, s_error, []);
        yield return new("LogCoshError", "defaults", "0.76215184", () => new Metrics.LogCoshError(), 2, s_errorP, s_error, []);
        yield return new("LogCoshError", "weights; Keras's documentation", "0.21689045", () => new Metrics.LogCoshError(), 2, [1, 1, 0, 0],
            (float[])[0, 1, 0, 0], [1, 0]);
        yield return new("Poisson", "defaults", "1.8758543", () => new Metrics.Poisson(), 2, s_errorP, s_error, []);
        yield return new("KLDivergence", "defaults", "0.69314635", () => new Metrics.KLDivergence(), 2, s_errorP, s_error, []);
        yield return new("CosineSimilarity", "defaults, the loss's with the other sign", "0.78599524", () => new Metrics.CosineSimilarity(),
            2, s_errorP, s_error, []);
        yield return new("BinaryCrossentropy", "defaults", "0.8149245", () => new Metrics.BinaryCrossentropy(), 2, s_bitsP, s_bits, []);
        yield return new("BinaryCrossentropy", "labelSmoothing: 0.1", "0.8047879",
            () => new Metrics.BinaryCrossentropy(labelSmoothing: 0.1), 2, s_bitsP, s_bits, []);
        yield return new("BinaryCrossentropy", "fromLogits: true", "0.86545783", () => new Metrics.BinaryCrossentropy(fromLogits: true), 2,
            [-18.6f, .51f, 2.94f, -12.8f], s_bits, []);
        yield return new("Hinge", "defaults", "1.3", () => new Metrics.Hinge(), 2, s_bitsP, s_bits, []);
        yield return new("SquaredHinge", "defaults", "1.86", () => new Metrics.SquaredHinge(), 2, s_bitsP, s_bits, []);
        yield return new("CategoricalHinge", "defaults", "1.4", () => new Metrics.CategoricalHinge(), 2, s_bitsP, s_bits, []);
        yield return new("SparseCategoricalCrossentropy", "defaults", "1.1769392", () => new Metrics.SparseCategoricalCrossentropy(), 3,
            s_categoryP, (int[])[1, 2], []);
    }

    private static Case Binary(string name, string configuration, string expected, Func<Metric> make) =>
        new(name, configuration, expected, make, 1, s_p, s_y, []);

    private static Case Rows(string name, string configuration, string expected, Func<Metric> make) =>
        new(name, configuration, expected, make, 3, s_rows, s_oneHot, []);

    private static Case Classes(string name, string configuration, string expected, Func<Metric> make) =>
        new(name, configuration, expected, make, 3, s_rows, s_classes, []);

    private static Case Values(string name, string configuration, string expected, Func<Metric> make, float[] y, float[] p,
        params float[] weights) => new(name, configuration, expected, make, 1, p, y, weights);
}
