namespace ModelGen;

/// <summary>
/// A predictor that <see cref="PredictorPool.Rent"/> has lent. Disposing it gives the predictor back; once is enough, and a second time
/// does nothing.
/// </summary>
public readonly struct RentedPredictor : IDisposable
{
    private readonly PredictorPool? _pool;
    private readonly PredictorPool.Place _place;
    private readonly long _rental;

    internal RentedPredictor(PredictorPool pool, PredictorPool.Place place) => (_pool, _place, _rental) = (pool, place, place.Rental);

    /// <summary>The predictor; for one thread at a time, and only until it is given back.</summary>
    /// <exception cref="ObjectDisposedException">It has been given back.</exception>
    public Predictor Predictor => _pool is not null && _place.Rental == _rental
        ? _place.Predictor!
        : throw new ObjectDisposedException(nameof(RentedPredictor),
            "This predictor has been given back to its pool, which may have lent it to somebody else. Rent another.");

    /// <inheritdoc/>
    public override string ToString() => _pool is null ? "no predictor" : $"rented from a {_pool}";

    /// <summary>Gives the predictor back.</summary>
    public void Dispose() => _pool?.Return(_place, _rental);
}
