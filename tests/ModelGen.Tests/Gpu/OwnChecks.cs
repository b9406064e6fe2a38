using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests.Gpu;

/// <summary>
/// Losses, metrics and optimizers of somebody's own on a GPU: formulas give the bits of the library's own there, functions on the host what
/// they give on a CPU.
/// </summary>
internal static class OwnChecks
{
    // Float32 sums in another order, carried through some updates of weights below 1.
    private const double Tolerance = 2e-4;

    public static void CheckFormulas(Device gpu)
    {
        Dataset oneHot = OwnTraining.OneHot(), data = oneHot.WithSampleWeight(OwnTraining.Weights);
        Same(gpu, data, () => new SGD(0.1, 0.9), () => new OwnParts.Momentum(0.1), new Huber(0.7),
            Loss.FromFormula(new OwnParts.RobustError(0.7f)));
        Same(gpu, data, () => new Adam(0.01) { ClipNorm = 1 }, () => new OwnParts.OwnAdam(0.01) { ClipNorm = 1 }, Loss.MeanSquaredError,
            Loss.FromFormula(default(OwnParts.Square)));
        Same(gpu, oneHot, () => new SGD(0.1), () => new SGD(0.1), Loss.CategoricalHinge, Loss.FromGroupFormula(new OwnParts.Margin(1)));
        Same(gpu, oneHot, () => new SGD(0.1), () => new SGD(0.1), new CosineSimilarity(axis: 0),
            Loss.FromGroupFormula(default(OwnParts.Cosine), axis: 0));
    }

    public static void CheckFunctions(Device gpu)
    {
        Dataset data = OwnTraining.Data(weights: OwnTraining.Weights);
        LikeOnTheCpu(gpu, data, () => new LambdaOptimizer("pull", OwnParts.Pull, 0.05, "momentum")
            { WeightDecay = 0.1, GlobalClipNorm = 1, UseEma = true }, new LambdaLoss("squared", OwnParts.Squared),
            new LambdaMetric("first", static (y, p) => p[0] - y[0]));
        LikeOnTheCpu(gpu, data, () => new OwnParts.ByLength(0.05), new LambdaLoss("squared", OwnParts.Squared),
            Metric.FromRule(new OwnParts.Found(0.1f), values: 2, result: static (sums, _) => sums[1] / sums[0]));
    }

    public static void CheckFailures(Device gpu)
    {
        using Model model = OwnTraining.Make(gpu);
        Dataset data = OwnTraining.Data();
        float[] before = model.Values();
        model.Compile("sgd", new LambdaLoss("half", static (y, p, gradient) => OwnParts.Squared(y, p, gradient) / 2));
        Assert.StartsWith("The gradient of the loss half is wrong.",
            Assert.Throws<InvalidOperationException>(() => model.Fit(data, verbose: 0)).Message);
        model.Compile("sgd", new LambdaLoss("failing", static (_, _, _) => throw new TimeoutException()));
        Assert.Throws<TimeoutException>(() => model.Fit(data, verbose: 0));
        model.Compile(new LambdaOptimizer("nan", static p => p.Weights[0] = float.NaN, 0.1), "mse");
        Assert.Equal((0, 0), Assert.Throws<NonFiniteUpdateException>(() =>
            model.Fit(data, batchSize: OwnTraining.Batch, verbose: 0)) is var error ? (error.Epoch, error.Step) : default);
        Assert.Equal(before, model.Values());
    }

    private static void Same(
        Device gpu, Dataset data, Func<Optimizer> optimizer, Func<Optimizer> own, Loss loss, Loss ownLoss)
    {
        Metric right = Metric.FromRule(default(OwnParts.Right), name: "right");
        var (expected, history) = OwnTraining.Fit(data, optimizer, loss, metric: new Metrics.CategoricalAccuracy("right"), device: gpu);
        var (actual, ownHistory) = OwnTraining.Fit(data, own, ownLoss, metric: right, device: gpu);
        Assert.Equal(expected, actual);
        foreach (string name in history.Names) { Assert.Equal(history[name], ownHistory[name]); }
    }

    private static void LikeOnTheCpu(Device gpu, Dataset data, Func<Optimizer> optimizer, Loss loss, Metric metric)
    {
        var (expected, history) = OwnTraining.Fit(data, optimizer, loss, metric: metric);
        var (actual, other) = OwnTraining.Fit(data, optimizer, loss, metric: metric, device: gpu);
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i], Tolerance); }
        foreach (string name in history.Names) { Assert.Equal(history[name][^1], other[name][^1], Tolerance); }
    }
}
