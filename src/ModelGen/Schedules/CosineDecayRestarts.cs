namespace ModelGen;

/// <summary>
/// Keras's CosineDecayRestarts: rate(s) = initial x ((1 - alpha) mMul^i (1 + cos(pi f)) / 2 + alpha) in fraction f of period i. Period 0
/// has firstDecaySteps steps, each further one tMul times as many. From Loshchilov and Hutter, arXiv 1608.03983.
/// </summary>
public sealed class CosineDecayRestarts : LearningRateSchedule
{
    /// <summary>A rate that falls along half a cosine again and again.</summary>
    /// <param name="initialLearningRate">The first rate; at least 0 and finite.</param>
    /// <param name="firstDecaySteps">How many steps the first period has; at least 1.</param>
    /// <param name="tMul">How many times longer each further period is; at least 1 and finite.</param>
    /// <param name="mMul">How many times higher the rate is at its beginning; at least 0 and finite.</param>
    /// <param name="alpha">What part of the first rate is left at the end of a period; from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public CosineDecayRestarts(double initialLearningRate, long firstDecaySteps, double tMul = 2, double mMul = 1, double alpha = 0)
    {
        Require.FiniteAndNotNegative(initialLearningRate);
        Require.AtLeast(firstDecaySteps, 1);
        Require.FiniteAndAtLeast(tMul, 1);
        Require.FiniteAndNotNegative(mMul);
        Require.Between(alpha, 0, 1);
        (InitialLearningRate, FirstDecaySteps, TMul, MMul, Alpha) = (initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
    }

    /// <summary>The first rate.</summary>
    public double InitialLearningRate { get; }

    /// <summary>How many steps the first period has.</summary>
    public long FirstDecaySteps { get; }

    /// <summary>How many times longer each further period is.</summary>
    public double TMul { get; }

    /// <summary>How many times higher the rate is at its beginning.</summary>
    public double MMul { get; }

    /// <summary>What part of the first rate is left at the end of a period.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        Require.AtLeast(step, 0);
        double time = (double)step / FirstDecaySteps, period, done;
        float growth = (float)TMul;
        if (growth == 1f)
        {
            period = Math.Floor(time);
            done = time - period;
        }
        else
        {
            // The period in float32, as Keras: at its first step the quotient of the logarithms is a whole number there.
            period = MathF.Floor(MathF.Log(1f - ((float)time * (1f - growth))) / MathF.Log(growth));
            double length = Math.Pow(growth, period);
            done = (time - ((1 - length) / (1 - growth))) / length;
        }

        return InitialLearningRate * (((1 - Alpha) * 0.5 * Math.Pow(MMul, period) * (1 + Math.Cos(Math.PI * done))) + Alpha);
    }
}
