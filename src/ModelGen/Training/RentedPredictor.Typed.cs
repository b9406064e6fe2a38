namespace ModelGen;

/// <summary>
/// A predictor that speaks of a model's inputs and outputs by their names, lent by the <c>Rent</c> of the model's own pool. Disposing it
/// gives the predictor back; once is enough, and a second time does nothing.
/// </summary>
/// <typeparam name="TPredictor">The model's own type of predictors.</typeparam>
/// <param name="rented">What the pool has lent.</param>
public readonly struct RentedPredictor<TPredictor>(RentedPredictor rented) : IDisposable where TPredictor : Predictor
{
    /// <inheritdoc cref="RentedPredictor.Predictor"/>
    public TPredictor Predictor => (TPredictor)rented.Predictor;

    /// <inheritdoc/>
    public override string ToString() => rented.ToString();

    /// <summary>Gives the predictor back.</summary>
    public void Dispose() => rented.Dispose();
}
