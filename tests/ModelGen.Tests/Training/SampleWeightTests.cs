using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Weights of samples: what they do to a loss, and how they get there.</summary>
public class SampleWeightTests
{
    [Fact]
    public void A_sample_of_weight_two_trains_like_two_samples_and_one_of_weight_zero_like_none()
    {
        float[] x = [1, 2, 3, 4, 5, 6], y = [1, 0, 2, 0, 3, 1];
        float[] weighted = Train(Dataset.From(x, y, sampleWeight: [2f, 0, 1], 2));
        // sum(v w) / 3 samples both times.
        float[] repeated = Train(Dataset.From((float[])[1, 2, 1, 2, 5, 6], (float[])[1, 0, 1, 0, 3, 1], 2));
        for (int i = 0; i < weighted.Length; i++) { Assert.Equal(repeated[i], weighted[i], 1e-6f); }

        static float[] Train(Dataset data)
        {
            using var model = new LinearModel(2, 2, Activation.Linear);
            model.Compile(new SGD(0.01), Loss.MeanSquaredError);
            model.Fit(data, epochs: 2, batchSize: 3, shuffle: false, verbose: 0);
            return model.Parameters[0].ToArray();
        }
    }

    [Fact]
    public void The_loss_of_an_epoch_is_divided_by_samples_and_not_by_weights()
    {
        Dataset data = Digits.Clusters(53);
        float[] weights = [.. Enumerable.Range(0, 53).Select(i => 0.5f * (i % 3))];
        using var model = new LinearModel(8, 4);
        model.Compile(new SGD(0), Loss.CategoricalCrossentropy, Metric.Accuracy);
        float[] p = model.Predict(data);
        double expected = Enumerable.Range(0, 53).Sum(i => weights[i] * -Math.Log(p[(i * 4) + data.Label(i)])) / 53;
        double accuracy = model.Evaluate(data).Accuracy;

        Dataset weighted = data.WithSampleWeight(weights);
        History history = model.Fit(weighted, epochs: 1, batchSize: 10, verbose: 0);
        Assert.Equal(expected, history["loss"][0], 1e-6);
        Evaluation evaluation = model.Evaluate(weighted, batchSize: 7);
        Assert.Equal(expected, evaluation.Loss, 1e-6);
        Assert.Equal(accuracy, evaluation.Accuracy, 1e-12);
    }

    [Fact]
    public void The_loss_of_an_epoch_of_sums_is_their_mean_over_samples()
    {
        // Errors 1, 2 and 3: batches of 2 and 1 have the losses 1 + 4 and 9; (2 (5) + 1 (9)) / 3.
        using var model = new LinearModel(1, 1, Activation.Linear);
        model.Compile(new SGD(0), new MeanSquaredError(Reduction.Sum));
        model.Parameters[0].Set([0f]);
        History history = model.Fit(Dataset.From((float[])[0, 0, 0], (float[])[1, 2, 3], 1), batchSize: 2, shuffle: false, verbose: 0);
        Assert.Equal(19 / 3.0, history["loss"][0], 1e-6);
    }

    [Fact]
    public void A_regularizer_is_part_of_the_loss_of_a_batch_and_of_an_epoch()
    {
        using var model = new LinearModel(1, 1, Activation.Linear);
        model.Compile("sgd", "mse");
        LossAndMetrics lossAndMetrics = model.TrainingLossAndMetrics;
        for (int samples = 1; samples <= 2; samples++)
        {
            model.Forward(new float[samples]);
            lossAndMetrics.Begin(samples);
            lossAndMetrics.Take([(float[])[.. Enumerable.Repeat(2f, samples)]], default, default);
            lossAndMetrics.ComputeLoss(model.Trainer.Step, [Loss.MeanSquaredError], withGradient: false, regularization: .25 * samples);
            Assert.Equal(4 + (.25 * samples), lossAndMetrics.BatchLoss(), 1e-12);
            lossAndMetrics.Accumulate();
        }

        var logs = new Logs(lossAndMetrics.Names());
        lossAndMetrics.Read(logs, lossAndMetrics.Names());
        Assert.Equal(4 + ((.25 + (2 * .5)) / 3), logs["loss"], 1e-12);
    }

    [Fact]
    public void The_loop_by_hand_gives_the_bits_of_Fit()
    {
        Dataset data = Digits.Clusters(53).WithSampleWeight((float[])[.. Enumerable.Range(0, 53).Select(i => 0.1f * i)]);
        using var fitted = new LinearModel(8, 4, seed: 7);
        using var looped = new LinearModel(8, 4, seed: 7);
        fitted.Compile(new SGD(0.1), Loss.CategoricalCrossentropy);
        fitted.Fit(data, batchSize: 10, verbose: 0);
        var optimizer = new SGD(0.1);
        foreach (Batch batch in data.Batches(10, shuffleSeed: 7))
        {
            Assert.Equal(batch.Count, batch.SampleWeights.Length);
            looped.Forward(batch.Inputs);
            looped.Backward(batch.Labels, Loss.CategoricalCrossentropy, batch.SampleWeights);
            optimizer.Step(looped);
        }

        Assert.Equal(fitted.Parameters[0].ToArray(), looped.Parameters[0].ToArray());
    }

    [Fact]
    public void A_part_of_a_data_set_keeps_its_weights()
    {
        Dataset data = Dataset.From((float[])[1, 2, 3, 4], (int[])[0, 1, 0, 1], sampleWeight: [1f, 2, 3, 4], 1);
        Assert.Equal([3f, 4], data.Skip(2).SampleWeights.ToArray());
        Assert.Equal([1f, 2], data.Take(2).SampleWeights.ToArray());
        Assert.Equal(0, data.WithSampleWeight(default).WeightSize);
    }

    [Fact]
    public void Weights_that_do_not_fit_say_what_is_needed()
    {
        Dataset data = Digits.Clusters(4);
        Says("There are 3 sample weights for 4 samples; give one for each sample. (Parameter 'sampleWeight')",
            () => data.WithSampleWeight(new float[3]));
        Says("The weight of sample 1 is NaN; weights are finite numbers, and 0 leaves a sample out. (Parameter 'sampleWeight')",
            () => data.WithSampleWeight((float[])[1, float.NaN, 1, 1]));
        using var model = new LinearModel(8, 4);
        model.Compile("sgd", "categorical_crossentropy");
        Says("4 samples need 4 sample weights, but 8 are given. (Parameter 'sampleWeight')",
            () => model.Fit(data.WithSampleWeight(new float[8]), verbose: 0));
        model.Forward(data.Sample(0));
        Says("1 samples need 1 sample weights, but 2 are given. (Parameter 'sampleWeight')",
            () => model.Backward(new Labels(data.Labels.Classes[..1]), sampleWeight: [1, 2]));

        static void Says(string message, Action act) => Assert.Equal(message, Assert.Throws<ArgumentException>(act).Message);
    }
}
