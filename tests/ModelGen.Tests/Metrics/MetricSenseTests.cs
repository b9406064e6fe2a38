using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Metrics whose number would mean nothing say so, and name the metric and the argument that are right.</summary>
public class MetricSenseTests
{
    public static TheoryData<Loss, int, Metric, Metric, string> Misfits
    {
        get
        {
            Loss logits = new BinaryCrossentropy(fromLogits: true), classes = new CategoricalCrossentropy(fromLogits: true);
            return new()
            {
                { logits, 1, Metric.Accuracy, new Metrics.BinaryAccuracy(threshold: 0), "new Metrics.BinaryAccuracy(threshold: 0)" },
                { logits, 3, new Metrics.BinaryAccuracy(), new Metrics.BinaryAccuracy(0), "new Metrics.BinaryAccuracy(threshold: 0)" },
                { Loss.Hinge, 1, "acc", new Metrics.BinaryAccuracy(threshold: 0), "new Metrics.BinaryAccuracy(threshold: 0)" },
                { logits, 1, "precision", new Metrics.Precision(thresholds: 0), "new Metrics.Precision(thresholds: 0)" },
                { logits, 1, new Metrics.Recall([0, .5]), new Metrics.Recall(thresholds: 0), "new Metrics.Recall(thresholds: 0)" },
                { Loss.SquaredHinge, 1, new Metrics.TruePositives(), new Metrics.TruePositives(0),
                    "new Metrics.TruePositives(thresholds: 0)" },
                { logits, 1, new Metrics.AUC(), new Metrics.AUC(fromLogits: true), "new Metrics.AUC(fromLogits: true)" },
                { logits, 1, new Metrics.PrecisionAtRecall(.9), new Metrics.PrecisionAtRecall(.9, fromLogits: true),
                    "new Metrics.PrecisionAtRecall(recall: 0.9, fromLogits: true)" },
                { logits, 1, new Metrics.F1Score(threshold: .5), new Metrics.F1Score(threshold: 0), "new Metrics.F1Score(threshold: 0)" },
                { logits, 1, new Metrics.BinaryIoU(), new Metrics.BinaryIoU(threshold: 0), "new Metrics.BinaryIoU(threshold: 0)" },
                { logits, 1, new Metrics.MeanIoU(2), new Metrics.BinaryIoU(threshold: 0), "new Metrics.BinaryIoU(threshold: 0)" },
                { logits, 1, new Metrics.ConfusionMatrix(), new Metrics.ConfusionMatrix(threshold: 0),
                    "new Metrics.ConfusionMatrix(threshold: 0)" },
                { classes, 3, new Metrics.Precision(), new Metrics.Precision(topK: 1), "new Metrics.Precision(topK: 1)" },
                { classes, 3, new Metrics.BinaryAccuracy(), new Metrics.CategoricalAccuracy(), "new Metrics.CategoricalAccuracy()" },
                { classes, 3, new Metrics.F1Score(threshold: .5), new Metrics.F1Score(), "new Metrics.F1Score()" },
                { classes, 3, new Metrics.FalsePositives(), Metric.Accuracy, "Activation.Softmax" },
                { Loss.MeanSquaredError, 1, new Metrics.Accuracy(), new Metrics.R2Score(), "Metrics.R2Score" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void What_is_right_is_named_and_is_there(Loss loss, int outputs, Metric wrong, Metric right, string advice)
    {
        using var model = new LinearModel(2, outputs, Activation.Linear);
        Assert.Contains(advice, Assert.Throws<InvalidOperationException>(() => model.Compile("sgd", loss, wrong)).Message);
        model.Compile("sgd", loss, right);
        var y = new float[4 * outputs];
        for (int i = 0; i < 4; i++) { y[(i * outputs) + (i % outputs)] = i % 2; }
        model.Fit(new float[8], y, verbose: 0);
    }

    [Fact]
    public void A_threshold_is_one_of_logits_where_these_are_meant()
    {
        var accuracy = new Metrics.BinaryAccuracy(threshold: 0);
        accuracy.UpdateState([0f, 1, 1, 0], [-2f, .3f, -.1f, .2f]);
        Assert.Equal(.5, accuracy.Result());
        var best = new Metrics.SensitivityAtSpecificity(.5, fromLogits: true);
        best.UpdateState([0f, 0, 1, 1], [-3f, 2, -1, 4]);
        Assert.Equal(1, best.Result());
        Assert.Contains(
            "Prediction 1 is 4, but probabilities are 0 to 1. Of logits write new Metrics.AUC(fromLogits: true).",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Metrics.AUC().UpdateState([0f, 1], [.5f, 4])).Message);
    }

    [Theory]
    [InlineData("accuracy")]
    [InlineData("binary_accuracy")]
    [InlineData("precision")]
    [InlineData("recall")]
    [InlineData("auc")]
    [InlineData("false_negatives")]
    public void Labels_of_minus_1_and_1_and_the_values_of_a_regression_are_refused(string name)
    {
        using var model = new LinearModel(1, 1, Activation.Linear);
        model.Compile("sgd", "mse", name);
        foreach (float[] y in new float[][] { [-1, 1], [.3f, 2.7f] })
        {
            string expected = FormattableString.Invariant($"A target of sample 0 is {y[0]}, but the metric {name} needs 0 or 1.");
            Assert.StartsWith(expected, Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(new float[2], y, verbose: 0)).Message);
            Assert.StartsWith(expected, Assert.Throws<ArgumentOutOfRangeException>(() => model.Evaluate(new float[2], y)).Message);
            Assert.StartsWith(expected,
                Assert.Throws<ArgumentOutOfRangeException>(() => ((Metric)name).UpdateState(y, new float[2])).Message);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(new float[2], (int[])[-1, 1], verbose: 0));
        model.Fit(new float[2], (int[])[0, 1], verbose: 0);
    }

    [Fact]
    public void Accuracy_of_a_regression_of_several_values_is_refused()
    {
        using var model = new LinearModel(1, 2, Activation.Linear);
        model.Compile("sgd", "mse", Metric.Accuracy);
        Assert.StartsWith(
            "A target of sample 1 is 7, but the metric accuracy needs 0 to 1, the largest for the right class. For values of any size use "
            + "Metrics.MeanAbsoluteError or Metrics.R2Score.",
            Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(new float[2], (float[])[0, 1, 7, 0], verbose: 0)).Message);
        using var sigmoid = new LinearModel(1, 1, Activation.Sigmoid);
        Assert.Contains("Metrics.BinaryIoU",
            Assert.Throws<InvalidOperationException>(() => sigmoid.Compile("sgd", "bce", new Metrics.MeanIoU(2))).Message);
    }

    [Fact]
    public void A_constant_row_has_no_correlation()
    {
        var correlation = new Metrics.PearsonCorrelation();
        correlation.UpdateState(new float[,] { { 1, 2, 3 } }, new float[,] { { 2, 2, 2 } });
        Assert.Equal(double.NaN, correlation.Result());
    }
}
