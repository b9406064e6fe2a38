using System.Numerics.Tensors;
using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Metrics inside Compile, Fit and Evaluate.</summary>
public class MetricTrainingTests
{
    [Fact]
    public void Every_form_of_Compile_compiles()
    {
        using var model = new LinearModel(8, 4);
        model.Compile();
        model.Compile("sgd", "categorical_crossentropy");
        model.Compile(new SGD(0.01), Loss.CategoricalCrossentropy, Metric.Accuracy);
        model.Compile(new SGD(0.01), Loss.CategoricalCrossentropy, Metric.Accuracy, new Metrics.AUC(), "f1_score");
        model.Compile(optimizer: "sgd", loss: "categorical_crossentropy", metrics: ["accuracy"]);
        model.Compile(optimizer: "sgd", loss: "categorical_crossentropy", metrics: ["accuracy", new Metrics.Precision()],
            weightedMetrics: ["accuracy"]);
        model.Compile("sgd", Loss.CategoricalCrossentropy, Loss.CategoricalCrossentropy); // a loss is watched
        model.Compile("sgd", "categorical_crossentropy", metrics: [], weightedMetrics: [Metric.Accuracy]);
    }

    [Fact]
    public void Weighted_metrics_heed_the_weights_and_the_others_do_not()
    {
        Dataset data = Digits.Clusters(53);
        float[] weights = [.. Enumerable.Range(0, 53).Select(i => 0.5f * (i % 3))];
        using var model = new LinearModel(8, 4);
        model.Compile(new SGD(0), "categorical_crossentropy", metrics: ["accuracy", "categorical_crossentropy"],
            weightedMetrics: ["accuracy", "categorical_crossentropy"]);
        float[] p = model.Predict(data);
        double right = 0, rightWeight = 0, loss = 0, weightedLoss = 0;
        for (int i = 0; i < 53; i++)
        {
            ReadOnlySpan<float> row = p.AsSpan(i * 4, 4);
            double isRight = TensorPrimitives.IndexOfMax(row) == data.Label(i) ? 1 : 0, value = -Math.Log(row[data.Label(i)]);
            right += isRight;
            rightWeight += weights[i] * isRight;
            loss += value;
            weightedLoss += weights[i] * value;
        }

        Dataset weighted = data.WithSampleWeight(weights);
        History history = model.Fit(weighted, epochs: 1, batchSize: 10, verbose: 0);
        Evaluation evaluation = model.Evaluate(weighted, batchSize: 7);
        Assert.Equal(["accuracy", "categorical_crossentropy", "loss", "weighted_accuracy", "weighted_categorical_crossentropy"],
            history.Names);
        foreach (Func<string, double> of in new Func<string, double>[] { name => history[name][0], name => evaluation[name] })
        {
            Assert.Equal(right / 53, of("accuracy"), 1e-12);
            Assert.Equal(rightWeight / weights.Sum(), of("weighted_accuracy"), 1e-6);
            Assert.Equal(loss / 53, of("categorical_crossentropy"), 1e-6);
            Assert.Equal(weightedLoss / weights.Sum(), of("weighted_categorical_crossentropy"), 1e-6);
            Assert.Equal(weightedLoss / 53, of("loss"), 1e-6);
        }
    }

    [Fact]
    public void Several_results_have_a_name_each_and_the_metric_shows_what_was_measured_last()
    {
        Dataset data = Digits.Clusters(40);
        using var model = new LinearModel(8, 4);
        var matrix = new Metrics.ConfusionMatrix();
        var recall = new Metrics.Recall(thresholds: [0.2, 0.5]);
        model.Compile(new SGD(0.1), "categorical_crossentropy", matrix, recall, new Metrics.F1Score());
        History history = model.Fit(data, epochs: 3, batchSize: 9, validationData: data.Take(20), verbose: 0);
        Assert.Equal(
            ["confusion_matrix", "f1_score[0]", "f1_score[1]", "f1_score[2]", "f1_score[3]", "loss", "recall[0]", "recall[1]"],
            history.Names.Where(name => !name.StartsWith("val_", StringComparison.Ordinal)));
        Assert.Equal([history["val_recall[0]"][2], history["val_recall[1]"][2]], recall.Results());

        Evaluation evaluation = model.Evaluate(data);
        Assert.Equal(evaluation["confusion_matrix"], matrix.Result());
        Assert.Equal(40, matrix.Matrix.Cast<double>().Sum());
        float[] p = model.Predict(data);
        double[,] expected = new double[4, 4];
        for (int i = 0; i < 40; i++) { expected[data.Label(i), TensorPrimitives.IndexOfMax(p.AsSpan(i * 4, 4))]++; }
        Assert.Equal(expected, matrix.Matrix);
    }

    [Fact]
    public void A_metric_in_the_loop_by_hand_gives_what_Fit_gives()
    {
        Dataset data = Digits.Clusters(53);
        using var fitted = new LinearModel(8, 4, seed: 7);
        using var looped = new LinearModel(8, 4, seed: 7);
        fitted.Compile(new SGD(0.1), Loss.CategoricalCrossentropy, Metric.Accuracy, new Metrics.AUC());
        History history = fitted.Fit(data, epochs: 2, batchSize: 10, verbose: 0);

        (Metric accuracy, Metric area, var optimizer) = (Metric.Accuracy, new Metrics.AUC(), new SGD(0.1));
        for (int epoch = 0; epoch < 2; epoch++)
        {
            accuracy.ResetState();
            area.ResetState();
            foreach (Batch batch in data.Batches(10, shuffleSeed: 7, epoch))
            {
                ModelOutput y = looped.Forward(batch.Inputs);
                accuracy.UpdateState(batch.Labels.Classes.Span, y, lastAxis: 4);
                area.UpdateState(batch.Labels.Classes.Span, y, lastAxis: 4);
                looped.Backward(batch.Labels, Loss.CategoricalCrossentropy);
                optimizer.Step(looped);
            }

            Assert.Equal(history["accuracy"][epoch], accuracy.Result());
            Assert.Equal(history["auc"][epoch], area.Result());
        }
    }

    [Fact]
    public void A_metric_that_makes_no_sense_is_refused_before_training()
    {
        using var model = new LinearModel(8, 4);
        Assert.Equal(
            "Metrics.TopKCategoricalAccuracy has k 5, but layer 1 (Dense) gives 4 classes. Use at most 4.",
            Assert.Throws<InvalidOperationException>(() => model.Compile("sgd", "categorical_crossentropy", "top_k_categorical_accuracy"))
                .Message);
        model.Compile("sgd", "categorical_crossentropy", new Metrics.R2Score());
        Assert.StartsWith("Metrics.R2Score compares each of the 4 outputs",
            Assert.Throws<InvalidOperationException>(() => model.Fit(Digits.Clusters(8), verbose: 0)).Message);
        Assert.StartsWith("Metrics.R2Score compares each of the 4 outputs",
            Assert.Throws<InvalidOperationException>(() => model.Evaluate(Digits.Clusters(8))).Message);
    }

    [Fact]
    public void The_model_says_whether_larger_is_better()
    {
        using var model = new LinearModel(8, 4);
        model.Compile("sgd", "categorical_crossentropy", metrics: ["accuracy"], weightedMetrics: ["accuracy", "mse"]);
        Assert.True(model.HigherIsBetter("val_weighted_accuracy"));
        Assert.False(model.HigherIsBetter("mse"));
        Assert.False(model.HigherIsBetter("val_loss"));
        Assert.Null(model.HigherIsBetter("learning_rate"));
    }
}
