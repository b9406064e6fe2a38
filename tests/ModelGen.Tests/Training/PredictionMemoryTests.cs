using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>What is handed out is the caller's, or says that it is not, and what is read later than it may be is refused.</summary>
public class PredictionMemoryTests
{
    private static readonly float[] s_first = [1, 0, 0, 0, 0, 0, 0, 0], s_second = [0, 0, 3, 0, 0, 0, 0, 0];

    [Fact]
    public void Two_predictions_do_not_share_memory()
    {
        using LinearModel model = Trained(8, 4);
        using Predictor predictor = model.CreatePredictor();
        using PredictorPool pool = model.CreatePredictorPool(maxPredictors: 1);
        Check(sample => model.Predict(sample));
        Check(sample => predictor.Predict(sample));
        Check(sample => pool.Predict(sample));
        Check(sample => model.Predict(sample, batchSize: 1));
        Check(sample => model.Predict(Dataset.From(sample, new[] { 0 }, 8)));

        static void Check(Func<float[], float[]> predict)
        {
            float[] first = predict(s_first), kept = [.. first], second = predict(s_second);
            Assert.Equal(kept, first);
            Assert.NotEqual(second, first);
        }
    }

    [Fact]
    public void A_view_has_the_same_values_until_the_next_call()
    {
        using LinearModel model = Trained(8, 4);
        ReadOnlySpan<float> view = model.PredictView(s_first);
        Assert.Equal(model.CreatePredictor().Predict(s_first), view.ToArray());
        model.PredictView(s_second);
        Assert.Equal(model.CreatePredictor().Predict(s_second), view.ToArray());
    }

    [Fact]
    public void What_a_model_gave_may_be_given_to_it_again()
    {
        using LinearModel model = Trained(8, 8), other = Trained(8, 8), wide = Trained(8, 16);
        Assert.Equal(model.Predict(model.Predict(s_first)), model.Predict(model.PredictView(s_first)));
        Assert.Equal(model.Forward(model.Predict(s_first)).ToArray(), model.Forward(model.Forward(s_first)).ToArray());
        Assert.Equal(wide.Predict(wide.Predict(s_first), batchSize: 1), wide.Predict(wide.PredictView(s_first), batchSize: 1));

        model.TrainOnBatch(model.Forward(s_first), new[] { 1 });
        other.TrainOnBatch(other.Forward(s_first).ToArray(), new[] { 1 });
        Assert.Equal(other.GetWeights(), model.GetWeights());

        model.BackwardFrom(model.Forward(s_first));
        other.BackwardFrom(other.Forward(s_first).ToArray());
        Assert.Equal(other.Parameters[0].GradientToArray(), model.Parameters[0].GradientToArray());
    }

    [Fact]
    public void Outputs_over_the_samples_are_refused()
    {
        using LinearModel model = Trained(8, 8);
        var values = new float[40];
        Assert.StartsWith("The outputs lie over the samples",
            Assert.Throws<ArgumentException>(() => model.Predict(values.AsSpan(0, 24), values.AsSpan(16, 24), 1)).Message);
        Assert.Throws<ArgumentException>(() => model.CreatePredictor().Predict(values, values));
        Assert.All(values, value => Assert.Equal(0, value));
        model.Predict(values.AsSpan(0, 16), values.AsSpan(16, 16));
    }

    [Fact]
    public void Outputs_and_losses_are_refused_when_a_later_batch_has_overwritten_them()
    {
        using LinearModel model = Trained(8, 4);
        ModelOutput first = model.Forward(s_first), second = model.Forward((float[])[.. s_first, .. s_second]);
        Assert.Equal((1, 2), (first.Samples, second.Samples));
        Assert.Equal(8, second.ToArray().Length);
        Assert.StartsWith("A later batch has overwritten these outputs.", Refused(first));
        BatchLoss loss = model.Backward(new[] { 0, 2 });
        Assert.Equal(4, second[1].Length);
        Assert.True(loss > 0);
        model.Compile("sgd", "mse");
        Assert.StartsWith("A later batch has overwritten this loss.", Assert.Throws<InvalidOperationException>(() => loss.Value).Message);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => loss.Value);

        static string Refused(ModelOutput output)
        {
            try { return $"{output.Span.Length} values"; }
            catch (InvalidOperationException e) { return e.Message; }
        }
    }

    [Fact]
    public void A_batch_is_refused_when_a_later_one_has_overwritten_it()
    {
        Dataset data = Digits.Clusters(10).WithSampleWeight(new float[10]);
        Batch[] batches = [.. data.Batches(4)];
        Assert.Equal([4, 4, 2], batches.Select(batch => batch.Count));
        Assert.Equal(data.Sample(8).ToArray(), batches[2].Inputs[..8].ToArray());
        Assert.StartsWith("A later batch has overwritten this one",
            Assert.Throws<InvalidOperationException>(() => batches[0].Inputs.Length).Message);
        Assert.Throws<InvalidOperationException>(() => batches[1].Labels);
        Assert.Throws<InvalidOperationException>(() => batches[1].SampleWeights.Length);
        Assert.True(default(Batch).Inputs.IsEmpty);

        // Two enumerations have memory of their own.
        foreach ((Batch a, Batch b) in data.Batches(4).Zip(data.Batches(4))) { Assert.Equal(a.Inputs.ToArray(), b.Inputs.ToArray()); }
    }

    private static LinearModel Trained(int inputs, int outputs)
    {
        var model = new LinearModel(inputs, outputs);
        model.Compile(new SGD(0.5), Loss.CategoricalCrossentropy);
        model.TrainOnBatch(s_first, new[] { 1 });
        return model;
    }
}
