using ModelGen.Data;
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
    public void A_step_of_a_small_network_allocates_nothing()
    {
        using var model = new LinearModel(8, 4);
        Assert.Equal(0, BytesOf(model, Digits.Clusters(12_000), warmUp: 100, steps: 1_000));
    }

    [Fact]
    public void A_step_with_sample_weights_allocates_nothing()
    {
        using var model = new LinearModel(8, 4);
        Dataset data = Digits.Clusters(12_000);
        Assert.Equal(0, BytesOf(model, data.WithSampleWeight(new float[data.Count]), warmUp: 100, steps: 1_000));
    }

    [Theory]
    [InlineData("huber")]
    [InlineData("hinge")]
    [InlineData("dice")]
    [InlineData("cosine_similarity")]
    [InlineData("categorical_hinge")]
    public void A_step_with_any_kind_of_loss_allocates_nothing(string loss)
    {
        using var model = new LinearModel(8, 4, Activation.Linear);
        Dataset clusters = Digits.Clusters(12_000);
        var targets = new float[4 * clusters.Count];
        for (int i = 0; i < clusters.Count; i++) { targets[(4 * i) + clusters.Label(i)] = 1; }
        float[] inputs = [.. Enumerable.Range(0, clusters.Count).SelectMany(i => clusters.Sample(i).ToArray())];
        Dataset data = Dataset.From(inputs, targets, sampleWeight: [.. Enumerable.Repeat(1f, clusters.Count)], 8);
        Assert.Equal(0, BytesOf(model, data, warmUp: 100, steps: 1_000, loss));
    }

    [Fact]
    public void A_step_that_ignores_a_class_allocates_nothing()
    {
        using var model = new LinearModel(8, 4);
        Assert.Equal(0,
            BytesOf(model, Digits.Clusters(12_000), warmUp: 100, steps: 1_000, new SparseCategoricalCrossentropy(ignoreClass: 2)));
    }

    [Fact]
    public void A_step_with_many_metrics_allocates_nothing()
    {
        using var model = new LinearModel(8, 4);
        Dataset data = Digits.Clusters(12_000);
        long bytes = BytesOf(model, data.WithSampleWeight(new float[data.Count]), warmUp: 100, steps: 1_000, static model => model.Compile(
            new Adam(), Loss.CategoricalCrossentropy,
            metrics: ["accuracy", new Metrics.AUC(), new Metrics.F1Score(), new Metrics.ConfusionMatrix(),
                new Metrics.Precision(thresholds: [0.2, 0.5]), new Metrics.TopKCategoricalAccuracy(2), "categorical_crossentropy"],
            weightedMetrics: ["accuracy", new Metrics.OneHotMeanIoU(4), new Metrics.RecallAtPrecision(0.5)]));
        Assert.Equal(0, bytes);
    }

    [Fact]
    public void A_step_with_regularizers_allocates_nothing()
    {
        const string stack = "[Input(8)] [Dense(5, Activation.GELU, KernelL1 = 0.01, BiasL2 = 0.01, ActivityL1 = 0.01)] [Dense(4, "
            + "Activation.Softmax, KernelL2 = 0.01, ActivityL2 = 0.01)]";
        using Model model = Contract.StackCompiler.CompileStacks(stack).Create("Model0", new CpuDevice(3), seed: 1);
        Assert.Equal(0, BytesOf(model, Digits.Clusters(12_000), warmUp: 100, steps: 1_000));
    }

    [Fact]
    public void A_step_of_the_lectures_network_allocates_nothing_on_any_thread()
    {
        using var model = new HandWrittenCnn(new CpuDevice(3), seed: 1);
        Assert.Equal(0, BytesOf(model, MnistTests.Pictures(600), warmUp: 20, steps: 30));
    }

    [Theory]
    [MemberData(nameof(OptimizerStateTests.Cases), MemberType = typeof(OptimizerStateTests))]
    public void A_step_of_an_optimizer_allocates_nothing(string optimizer, string settings)
    {
        using var store = new OptimizerStore(new CpuDevice(2), OptimizerStore.LargeShapes);
        Optimizer made = OptimizerCases.Make(optimizer, settings);
        Assert.Equal(0, Allocations.Of(() => Steps(20)));

        void Steps(int count)
        {
            for (int i = 0; i < count; i++)
            {
                store.HasGradients = true;
                made.Step(store);
            }
        }
    }

    [Fact]
    public void A_step_on_images_that_move_allocates_nothing()
    {
        using var model = new HandWrittenCnn(new CpuDevice(3), seed: 1);
        Assert.Equal(0, BytesOf(model, MnistTests.Pictures(600).WithRandomShift(2), warmUp: 20, steps: 30));
    }

    // The least of a few runs: now and then a thread of the test runner's allocates meanwhile.
    private static long BytesOf(Model model, Dataset data, int warmUp, int steps, Loss? loss = null) =>
        BytesOf(model, data, warmUp, steps, model => model.Compile(new Adam(), loss ?? Loss.CategoricalCrossentropy, Metric.Accuracy));

    private static long BytesOf(Model model, Dataset data, int warmUp, int steps, Action<Model> compile)
    {
        long least = long.MaxValue;
        compile(model);
        for (int run = 0; run < 4 && least != 0; run++) { least = Math.Min(least, BytesOfRun(model, data, warmUp, steps)); }
        return least;
    }

    private static long BytesOfRun(Model model, Dataset data, int warmUp, int steps)
    {
        long before = 0, after = -1;
        var callback = new LambdaCallback
        {
            BatchEnd = (batch, _) =>
            {
                if (batch == warmUp) { before = GC.GetTotalAllocatedBytes(true); }
                if (batch == warmUp + steps) { after = GC.GetTotalAllocatedBytes(true); }
            },
        };
        model.Fit(data, batchSize: 10, callbacks: [callback], verbose: 0);
        return after - before;
    }
}
