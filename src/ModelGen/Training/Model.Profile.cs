namespace ModelGen;

/// <content>Where the time of a training step goes.</content>
public abstract partial class Model
{
    /// <summary>
    /// Measures what each layer takes in a training step, prints it as a table, and returns it. The calls are those of training but not
    /// joined: each works on the whole batch and is timed by itself, on one thread and on all, so that layers can be compared; what a step
    /// takes as training runs it stands below. Samples and gradients are random. Weights, statistics and gradients stay as they are; the
    /// loss and the optimizer are not measured.
    /// </summary>
    /// <param name="batchSize">The samples of a batch, at least 1.</param>
    /// <param name="steps">How many steps are measured, at least 1; times are their medians.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> or <paramref name="steps"/> is less than 1.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public ModelProfile Profile(int batchSize = 32, int steps = 20)
    {
        ModelProfile profile = Measure(batchSize, steps);
        Console.WriteLine(profile);
        return profile;
    }

    internal ModelProfile Measure(int batchSize, int steps)
    {
        Require.AtLeast(batchSize, 1);
        Require.AtLeast(steps, 1);
        using CallGuard.Entry call = Enter("Profile");
        using var profiler = new Profiler(this, batchSize, RunForward, RunBackward);
        return KeepingGradients(() => profiler.Run(steps));
    }

    // A backward pass overwrites gradients, which somebody may have added up.
    private T KeepingGradients<T>(Func<T> work)
    {
        if (!HasGradients) { return work(); }
        float[] gradients = new float[GradientArena.Length];
        GradientArena.Download(gradients);
        HasGradients = false;
        try { return work(); }
        finally
        {
            GradientArena.Upload(gradients);
            HasGradients = true;
        }
    }
}
