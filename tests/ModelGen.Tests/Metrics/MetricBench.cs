using ModelGen.Data;
using ModelGen.Kernels;
using ModelGen.Oracle;
using Reference = ModelGen.Oracle;

namespace ModelGen.Tests;

/// <summary>Outputs that no model computed, with their labels, to be measured on any device in any batches.</summary>
/// <param name="Shape">The shape of one output.</param>
/// <param name="Outputs">[samples, shape].</param>
/// <param name="Labels">Class indices of the rows, or dense targets.</param>
/// <param name="Weights">One for each sample, or for each of its rows; empty for none.</param>
/// <param name="Activation">What the outputs are said to be.</param>
internal sealed record MetricData(int[] Shape, float[] Outputs, Labels Labels, float[] Weights, Activation Activation = Activation.Linear)
{
    public OutputLayout Layout => new(Shape, Activation, "layer 1 (Dense)");

    public int Samples => Outputs.Length / Layout.Size;

    /// <summary>The same for the Oracle: class indices as one-hot rows, or as the values themselves where there is one output.</summary>
    public Predictions Predictions(bool weighted)
    {
        double[] targets = !Labels.IsClasses ? [.. Labels.Values.ToArray().Select(v => (double)v)]
            : Layout.Columns == 1 ? [.. Labels.Classes.ToArray().Select(c => (double)c)]
            : Reference.Loss.OneHot(Labels.Classes.ToArray(), Layout.Columns);
        double[] outputs = [.. Outputs.Select(v => (double)v)];
        // Rows that have weights of their own count as samples.
        bool rows = weighted && Weights.Length > Samples;
        int samples = rows ? Weights.Length : Samples;
        double[] weights = weighted && Weights.Length > 0 ? [.. Weights.Select(w => (double)w)] : [.. Enumerable.Repeat(1.0, samples)];
        return new Predictions(targets, outputs, rows ? 1 : Layout.Rows, Layout.Columns, weights);
    }

    /// <summary>The same samples again and again.</summary>
    public MetricData Repeat(int times)
    {
        T[] Many<T>(ReadOnlyMemory<T> values) => [.. Enumerable.Repeat(values.ToArray(), times).SelectMany(v => v)];
        return this with { Outputs = Many<float>(Outputs), Weights = Many<float>(Weights),
            Labels = Labels.IsClasses ? Many(Labels.Classes) : Many(Labels.Values) };
    }

    /// <summary>Random outputs and labels.</summary>
    public static MetricData Random(int seed, int samples, int[] shape, bool classes = false, bool hard = true, double low = 0,
        double high = 1, int weightsPerSample = 1)
    {
        var random = new Random(seed);
        int size = shape.Aggregate(1, (a, b) => a * b), columns = shape[^1];
        float Draw() => (float)(low + ((high - low) * random.NextDouble()));
        float[] outputs = [.. Enumerable.Range(0, samples * size).Select(_ => Draw())];
        Labels labels = classes ? (int[])[.. Enumerable.Range(0, samples * size / columns).Select(_ => random.Next(Math.Max(2, columns)))]
            : (float[])[.. Enumerable.Range(0, samples * size).Select(_ => hard ? random.Next(2) : Draw())];
        float[] weights = [.. Enumerable.Range(0, samples * weightsPerSample).Select(_ => (float)Math.Round(random.NextDouble() * 3, 2))];
        return new MetricData(shape, outputs, labels, weights);
    }
}

/// <summary>Runs metrics as a model does: on a device, batch by batch, and folded.</summary>
internal sealed class MetricBench : ParameterStore
{
    private readonly MetricData _data;
    private readonly ModelDefinition _definition;
    private readonly Step _step;
    private readonly Dataset _bound;
    private int _done;

    internal override IReadOnlyList<StoredParameter> Contents => [];

    public MetricBench(Device device, MetricData data, Metric[] metrics, Metric[]? weighted = null)
        : base(device, parameterValues: 16, seed: 1)
    {
        int size = data.Layout.Size;
        var output = new Value(0, size);
        _data = data;
        _definition = new ModelDefinition
        {
            Name = "bench",
            Inputs = [new("input_layer", [1], output)],
            Outputs = [new("bench", data.Shape, output, Gradient: output) { LastLayer = data.Layout.LastLayer }],
            ForwardValues = size, TrainingValues = size, LaneValues = 0, ParameterValues = 16, Parameters = [],
        };
        _step = new Step(this, size, laneValues: 0);
        Loss loss = data.Labels.IsClasses && data.Layout.Columns > 1
            ? new SparseCategoricalCrossentropy(fromLogits: true) : new MeanSquaredError();
        MetricSet set = MetricSet.Of(metrics, weighted ?? []);
        foreach (Metric metric in set.Metrics) { metric.Check(data.Layout, data.Labels.IsClasses); }
        LossAndMetrics = new LossAndMetrics(device, _definition, [new Objective("bench", data.Layout, loss, 1, set)]);
        _bound = Dataset.From(new float[data.Samples], data.Labels, data.Weights, 1);
        LossAndMetrics.Reset();
    }

    public LossAndMetrics LossAndMetrics { get; }

    /// <summary>Measures the next samples in batches of so many.</summary>
    public MetricBench Measure(int samples, int batchSize)
    {
        for (int last = Math.Min(_data.Samples, _done + samples); _done < last;)
        {
            int count = Math.Min(batchSize, last - _done), size = _data.Layout.Size;
            int[] positions = [.. Enumerable.Range(_done, count)];
            _step.Begin(count, training: false);
            _step.Values.Upload(_data.Outputs.AsSpan(_done * size, count * size), _step.Start(_definition.Outputs[0].Value));
            LossAndMetrics.Begin(count);
            LossAndMetrics.Take(_bound, 0, positions);
            LossAndMetrics.ComputeMetrics(_step);
            LossAndMetrics.ComputeLoss(_step, withGradient: false);
            LossAndMetrics.Accumulate();
            _done += count;
        }

        return this;
    }

    public MetricBench MeasureAll(int batchSize) => Measure(_data.Samples, batchSize);

    /// <summary>The results by their names.</summary>
    public Logs Results()
    {
        LossAndMetrics.Flush();
        string[] names = LossAndMetrics.Names();
        var logs = new Logs(names);
        LossAndMetrics.Read(logs, names);
        return logs;
    }

    /// <summary>The results of one metric, in order.</summary>
    public static double[] ResultsOf(Device device, MetricData data, Metric metric, bool weighted, int batchSize)
    {
        using var bench = new MetricBench(device, data, weighted ? [] : [metric], weighted ? [metric] : []);
        bench.MeasureAll(batchSize).Results();
        return metric.Results();
    }

    public override void Dispose()
    {
        LossAndMetrics.Dispose();
        _step.Dispose();
        base.Dispose();
    }
}
