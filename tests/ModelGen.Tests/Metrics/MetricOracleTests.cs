using ModelGen.Tests.Contract;
using ModelGen.Tests.Gpu;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// Every metric against its plain double version in the Oracle: random outputs, ragged batches, with weights and without, on every device.
/// </summary>
public class MetricOracleTests
{
    public static TheoryData<string> Names => [.. MetricCases.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void On_the_CPU(string name) => MetricCases.Check(MetricCases.Of(name), new CpuDevice(threads: 1));

    // Sums are added in sample order, whoever computed the values and however they came.
    [Theory]
    [MemberData(nameof(Names))]
    public void The_size_of_batches_changes_no_bit(string name)
    {
        MetricCases.Case c = MetricCases.Of(name);
        double[] expected = MetricBench.ResultsOf(new CpuDevice(threads: 1), c.Data, c.Make(), weighted: true, batchSize: 7);
        Assert.All([1, 4, 100],
            batchSize =>
                Assert.Equal(expected, MetricBench.ResultsOf(new CpuDevice(threads: 2), c.Data, c.Make(), weighted: true, batchSize)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_number_of_threads_changes_no_bit(string name)
    {
        MetricCases.Case c = MetricCases.Of(name);
        MetricData data = c.Data.Repeat(600); // enough for several threads to be worth it, in 2 batches
        double[] expected = MetricBench.ResultsOf(new CpuDevice(threads: 1), data, c.Make(), weighted: true, batchSize: 13_000);
        Assert.All([2, 3, 7],
            threads =>
                Assert.Equal(expected, MetricBench.ResultsOf(new CpuDevice(threads), data, c.Make(), weighted: true, batchSize: 13_000)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_that_was_kept_goes_on_with_the_same_bits(string name)
    {
        MetricCases.Case c = MetricCases.Of(name);
        var device = new CpuDevice(threads: 1);
        Metric whole = c.Make(), second = c.Make();
        using var uninterrupted = new MetricBench(device, c.Data, [], [whole]);
        double loss = uninterrupted.Measure(9, 4).MeasureAll(5).Results()["loss"];
        using var first = new MetricBench(device, c.Data, [], [c.Make()]);
        double[] kept = first.Measure(9, 4).LossAndMetrics.Export();
        using var resumed = new MetricBench(device, c.Data, [], [second]);
        resumed.Measure(9, 9); // what it measured is replaced
        resumed.LossAndMetrics.Import(kept);
        Assert.Equal(loss, resumed.MeasureAll(5).Results()["loss"]);
        Assert.Equal(whole.Results(), second.Results());
    }
}

/// <summary>The same on ILGPU's CPU accelerator.</summary>
[Collection(nameof(CpuAcceleratorTests))]
public class MetricCpuAcceleratorTests
{
    /// <summary>In brief every eighth.</summary>
    public static TheoryData<string> Names => [.. Extent.Pick(MetricCases.All.Select(c => c.Name), step: 8)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_metric_agrees_with_the_Oracle(string name) =>
        MetricCases.Check(MetricCases.Of(name), GpuDevice.CpuAccelerator());
}

/// <summary>The same on an OpenCL device, where there is one.</summary>
[Trait("Category", "OpenCL")]
public class MetricOpenCLTests
{
    private static readonly Lazy<(Device? Device, string WhyNot)> s_device = new(static () =>
    {
        try { return (Device.OpenCL(), ""); }
        catch (InvalidOperationException e) { return (null, e.Message); }
    });

    [Theory]
    [MemberData(nameof(MetricCpuAcceleratorTests.Names), MemberType = typeof(MetricCpuAcceleratorTests))]
    public void A_metric_agrees_with_the_Oracle(string name)
    {
        Assert.SkipWhen(s_device.Value.Device is null, s_device.Value.WhyNot);
        MetricCases.Check(MetricCases.Of(name), s_device.Value.Device!, batchSize: 5);
    }
}
