using System.ComponentModel;
using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Predictors for many threads, of a web service say: each call takes one that is free, makes one where there are not yet as many as there
/// may be, and else waits. All share the model's weights. Once it has made them and they have seen their largest batch, it allocates
/// nothing. All its members are safe from many threads.
/// </summary>
/// <remarks>
/// Disposing the pool refuses new calls, also those that wait, and disposes the predictors that are free; those that are rented go on and
/// are disposed when they come back. Disposing the model ends them all. The pool need not be disposed before its model.
/// </remarks>
public class PredictorPool : IDisposable
{
    private const string NobodyReturns = "All predictors are rented, and a browser's one thread cannot wait for one. "
        + "Dispose what Rent has given, or make the pool larger.";

    private readonly Model _model;
    private readonly object _gate = new();
    private readonly Stack<Place> _free;
    private int _made;
    private bool _disposed;

    /// <summary>One of a model, as <see cref="Model.CreatePredictorPool"/> makes it.</summary>
    protected internal PredictorPool(Model model, int? maxPredictors)
    {
        ArgumentNullException.ThrowIfNull(model);
        ObjectDisposedException.ThrowIf(model.IsDisposed, model);
        (_model, MaxPredictors) = (model,
            Require.AtLeast(maxPredictors ?? Environment.ProcessorCount, 1, nameof(maxPredictors)));
        _free = new Stack<Place>(MaxPredictors);
    }

    /// <summary>How many predictors there are at most, and so how many calls run at the same time.</summary>
    public int MaxPredictors { get; }

    /// <summary>Whose it is, how many may predict at the same time, and where they compute.</summary>
    public override string ToString() => $"pool of up to {MaxPredictors} predictors of {_model.Definition.Name}, {_model.Device}";

    /// <inheritdoc cref="Predictor.Predict(ReadOnlySpan{float})"/>
    /// <exception cref="ObjectDisposedException">The pool or its model has been disposed.</exception>
    public float[] Predict(ReadOnlySpan<float> sample)
    {
        using RentedPredictor rented = Rent();
        return rented.Predictor.Predict(sample);
    }

    /// <inheritdoc cref="Predictor.Predict(ReadOnlySpan{float}, int)"/>
    /// <exception cref="ObjectDisposedException">The pool or its model has been disposed.</exception>
    public float[] Predict(ReadOnlySpan<float> samples, int batchSize)
    {
        using RentedPredictor rented = Rent();
        return rented.Predictor.Predict(samples, batchSize);
    }

    /// <inheritdoc cref="Predictor.Predict(ReadOnlySpan{float}, Span{float}, int)"/>
    /// <exception cref="ObjectDisposedException">The pool or its model has been disposed.</exception>
    public void Predict(ReadOnlySpan<float> samples, Span<float> outputs, int batchSize = 32)
    {
        using RentedPredictor rented = Rent();
        rented.Predictor.Predict(samples, outputs, batchSize);
    }

    /// <inheritdoc cref="Predictor.Predict(Dataset, int)"/>
    /// <exception cref="ObjectDisposedException">The pool or its model has been disposed.</exception>
    public float[] Predict(Dataset data, int batchSize = 32)
    {
        using RentedPredictor rented = Rent();
        return rented.Predictor.Predict(data, batchSize);
    }

    /// <inheritdoc cref="Predictor.PredictByName(Dataset, int)"/>
    /// <exception cref="ObjectDisposedException">The pool or its model has been disposed.</exception>
    public IReadOnlyDictionary<string, float[]> PredictByName(Dataset data, int batchSize = 32)
    {
        using RentedPredictor rented = Rent();
        return rented.Predictor.PredictByName(data, batchSize);
    }

    /// <inheritdoc cref="Predictor.PredictOutputs(FloatSpans)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected float[][] PredictOutputs(FloatSpans sample)
    {
        using RentedPredictor rented = Rent();
        return rented.Predictor.PredictOutputs(sample);
    }

    /// <inheritdoc cref="Predictor.PredictOutputs(FloatSpans, int)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected float[][] PredictOutputs(FloatSpans samples, int batchSize)
    {
        using RentedPredictor rented = Rent();
        return rented.Predictor.PredictOutputs(samples, batchSize);
    }

    /// <inheritdoc cref="Predictor.PredictAll(Dataset, int)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected float[][] PredictAll(Dataset data, int batchSize)
    {
        using RentedPredictor rented = Rent();
        return rented.Predictor.PredictAll(data, batchSize);
    }

    /// <summary>
    /// Takes a predictor for several calls: <c>using var rented = pool.Rent();</c>. Disposing what is returned gives it back.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for one, where all are rented.</param>
    /// <exception cref="ObjectDisposedException">The pool or its model has been disposed.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    /// <exception cref="InvalidOperationException">All are rented in a browser, whose one thread cannot wait.</exception>
    public RentedPredictor Rent(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Place place = Take(cancellationToken);
        try
        {
            // One that its renter has disposed is replaced.
            if (place.Predictor is null or { IsDisposed: true }) { place.Predictor = _model.CreatePredictor(); }
        }
        catch
        {
            Return(place, place.Rental);
            throw;
        }

        return new RentedPredictor(this, place);
    }

    /// <summary>
    /// Disposes the predictors that are free, and each other one when it comes back. Calls that wait for one, and later calls, throw.
    /// </summary>
    public void Dispose()
    {
        Place[] free;
        lock (_gate)
        {
            _disposed = true;
            free = [.. _free];
            _free.Clear();
            Monitor.PulseAll(_gate);
        }

        foreach (Place place in free) { place.Predictor?.Dispose(); }
    }

    /// <summary>Takes a predictor back, unless that rental has ended before.</summary>
    internal void Return(Place place, long rental)
    {
        lock (_gate)
        {
            if (place.Rental != rental) { return; }
            place.Rental++;
            if (!_disposed)
            {
                _free.Push(place);
                Monitor.Pulse(_gate);
                return;
            }
        }

        place.Predictor?.Dispose();
    }

    private Place Take(CancellationToken cancellationToken)
    {
        CancellationTokenRegistration cancellation = default;
        try
        {
            lock (_gate)
            {
                while (true)
                {
                    ObjectDisposedException.ThrowIf(_disposed, this);
                    if (_free.TryPop(out Place? place)) { return place; }
                    if (_made < MaxPredictors)
                    {
                        _made++;
                        return new Place();
                    }

                    // Only now: whoever was woken takes what he was woken for, so that it is not left lying while others wait.
                    cancellationToken.ThrowIfCancellationRequested();
                    if (OperatingSystem.IsBrowser()) { throw new InvalidOperationException(NobodyReturns); }
                    if (cancellation == default) { cancellation = cancellationToken.UnsafeRegister(static gate => WakeAll(gate!), _gate); }
                    Monitor.Wait(_gate);
                }
            }
        }
        finally { cancellation.Dispose(); }
    }

    private static void WakeAll(object gate)
    {
        lock (gate) { Monitor.PulseAll(gate); }
    }

    /// <summary>A predictor, and how often it was given back: so an old rental cannot give it back, or use it, once more.</summary>
    internal sealed class Place
    {
        public Predictor? Predictor { get; set; }

        public long Rental { get; set; }
    }
}
