namespace ModelGen;

/// <summary>
/// Sets the learning rate at the beginning of each epoch: <c>new LearningRateScheduler((epoch, rate) => epoch &lt; 10 ? rate : rate *
/// 0.9)</c>. The logs then also hold <c>learning_rate</c>.
/// </summary>
public sealed class LearningRateScheduler : Callback
{
    private readonly Func<int, double, double> _schedule;
    private readonly int _verbose;

    /// <summary>A rate that follows from the epoch and the rate before it.</summary>
    /// <param name="schedule">Gives the new rate for an epoch, counted from 0, and the rate as it is: float32, widened.</param>
    /// <param name="verbose">1 says each rate; 0 says nothing.</param>
    public LearningRateScheduler(Func<int, double, double> schedule, int verbose = 0)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        (_schedule, _verbose) = (schedule, verbose);
    }

    /// <summary>A rate that follows from the epoch.</summary>
    /// <param name="schedule">Gives the rate for an epoch, counted from 0.</param>
    /// <param name="verbose">1 says each rate; 0 says nothing.</param>
    public LearningRateScheduler(Func<int, double> schedule, int verbose = 0)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        (_schedule, _verbose) = ((epoch, _) => schedule(epoch), verbose);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The schedule gave a rate that is negative, infinite or not a number.</exception>
    public override void OnEpochBegin(int epoch)
    {
        double rate = _schedule(epoch, CurrentRate.Read(Model));
        CurrentRate.Set(Model, rate, nameof(LearningRateScheduler));
        if (_verbose > 0)
        {
            PythonText.Print($"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to {PythonText.Repr(rate)}.");
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => logs[CurrentRate.Name] = CurrentRate.Read(Model);

    internal override void Prepare(LogNames ofBatch, LogNames ofEpoch)
    {
        CurrentRate.CheckSettable(Model, nameof(LearningRateScheduler));
        ofEpoch.Add(CurrentRate.Name);
    }
}
