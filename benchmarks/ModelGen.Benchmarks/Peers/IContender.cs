namespace ModelGen.Benchmarks;

/// <summary>One side of a comparison: the same network, weights and samples in some library.</summary>
internal interface IContender : IDisposable
{
    /// <summary>
    /// Takes one step on the same samples again: a whole training step or a prediction. Returns the loss or the first output, when all is
    /// done.
    /// </summary>
    float Step();

    /// <summary><see cref="StepsAtOnce"/> on a GPU.</summary>
    const int StepsOnGpu = 100;

    /// <summary>
    /// How many steps are begun before the last of them is awaited: one, and on a GPU, which works them off meanwhile, many.
    /// </summary>
    int StepsAtOnce => 1;

    /// <summary>Takes several steps, and returns what the last one gives when all are done.</summary>
    float Steps(int count)
    {
        for (int i = 1; i < count; i++) { Step(); }
        return Step();
    }

    /// <summary>What this side has taken of the processors so far: this process's time, or that of the process it works in.</summary>
    TimeSpan CpuTime => Environment.CpuUsage.TotalTime;

    /// <summary>Takes one step and returns all it computed.</summary>
    StepResults Check();
}
