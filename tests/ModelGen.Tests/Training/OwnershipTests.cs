using System.Runtime.CompilerServices;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Nothing that was disposed or let go is kept by what made it.</summary>
[Collection(nameof(Alone))]
public class OwnershipTests
{
    private static readonly float[] s_sample = new float[8];

    [Fact]
    public void Predictors_that_were_disposed_or_forgotten_leave_nothing_behind()
    {
        using var model = FitTests.Compiled();
        AssertCollected(() => Predicted(model, dispose: true));
        AssertCollected(() => Predicted(model, dispose: false));
        AssertCollected(() =>
        {
            PredictorPool pool = model.CreatePredictorPool();
            pool.Predict(s_sample);
            return pool;
        });
    }

    [Fact]
    public void A_disposed_predictor_holds_no_memory_though_somebody_holds_the_predictor()
    {
        using var model = FitTests.Compiled();
        Predictor predictor = Predicted(model, dispose: false);
        WeakReference values = ValuesOf(predictor);
        predictor.Dispose();
        Assert.True(IsCollected(values));
        GC.KeepAlive(predictor);
    }

    [Fact]
    public void Optimizers_that_were_replaced_leave_nothing_behind()
    {
        using var model = FitTests.Compiled();
        AssertCollected(() =>
        {
            Arena slots = Trained(model);
            model.Compile("sgd", Loss.CategoricalCrossentropy);
            return slots;
        });
        AssertCollected(() =>
        {
            model.Forward(s_sample);
            model.Backward(new[] { 1 }, Loss.CategoricalCrossentropy);
            var optimizer = new Lamb { UseEma = true };
            optimizer.Step(model);
            return optimizer.StateArenas[0].Values;
        });
    }

    [Fact]
    public void A_model_that_was_forgotten_leaves_nothing_behind() => AssertCollected(() =>
    {
        LinearModel model = FitTests.Compiled();
        Trained(model);
        return Predicted(model, dispose: false);
    });

    [Fact]
    public void The_heap_does_not_grow_with_what_comes_and_goes()
    {
        using var model = FitTests.Compiled();
        Run(100);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Run(10_000);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 100_000);

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                Predicted(model, dispose: true);
                if (i % 10 == 0) { Trained(model); }
            }
        }
    }

    [Fact]
    public void Of_what_many_threads_make_at_once_nothing_is_lost()
    {
        var owned = new OwnedObjects();
        Once[] all = [.. Enumerable.Range(0, 80_000).Select(_ => new Once())];
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (int i = thread; i < all.Length; i += 8)
            {
                WeakReference<IDisposable>? taken = owned.TryAdd(all[i]);
                if (i % 5 == 0) { owned.Remove(taken); }
            }
        });
        owned.Dispose();
        Assert.All(all, (each, i) => Assert.Equal(i % 5 == 0 ? 0 : 1, each.Times));
        Assert.Null(owned.TryAdd(new Once()));
    }

    private sealed class Once : IDisposable
    {
        public int Times { get; private set; }

        public void Dispose() => Times++;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Predictor Predicted(Model model, bool dispose)
    {
        Predictor predictor = model.CreatePredictor();
        predictor.Predict(s_sample);
        if (dispose) { predictor.Dispose(); }
        return predictor;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Arena Trained(Model model)
    {
        model.Compile(new Adam(), Loss.CategoricalCrossentropy, Metric.Accuracy);
        model.TrainOnBatch(s_sample, new[] { 1 });
        return model.Optimizer.StateArenas[0].Values;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ValuesOf(Predictor predictor) => new(predictor.Runner.Step.Values);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference WeaklyHeld(Func<object> make) => new(make());

    private static void AssertCollected(Func<object> make) => Assert.True(IsCollected(WeaklyHeld(make)));

    private static bool IsCollected(WeakReference reference)
    {
        for (int i = 0; i < 3 && reference.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return !reference.IsAlive;
    }
}
