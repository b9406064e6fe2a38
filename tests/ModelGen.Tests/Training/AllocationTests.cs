using Xunit;

namespace ModelGen.Tests;

/// <summary>Bytes are counted for the whole process, so no other test may run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

/// <summary>A training step allocates nothing, on any thread.</summary>
[Collection(nameof(Alone))]
public class AllocationTests
{
    [Fact]
    public void A_training_step_allocates_nothing()
    {
        using var model = new LinearModel(8, 4);
        model.Compile(new Adam(), Loss.CategoricalCrossentropy, Metric.Accuracy);
        long before = 0, after = 0;
        var callback = new LambdaCallback
        {
            BatchEnd = (batch, logs) =>
            {
                if (batch == 100) { before = GC.GetTotalAllocatedBytes(true); }
                if (batch == 1_100) { after = GC.GetTotalAllocatedBytes(true); }
            },
        };
        model.Fit(Digits.Clusters(12_000), batchSize: 10, callbacks: [callback], verbose: 0);
        Assert.Equal(0, after - before);
    }
}
