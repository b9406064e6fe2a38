using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Metrics of rules and of functions of one's own.</summary>
public sealed class OwnMetricTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void A_rule_gives_the_numbers_of_the_library_s_metric_on_any_number_of_threads(int threads)
    {
        Dataset data = OwnTraining.Data(classes: true);
        History Fit(Metric metric, int threads) => OwnTraining.Fit(data, () => new Adam(0.01),
            new SparseCategoricalCrossentropy(fromLogits: true), threads, metric).History;

        History expected = Fit(new Metrics.CategoricalAccuracy(), 1), rule = Fit(Metric.FromRule(default(OwnParts.Right)), threads),
            function = Fit(new LambdaMetric("right", IsRight), threads);
        Assert.Equal(["loss", "right", "val_loss", "val_right"], rule.Names);
        Assert.Equal(expected["categorical_accuracy"], rule["right"]);
        Assert.Equal(expected["val_categorical_accuracy"], rule["val_right"]);
        Assert.Equal(expected["categorical_accuracy"], function["right"]);
    }

    [Fact]
    public void Sums_of_several_values_make_a_result()
    {
        Dataset data = OwnTraining.OneHot();
        var precision = new Metrics.Precision(thresholds: 0.05);
        MetricResult ratio = static (sums, _) => sums[0] == 0 ? 0 : sums[1] / sums[0];
        Metric rule = Metric.FromRule(new OwnParts.Found(0.05f), "rule", values: 2, result: ratio);
        var function = new LambdaMetric("function", 2, static (y, p, values) =>
        {
            for (int i = 0; i < p.Length; i++)
            {
                if (p[i] > 0.05f) { (values[0], values[1]) = (values[0] + 1, values[1] + (y[i] != 0 ? 1 : 0)); }
            }
        }, ratio);
        using Model model = OwnTraining.Make();
        model.Compile("sgd", "mse", [precision, rule, function], weightedMetrics: []);
        Evaluation result = model.Evaluate(data, batchSize: 7);
        Assert.Equal(result["precision"], result["rule"], 1e-12);
        Assert.Equal(result["precision"], result["function"], 1e-12);
        Assert.InRange(result["rule"], 0.01, 0.99);
    }

    [Fact]
    public void Weights_of_samples_and_of_rows_count()
    {
        Dataset data = OwnTraining.Data(weights: OwnTraining.Weights);
        using Model model = OwnTraining.Make();
        model.Compile("sgd", "mse", metrics: [],
            weightedMetrics: ["mae", new LambdaMetric("own", MeanError), Metric.FromRule(default(Errors), "rule")]);
        Evaluation result = model.Evaluate(data);
        Assert.Equal(result["mae"], result["own"], 1e-6);
        Assert.Equal(result["mae"], result["rule"], 1e-6);

        using Model sequence = OwnTraining.Make(model: OwnTraining.Sequence);
        float[] ofRows = [.. Enumerable.Range(0, 2 * OwnTraining.Samples).Select(i => i % 3 / 2f)];
        data = OwnTraining.Data(perSample: 6).WithSampleWeight(ofRows);
        sequence.Compile("sgd", "mse", metrics: [],
            weightedMetrics: ["mae", new LambdaMetric("own", MeanError), Metric.FromRule(default(Errors), "rule")]);
        result = sequence.Evaluate(data);
        Assert.Equal(result["mae"], result["own"], 1e-6);
        Assert.Equal(result["mae"], result["rule"], 1e-6);
    }

    [Fact]
    public void By_itself_it_measures_arrays()
    {
        Metric rule = Metric.FromRule(default(OwnParts.Right));
        rule.UpdateState([0, 2], [0.5f, 0.2f, 0.3f, 0.9f, 0, 0.1f], lastAxis: 3);
        Assert.Equal(0.5, rule.Result());
        var function = new LambdaMetric("error", MeanError);
        function.UpdateState([1, 2], [1, 4]);
        Assert.Equal(1, function.Result());
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        Assert.Contains("The metric found has 2 values for each sample, of which it is not said what they come to.",
            Assert.Throws<ArgumentException>(() => Metric.FromRule(new OwnParts.Found(0), values: 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Metric.FromRule(new OwnParts.Found(0), values: 0));
        using Model model = OwnTraining.Make();
        model.Compile("sgd", "mse", new LambdaMetric("own", MeanError));
        Assert.Contains("own", Assert.Throws<InvalidOperationException>(() => model.Fit(OwnTraining.Data(), verbose: 0,
            callbacks: [new EarlyStopping(monitor: "own")])).Message);
        model.Compile("sgd", "mse", new LambdaMetric("own", MeanError, higherIsBetter: false));
        model.Fit(OwnTraining.Data(), verbose: 0, callbacks: [new EarlyStopping(monitor: "own")]);
        model.Compile("sgd", "mse", new LambdaMetric("own", static (_, _) => throw new TimeoutException()));
        float[] before = model.Values();
        Assert.Throws<TimeoutException>(() => model.Fit(OwnTraining.Data(), verbose: 0));
        Assert.Equal(before, model.Values());
    }

    private static double MeanError(ReadOnlySpan<float> y, ReadOnlySpan<float> p)
    {
        double sum = 0;
        for (int i = 0; i < p.Length; i++) { sum += MathF.Abs(y[i] - p[i]); }
        return sum / p.Length;
    }

    private static double IsRight(ReadOnlySpan<float> y, ReadOnlySpan<float> p)
    {
        int largest = 0;
        for (int i = 1; i < p.Length; i++)
        {
            if (p[i] > p[largest]) { largest = i; }
        }

        return y[largest];
    }

    private readonly struct Errors : IMetricRule
    {
        public void Measure<B>(B batch, int sample, MetricSizes sizes) where B : struct, IMetricBatch
        {
            float sum = 0;
            int size = sizes.Rows * sizes.Columns;
            for (int i = sample * size; i < (sample + 1) * size; i++) { sum += MathF.Abs(batch.Output(i) - batch.Target(i)); }
            batch.Write(sample, sum / size);
        }
    }
}
