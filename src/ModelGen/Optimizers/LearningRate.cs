namespace ModelGen;

/// <summary>How far an optimizer goes in one step. A number converts to it: <c>optimizer.LearningRate = 0.001</c>.</summary>
public readonly struct LearningRate
{
    /// <summary>The same rate for every step.</summary>
    /// <param name="value">At least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative, infinite or not a number.</exception>
    public LearningRate(double value)
    {
        Require.FiniteAndNotNegative(value, "learningRate");
        Value = value;
    }

    /// <summary>The rate.</summary>
    public double Value { get; }

    /// <summary>The same rate for every step.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative, infinite or not a number.</exception>
    public static implicit operator LearningRate(double value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Value}");
}
