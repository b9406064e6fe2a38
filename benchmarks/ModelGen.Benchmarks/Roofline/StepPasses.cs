using System.Diagnostics;

namespace ModelGen.Benchmarks;

/// <summary>The passes of a whole training step, timed one by one: seconds of a step.</summary>
internal readonly record struct StepPasses(double Forward, double Backward, double Update)
{
    // Until the JIT has compiled everything for good.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public double Whole => Forward + Backward + Update;

    /// <summary>The fastest of five blocks, after one untimed.</summary>
    public static StepPasses Measure(Work work, Samples samples, int threads, TimeSpan block)
    {
        using var trainer = new ModelGenTrainer(work, samples, new CpuDevice(threads));
        Run(trainer, WarmUp);
        return Enumerable.Range(0, 5).Select(_ => Run(trainer, block)).MinBy(passes => passes.Whole);
    }

    private static StepPasses Run(ModelGenTrainer trainer, TimeSpan block)
    {
        (long forward, long backward, long update) = (0, 0, 0);
        var clock = Stopwatch.StartNew();
        int steps = 0;
        do
        {
            long start = Stopwatch.GetTimestamp();
            trainer.Forward();
            long afterForward = Stopwatch.GetTimestamp();
            trainer.Backward();
            long afterBackward = Stopwatch.GetTimestamp();
            trainer.Update();
            (forward, backward, update) = (forward + afterForward - start, backward + afterBackward - afterForward,
                update + Stopwatch.GetTimestamp() - afterBackward);
            steps++;
        }
        while (clock.Elapsed < block);
        double each = 1.0 / steps / Stopwatch.Frequency;
        return new StepPasses(forward * each, backward * each, update * each);
    }
}
