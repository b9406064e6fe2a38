using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>A training step by what somebody has written allocates nothing, on any thread.</summary>
[Collection(nameof(Alone))]
public sealed class OwnAllocationTests
{
    [Fact]
    public void Of_formulas_and_rules() => AllocatesNothing(
        new OwnParts.Momentum(0.01), Loss.FromFormula(new OwnParts.RobustError(1)), Metric.FromRule(default(OwnParts.Right)));

    [Fact]
    public void Of_groups_and_a_rule_that_scales() => AllocatesNothing(
        new OwnParts.ByLength(0.01), Loss.FromGroupFormula(default(OwnParts.Cosine)), Metric.FromRule(default(OwnParts.Right)));

    [Fact]
    public void Of_functions() => AllocatesNothing(
        new LambdaOptimizer("pull", OwnParts.Pull, 0.01, "momentum") { ClipNorm = 1, WeightDecay = 0.1 },
        new LambdaLoss("squared", OwnParts.Squared), new LambdaMetric("first", static (y, p) => p[0] - y[0]));

    private static void AllocatesNothing(Optimizer optimizer, Loss loss, Metric metric)
    {
        using Model model = OwnTraining.Make(new CpuDevice(3));
        model.Compile(optimizer, loss, metric);
        Dataset data = OwnTraining.Data();
        float[] x = data.InputColumns[0].Values.ToArray();
        Labels labels = data.Labels;
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 10; i++)
            {
                model.TrainOnBatch(x, labels);
                model.Forward(x);
                model.Backward(labels, loss);
                optimizer.Step(model);
            }
        }));
    }
}
