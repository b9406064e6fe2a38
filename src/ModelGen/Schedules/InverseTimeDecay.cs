namespace ModelGen;

/// <summary>
/// Keras's InverseTimeDecay: rate(s) = initial / (1 + decayRate x s / decaySteps), with the quotient rounded down in a staircase.
/// </summary>
public sealed class InverseTimeDecay : LearningRateSchedule
{
    /// <summary>A rate that falls as 1 / time.</summary>
    /// <param name="initialLearningRate">The first rate; at least 0 and finite.</param>
    /// <param name="decaySteps">How many steps count as one; at least 1.</param>
    /// <param name="decayRate">At least 0 and finite.</param>
    /// <param name="staircase">Whether it falls in one go each <paramref name="decaySteps"/> steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public InverseTimeDecay(double initialLearningRate, long decaySteps, double decayRate, bool staircase = false)
    {
        Require.FiniteAndNotNegative(initialLearningRate);
        Require.AtLeast(decaySteps, 1);
        Require.FiniteAndNotNegative(decayRate);
        (InitialLearningRate, DecaySteps, DecayRate, Staircase) = (initialLearningRate, decaySteps, decayRate, staircase);
    }

    /// <summary>The first rate.</summary>
    public double InitialLearningRate { get; }

    /// <summary>How many steps count as one.</summary>
    public long DecaySteps { get; }

    /// <summary>How fast it falls.</summary>
    public double DecayRate { get; }

    /// <summary>Whether it falls in one go.</summary>
    public bool Staircase { get; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        Require.AtLeast(step, 0);
        double time = (double)step / DecaySteps;
        return InitialLearningRate / (1 + (DecayRate * (Staircase ? Math.Floor(time) : time)));
    }
}
