namespace ModelGen;

/// <summary>
/// Keras's PiecewiseConstantDecay: rate(s) = values[i] for the first boundaries[i] that s does not exceed, after the last one the last
/// value.
/// </summary>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    private readonly long[] _boundaries;
    private readonly double[] _values;

    /// <summary>Rates for stretches of steps. A boundary belongs to the stretch before it.</summary>
    /// <param name="boundaries">The last steps of all stretches but the last one, rising; at least one.</param>
    /// <param name="values">The rates of the stretches, one more than boundaries; at least 0 and finite.</param>
    /// <exception cref="ArgumentException">There is not one value more than boundaries, or the boundaries do not rise.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public PiecewiseConstantDecay(IEnumerable<long> boundaries, IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        ArgumentNullException.ThrowIfNull(values);
        (_boundaries, _values) = ([.. boundaries], [.. values]);
        if (_boundaries.Length == 0 || _values.Length != _boundaries.Length + 1)
        {
            throw new ArgumentException(
                $"{_boundaries.Length:N0} boundaries and {_values.Length:N0} values are given; there must be at least one boundary, and "
                    + "one value more than boundaries.", nameof(values));
        }

        for (int i = 1; i < _boundaries.Length; i++)
        {
            if (_boundaries[i] <= _boundaries[i - 1])
            {
                throw new ArgumentException($"Boundaries must rise, but {_boundaries[i]:N0} comes after {_boundaries[i - 1]:N0}.",
                    nameof(boundaries));
            }
        }

        for (int i = 0; i < _values.Length; i++) { Require.FiniteAndNotNegative(_values[i], $"values[{i}]"); }
    }

    /// <summary>The last steps of all stretches but the last one.</summary>
    public IReadOnlyList<long> Boundaries => _boundaries;

    /// <summary>The rates of the stretches.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <inheritdoc/>
    public override double At(long step)
    {
        Require.AtLeast(step, 0);
        int i = 0;
        while (i < _boundaries.Length && step > _boundaries[i]) { i++; }
        return _values[i];
    }
}
