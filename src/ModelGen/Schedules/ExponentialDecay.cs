namespace ModelGen;

/// <summary>
/// Keras's ExponentialDecay: rate(s) = initial x decayRate^(s / decaySteps), with the exponent rounded down in a staircase.
/// </summary>
public sealed class ExponentialDecay : LearningRateSchedule
{
    /// <summary>A rate that falls by the same factor in the same number of steps.</summary>
    /// <param name="initialLearningRate">The first rate; at least 0 and finite.</param>
    /// <param name="decaySteps">In how many steps it is multiplied by <paramref name="decayRate"/>; at least 1.</param>
    /// <param name="decayRate">At least 0 and finite.</param>
    /// <param name="staircase">Whether it falls in one go each <paramref name="decaySteps"/> steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ExponentialDecay(double initialLearningRate, long decaySteps, double decayRate, bool staircase = false)
    {
        Require.FiniteAndNotNegative(initialLearningRate);
        Require.AtLeast(decaySteps, 1);
        Require.FiniteAndNotNegative(decayRate);
        (InitialLearningRate, DecaySteps, DecayRate, Staircase) = (initialLearningRate, decaySteps, decayRate, staircase);
    }

    /// <summary>The first rate.</summary>
    public double InitialLearningRate { get; }

    /// <summary>In how many steps it is multiplied by <see cref="DecayRate"/>.</summary>
    public long DecaySteps { get; }

    /// <summary>By what it is multiplied.</summary>
    public double DecayRate { get; }

    /// <summary>Whether it falls in one go.</summary>
    public bool Staircase { get; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        Require.AtLeast(step, 0);
        double exponent = (double)step / DecaySteps;
        return InitialLearningRate * Math.Pow(DecayRate, Staircase ? Math.Floor(exponent) : exponent);
    }
}
