namespace ModelGen;

/// <summary>
/// How far an optimizer goes in one step. A number or a schedule converts to it: <c>optimizer.LearningRate = 0.001</c>, <c>new SGD(new
/// CosineDecay(0.1, 1000))</c>.
/// </summary>
public readonly struct LearningRate
{
    private readonly double _value;

    /// <summary>The same rate for every step.</summary>
    /// <param name="value">At least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative, infinite or not a number.</exception>
    public LearningRate(double value)
    {
        Require.FiniteAndNotNegative(value, "learningRate");
        _value = value;
    }

    /// <summary>A rate that changes from step to step.</summary>
    public LearningRate(LearningRateSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Schedule = schedule;
    }

    /// <summary>The schedule; null for a number.</summary>
    public LearningRateSchedule? Schedule { get; }

    /// <summary>The rate; with a schedule that of the first step.</summary>
    public double Value => Schedule is null ? _value : At(0);

    /// <summary>The rate of a step.</summary>
    /// <param name="step">How many steps came before.</param>
    /// <exception cref="InvalidOperationException">The schedule gives a rate that is negative, infinite or not a number.</exception>
    public double At(long step)
    {
        if (Schedule is null) { return _value; }
        double rate = Schedule.At(step);
        return rate >= 0 && float.IsFinite((float)rate)
            ? rate
            : throw new InvalidOperationException(
                $"{Schedule.GetType().Name} gives a learning rate of {rate} for step {step}; it must be at least 0 and finite.");
    }

    /// <summary>The same rate for every step.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative, infinite or not a number.</exception>
    public static implicit operator LearningRate(double value) => new(value);

    /// <summary>A rate that changes from step to step.</summary>
    public static implicit operator LearningRate(LearningRateSchedule schedule) => new(schedule);

    /// <inheritdoc/>
    public override string ToString() => Schedule is null ? $"{_value}" : Schedule.GetType().Name;
}
