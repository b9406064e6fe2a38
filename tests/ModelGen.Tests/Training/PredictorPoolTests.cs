using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>A pool serves many threads with few predictors.</summary>
[Collection(nameof(Alone))]
public class PredictorPoolTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);
    private static readonly float[] s_sample = [.. Enumerable.Range(0, 8).Select(i => .1f * i)];

    [Fact]
    public void Many_threads_get_what_the_model_predicts_from_no_more_predictors_than_there_may_be()
    {
        using LinearModel model = FitTests.Compiled();
        model.Fit(Digits.Clusters(30), verbose: 0);
        using PredictorPool pool = model.CreatePredictorPool(maxPredictors: 3);
        float[][] samples = [.. Enumerable.Range(0, 20).Select(i => Digits.Clusters(20).Sample(i).ToArray())];
        float[][] expected = [.. samples.Select(sample => model.Predict(sample))];
        int rented = 0, most = 0, wrong = 0;
        HashSet<Predictor> seen = [];
        Thread[] threads = [.. Enumerable.Range(0, 16).Select(number => new Thread(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                int n = (number + i) % samples.Length;
                if (i % 2 == 0)
                {
                    if (!pool.Predict(samples[n]).SequenceEqual(expected[n])) { Interlocked.Increment(ref wrong); }
                    continue;
                }

                using RentedPredictor one = pool.Rent();
                int now = Interlocked.Increment(ref rented);
                lock (seen)
                {
                    seen.Add(one.Predictor);
                    most = Math.Max(most, now);
                }

                if (!one.Predictor.PredictView(samples[n]).SequenceEqual(expected[n])) { Interlocked.Increment(ref wrong); }
                Interlocked.Decrement(ref rented);
            }
        }))];
        foreach (Thread thread in threads) { thread.Start(); }
        foreach (Thread thread in threads) { Assert.True(thread.Join(s_limit)); }
        Assert.Equal(0, wrong);
        Assert.InRange(most, 1, 3);
        Assert.InRange(seen.Count, 1, 3);
    }

    [Fact]
    public void Nothing_is_allocated_once_it_is_warm()
    {
        using LinearModel model = FitTests.Compiled();
        using PredictorPool pool = model.CreatePredictorPool(maxPredictors: 2);
        var outputs = new float[4];
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                pool.Predict(s_sample, outputs);
                using RentedPredictor first = pool.Rent(), second = pool.Rent();
                second.Predictor.PredictView(s_sample);
            }
        }));
    }

    [Fact]
    public void All_forms_predict_as_the_model_does()
    {
        using LinearModel model = FitTests.Compiled();
        using PredictorPool pool = model.CreatePredictorPool();
        Dataset data = Digits.Clusters(7);
        float[] inputs = data.InputColumns[0].Range(0, 7).ToArray(), expected = model.Predict(data), outputs = new float[28];
        Assert.Equal(Environment.ProcessorCount, pool.MaxPredictors);
        Assert.Equal(expected, pool.Predict(data, batchSize: 3));
        Assert.Equal(expected, pool.Predict(inputs, batchSize: 2));
        Assert.Equal(expected[..4], pool.Predict(data.Sample(0)));
        pool.Predict(inputs, outputs);
        Assert.Equal(expected, outputs);
    }

    [Fact]
    public void A_predictor_comes_back_once_and_is_out_of_reach_afterwards()
    {
        using LinearModel model = FitTests.Compiled();
        using PredictorPool pool = model.CreatePredictorPool(maxPredictors: 1);
        RentedPredictor old = pool.Rent();
        Predictor predictor = old.Predictor;
        old.Dispose();
        old.Dispose();
        Assert.Contains("given back", Assert.Throws<ObjectDisposedException>(() => old.Predictor).Message);
        using RentedPredictor current = pool.Rent();
        Assert.Same(predictor, current.Predictor);

        // The one who has given it back cannot give it back for another.
        old.Dispose();
        using var soon = new CancellationTokenSource(20);
        Assert.Throws<OperationCanceledException>(() => pool.Rent(soon.Token));
        Assert.Throws<ObjectDisposedException>(() => default(RentedPredictor).Predictor);
        default(RentedPredictor).Dispose();
    }

    [Fact]
    public void A_call_that_throws_gives_its_predictor_back()
    {
        using LinearModel model = FitTests.Compiled();
        using PredictorPool pool = model.CreatePredictorPool(maxPredictors: 1);
        for (int i = 0; i < 3; i++) { Assert.Throws<ArgumentException>(() => pool.Predict(new float[9])); }
        Assert.Equal(model.Predict(s_sample), pool.Predict(s_sample));

        // One that its renter has disposed is replaced.
        using (RentedPredictor rented = pool.Rent()) { rented.Predictor.Dispose(); }
        Assert.Equal(model.Predict(s_sample), pool.Predict(s_sample));
    }

    [Fact]
    public async Task Disposing_the_pool_refuses_those_who_wait_and_spares_those_who_have_one()
    {
        using LinearModel model = FitTests.Compiled();
        PredictorPool pool = model.CreatePredictorPool(maxPredictors: 1);
        RentedPredictor rented = pool.Rent();
        Predictor predictor = rented.Predictor;
        Task<Exception?> waiting = Task.Run(() => Record.Exception(() => pool.Predict(s_sample)));
        Thread.Sleep(20);
        pool.Dispose();
        Assert.IsType<ObjectDisposedException>(await waiting.WaitAsync(s_limit));
        Assert.Equal(model.Predict(s_sample), predictor.Predict(s_sample));
        rented.Dispose();
        Assert.Throws<ObjectDisposedException>(() => predictor.Predict(s_sample));
        Assert.Throws<ObjectDisposedException>(() => pool.Rent());
        pool.Dispose();
    }

    [Fact]
    public async Task Disposing_the_model_ends_those_who_wait_too()
    {
        LinearModel model = FitTests.Compiled();
        using PredictorPool pool = model.CreatePredictorPool(maxPredictors: 1);
        RentedPredictor rented = pool.Rent();
        Task<Exception?> waiting = Task.Run(() => Record.Exception(() => pool.Predict(s_sample)));
        Thread.Sleep(20);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => rented.Predictor.Predict(s_sample));
        rented.Dispose();
        Assert.IsType<ObjectDisposedException>(await waiting.WaitAsync(s_limit));
        Assert.Throws<ObjectDisposedException>(() => pool.Predict(s_sample));
    }

    [Fact]
    public void It_holds_at_least_one()
    {
        using LinearModel model = FitTests.Compiled();
        Assert.StartsWith("maxPredictors is 0; it must be at least 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => model.CreatePredictorPool(maxPredictors: 0)).Message);
    }
}
