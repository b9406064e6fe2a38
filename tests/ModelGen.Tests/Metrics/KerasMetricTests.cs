using Xunit;

namespace ModelGen.Tests;

/// <summary>Keras's values, in one batch and split over several.</summary>
public class KerasMetricTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, KerasMetrics.Cases.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Metrics_have_Kerass_values(int number)
    {
        KerasMetrics.Case c = KerasMetrics.Cases[number];
        KerasValue value = KerasMetrics.All.ElementAt(number);
        value.Check();
        Assert.All([1, 2, 3],
            batchSize =>
                (value with { Configuration = $"{c.Configuration}, batches of {batchSize}", Compute = () => c.Compute(batchSize) })
                    .Check());
    }

    [Fact]
    public void Every_metric_class_is_in_the_list()
    {
        IEnumerable<string> classes = typeof(Metrics).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Metric)) && !type.IsAbstract)
            .Select(type => type.Name);
        Assert.Empty(classes.Except(KerasMetrics.All.Select(value => value.Name)));
    }
}
