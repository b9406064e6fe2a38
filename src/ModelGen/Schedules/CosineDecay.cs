namespace ModelGen;

/// <summary>
/// Keras's CosineDecay: rate(s) = initial x ((1 - alpha)(1 + cos(pi s / decaySteps)) / 2 + alpha), where s stops at decaySteps. With a
/// warm-up it first goes in a line from the initial rate to warmupTarget in warmupSteps steps, and the cosine begins there. From Loshchilov
/// and Hutter, arXiv 1608.03983.
/// </summary>
public sealed class CosineDecay : LearningRateSchedule
{
    /// <summary>A rate that falls along half a cosine.</summary>
    /// <param name="initialLearningRate">The first rate; at least 0 and finite.</param>
    /// <param name="decaySteps">In how many steps it falls; at least 1. Those of the warm-up come before them.</param>
    /// <param name="alpha">What part of the highest rate is left in the end; from 0 to 1.</param>
    /// <param name="warmupTarget">The rate after the warm-up; at least 0 and finite. Left out: there is none.</param>
    /// <param name="warmupSteps">How many steps the warm-up has; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public CosineDecay(double initialLearningRate, long decaySteps, double alpha = 0, double? warmupTarget = null, long warmupSteps = 0)
    {
        Require.FiniteAndNotNegative(initialLearningRate);
        Require.AtLeast(decaySteps, 1);
        Require.Between(alpha, 0, 1);
        if (warmupTarget is { } target) { Require.FiniteAndNotNegative(target, nameof(warmupTarget)); }
        Require.AtLeast(warmupSteps, 0);
        (InitialLearningRate, DecaySteps, Alpha, WarmupTarget, WarmupSteps) = (initialLearningRate, decaySteps, alpha, warmupTarget,
            warmupSteps);
    }

    /// <summary>The first rate.</summary>
    public double InitialLearningRate { get; }

    /// <summary>In how many steps it falls.</summary>
    public long DecaySteps { get; }

    /// <summary>What part of the highest rate is left in the end.</summary>
    public double Alpha { get; }

    /// <summary>The rate after the warm-up; null where there is none.</summary>
    public double? WarmupTarget { get; }

    /// <summary>How many steps the warm-up has.</summary>
    public long WarmupSteps { get; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        Require.AtLeast(step, 0);
        if (WarmupTarget is not { } target) { return Fall(InitialLearningRate, step); }
        return step < WarmupSteps
            ? ((target - InitialLearningRate) * step / WarmupSteps) + InitialLearningRate
            : Fall(target, step - WarmupSteps);
    }

    private double Fall(double from, long step)
    {
        double done = (double)Math.Min(step, DecaySteps) / DecaySteps;
        return from * (((1 - Alpha) * 0.5 * (1 + Math.Cos(Math.PI * done))) + Alpha);
    }
}
