using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>A loss that is not finite ends training, and spares the parameters.</summary>
public class TerminateOnNaNTests
{
    [Fact]
    public void Training_ends_after_the_batch_and_the_parameters_are_as_before_it()
    {
        Dataset poisoned = Poisoned(out Dataset whole);
        using LinearModel model = FitTests.Compiled(), stopped = FitTests.Compiled();
        int batches = 0;
        var count = new LambdaCallback { BatchEnd = (_, _) => batches++ };
        History history = model.Fit(poisoned, epochs: 5, batchSize: 10, shuffle: false, callbacks: [new TerminateOnNaN(), count],
            verbose: 0);
        Assert.Equal([0], history.Epoch);
        Assert.Equal(double.NaN, history["loss"][0]);
        Assert.Equal(3, batches);
        Assert.Equal(2, model.Optimizer.Iterations);
        stopped.Fit(whole.Take(20), batchSize: 10, shuffle: false, verbose: 0);
        Assert.Equal(stopped.Parameters[0].ToArray(), model.Parameters[0].ToArray());
    }

    [Fact]
    public void With_raiseError_it_is_the_exception_of_Fit()
    {
        using LinearModel model = FitTests.Compiled();
        Assert.Throws<NonFiniteLossException>(() =>
            model.Fit(Poisoned(out _), batchSize: 10, shuffle: false, callbacks: [new TerminateOnNaN(raiseError: true)], verbose: 0));
    }

    // Sample 25, in the third batch of ten, holds NaN.
    private static Dataset Poisoned(out Dataset whole)
    {
        whole = Digits.Clusters(40);
        float[] x = [.. Enumerable.Range(0, 40).SelectMany(i => Digits.Clusters(40).Sample(i).ToArray())];
        x[25 * 8] = float.NaN;
        return Digits.Classes(x, whole.Labels.Classes.ToArray(), 8);
    }
}
