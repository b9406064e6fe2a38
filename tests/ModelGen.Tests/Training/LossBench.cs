using System.Runtime.InteropServices;
using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen.Tests;

/// <summary>
/// Calls one loss or metric on numbers, without a model. With softmax, or where the loss takes a sigmoid's input, the numbers are that
/// input.
/// </summary>
internal sealed class LossBench(Loss loss, Activation activation, int[] shape, Metric? metric = null, Device? device = null)
{
    private readonly int _size = shape.Aggregate(1, (a, b) => a * b);

    public bool TookLogits { get; private set; }

    public float[] Values(float[] x, float[] targets) => Run(x, new Labels((ReadOnlyMemory<float>)targets)).Values;

    public float[] Values(float[] x, int[] classes) => Run(x, new Labels((ReadOnlyMemory<int>)classes)).Values;

    public float[] Gradient(float[] x, float[] targets) => Run(x, new Labels((ReadOnlyMemory<float>)targets)).Gradient;

    public float[] Gradient(float[] x, int[] classes) => Run(x, new Labels((ReadOnlyMemory<int>)classes)).Gradient;

    /// <summary>The loss of the batch: the mean of what it writes.</summary>
    public double Mean(float[] x, Labels labels, params float[] weights) => Run(x, labels, weights).Values.Average(v => (double)v);

    public (float[] Values, float[] Gradient) Run(float[] x, Labels labels, params float[] weights)
    {
        using var model = new LinearModel(1, 1, device: device);
        int samples = x.Length / _size;
        using var step = new Step(model, 1, 0);
        step.Begin(samples, training: true);
        var layout = new OutputLayout(shape, activation, "layer 1 (Dense)");
        Arena New(long length) => model.Device.Allocate(Math.Max(length, 1));
        using Arena logits = New(x.Length), output = New(x.Length), targets = New(x.Length), values = New(samples),
            gradient = New(x.Length), weighting = New(weights.Length);
        int workLength = samples * loss.WorkPerSample(layout);
        using Arena work = New(workLength), numbers = New(GpuNumbers.Most);
        logits.Upload(x);
        output.Upload(activation == Activation.Softmax ? Softmax(x) : loss.TakesLogits(layout)
            ? [.. x.Select(z => (float)(1 / (1 + Math.Exp(-z))))] : x);
        ReadOnlySpan<float> bits = labels.IsClasses ? MemoryMarshal.Cast<int, float>(labels.Classes.Span) : labels.Values.Span;
        targets.Upload(bits);
        weighting.Upload(weights);
        var scoring = new Scoring
        {
            Step = step,
            Layout = layout,
            Output = output.Slice(0, x.Length),
            Logits = logits.Slice(0, x.Length),
            Targets = targets.Slice(0, x.Length),
            TargetsAreClasses = labels.IsClasses,
            HostTargets = bits,
            Weights = weights.Length == 0 ? default : weighting.Slice(0, weights.Length),
            HostWeights = weights,
            Work = work.Slice(0, workLength),
            Values = values.Slice(0, samples),
            Gradient = gradient.Slice(0, x.Length),
            Numbers = model.Device is GpuDevice ? new GpuNumbers(numbers) : null,
        };
        TookLogits = loss.TakesLogits(layout);
        if (metric is null) { loss.Compute(scoring); } else { metric.Compute(scoring); }
        float[] ofSamples = new float[samples], slopes = new float[x.Length];
        values.Download(ofSamples);
        gradient.Download(slopes);
        return (ofSamples, slopes);
    }

    private float[] Softmax(float[] x)
    {
        int columns = shape[^1];
        return [.. Enumerable.Range(0, x.Length).Select(i =>
        {
            ReadOnlySpan<float> row = x.AsSpan(i / columns * columns, columns);
            double max = float.NegativeInfinity, sum = 0;
            foreach (float v in row) { max = Math.Max(max, v); }
            foreach (float v in row) { sum += Math.Exp(v - max); }
            return (float)(Math.Exp(x[i] - max) / sum);
        })];
    }
}
