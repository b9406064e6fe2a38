namespace ModelGen;

/// <summary>
/// A predictor that speaks of a model's inputs and outputs by their names, lent by the <c>Rent</c> of the model's own pool. Disposing it
/// gives the predictor back; once is enough, and a second time does nothing.
/// </summary>
/// <typeparam name="TPredictor">The model's own type of predictors.</typeparam>
/// <param name="rented">What the pool has lent.</param>
public readonly struct RentedPredictor<TPredictor>(RentedPredictor rented) : IDisposable where TPredictor : Predictor
{
    private readonly RentedPredictor _rented = rented;

    /// <inheritdoc cref="RentedPredictor.Predictor"/>
    public TPredictor Predictor => (TPredictor)_rented.Predictor;

    /// <inheritdoc/>
    public override string ToString() => _rented.ToString();

    /// <summary>The same rental, of a predictor whose type is not said.</summary>
    public static implicit operator RentedPredictor(RentedPredictor<TPredictor> rented) => rented._rented;

    /// <summary>Gives the predictor back.</summary>
    public void Dispose() => _rented.Dispose();
}
