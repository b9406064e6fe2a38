using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>The same bits from Fit and from the loop by hand, and from any number of threads.</summary>
public class RepeatabilityTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_loop_by_hand_gives_the_same_bits_as_Fit(bool adam)
    {
        Dataset data = Digits.Clusters(53);
        using var fitted = new LinearModel(8, 4, seed: 7);
        using var looped = new LinearModel(8, 4, seed: 7);
        fitted.Compile(Make(), Loss.CategoricalCrossentropy);
        History history = fitted.Fit(data, epochs: 3, batchSize: 10, verbose: 0);

        Optimizer optimizer = Make();
        for (int epoch = 0; epoch < 3; epoch++)
        {
            double sum = 0;
            foreach (Batch batch in data.Batches(10, shuffleSeed: 7, epoch))
            {
                ModelOutput y = looped.Forward(batch.Inputs);
                Assert.Equal(batch.Count * 4, ((ReadOnlySpan<float>)y).Length);
                float loss = looped.Backward(batch.Labels, Loss.CategoricalCrossentropy);
                sum += (double)loss * batch.Count;
                optimizer.Step(looped);
            }

            Assert.Equal(sum / data.Count, history["loss"][epoch], 1e-6);
        }

        Assert.Equal(fitted.Parameters[0].ToArray(), looped.Parameters[0].ToArray());

        Optimizer Make() => adam ? new Adam(0.01) : new SGD(0.1, momentum: 0.9);
    }

    [Theory]
    [InlineData("sgd", "categorical_crossentropy", Activation.Softmax)]
    [InlineData("adam", "categorical_crossentropy", Activation.Softmax)]
    [InlineData("sgd", "mse", Activation.Linear)]
    public void The_number_of_threads_changes_no_bit(string optimizer, string loss, Activation activation)
    {
        // 200 x 500 parameters and 33 x 500 outputs are work for several threads; the last batch has 7 samples.
        var random = new Random(3);
        float[] x = [.. Enumerable.Range(0, 40 * 200).Select(_ => (float)random.NextDouble())];
        float[] targets = [.. Enumerable.Range(0, 40 * 500).Select(_ => (float)random.NextDouble() / 250)];
        float[] first = Train(1);
        Assert.All([2, 3, 7, 16], threads => Assert.Equal(first, Train(threads)));

        float[] Train(int threads)
        {
            using var model = new LinearModel(200, 500, activation, device: new CpuDevice(threads));
            model.Compile(optimizer, loss);
            model.Fit(Dataset.From(x, targets, 200), epochs: 2, batchSize: 33, verbose: 0);
            return model.Parameters[0].ToArray();
        }
    }
}
