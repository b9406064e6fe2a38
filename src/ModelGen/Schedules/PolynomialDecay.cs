namespace ModelGen;

/// <summary>
/// Keras's PolynomialDecay: rate(s) = (initial - end)(1 - s / d)^power + end, where s stops at d = decaySteps; in cycles d is instead the
/// first multiple of decaySteps that is not below s.
/// </summary>
public sealed class PolynomialDecay : LearningRateSchedule
{
    /// <summary>A rate that goes to an end along a polynomial; with a power of 1 along a line.</summary>
    /// <param name="initialLearningRate">The first rate; at least 0 and finite.</param>
    /// <param name="decaySteps">In how many steps it reaches the end; at least 1.</param>
    /// <param name="endLearningRate">The last rate; at least 0 and finite.</param>
    /// <param name="power">At least 0 and finite.</param>
    /// <param name="cycle">Whether it rises again behind <paramref name="decaySteps"/> steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public PolynomialDecay(double initialLearningRate, long decaySteps, double endLearningRate = 0.0001, double power = 1,
        bool cycle = false)
    {
        Require.FiniteAndNotNegative(initialLearningRate);
        Require.AtLeast(decaySteps, 1);
        Require.FiniteAndNotNegative(endLearningRate);
        Require.FiniteAndNotNegative(power);
        (InitialLearningRate, DecaySteps, EndLearningRate, Power, Cycle) = (initialLearningRate, decaySteps, endLearningRate, power, cycle);
    }

    /// <summary>The first rate.</summary>
    public double InitialLearningRate { get; }

    /// <summary>In how many steps it reaches the end.</summary>
    public long DecaySteps { get; }

    /// <summary>The last rate.</summary>
    public double EndLearningRate { get; }

    /// <summary>The power of the polynomial.</summary>
    public double Power { get; }

    /// <summary>Whether it rises again.</summary>
    public bool Cycle { get; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        Require.AtLeast(step, 0);
        double steps = DecaySteps;
        if (Cycle && step > 0) { steps *= Math.Ceiling(step / steps); }
        double done = Math.Min(step, steps) / steps;
        return ((InitialLearningRate - EndLearningRate) * Math.Pow(1 - done, Power)) + EndLearningRate;
    }
}
