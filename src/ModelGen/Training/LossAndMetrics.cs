using System.Runtime.InteropServices;
using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The labels of a batch and the verdicts on it: for each sample one loss and the values of each metric, in device memory, and their sums
/// over an epoch, added in sample order in double.
/// </summary>
internal sealed partial class LossAndMetrics : IDisposable
{
    private readonly Device _device;
    private readonly ModelDefinition _definition;
    private double _loss;
    private readonly Regularizers _regularizers;
    private long _samples;
    private Arena? _targets;
    private Arena? _values;
    private Arena? _weights;
    private Arena? _work;
    private float[] _host = [];
    private float[] _hostTargets = [];
    private float[] _hostWeights = [];
    private int _capacity;
    private int _count;
    private bool _classes;
    private int _weightsPerSample;
    private double _regularization;
    private bool? _lossIsFinite;

    // On a GPU the verdicts of many batches stay there until somebody wants the sums.
    private const int MostPending = 32;
    private const int MostPendingValues = 1 << 22;
    private readonly bool _waits;
    private readonly Pending[] _pending = new Pending[MostPending];
    private int _slots = 1;
    private int _pendingCount;
    private int _accumulated;
    private bool _watched;

    public LossAndMetrics(Device device, ModelDefinition definition, OutputLayout layout, MetricSet metrics)
    {
        (_device, _definition, Layout, _waits) = (device, definition, layout, device is GpuDevice);
        LossIsFinite = () => _lossIsFinite ??= double.IsFinite(BatchLoss());
        (_metrics, _rowLayout) = (metrics, new OutputLayout([layout.Columns], layout.LastActivation, layout.LastLayer));
        _states = [.. metrics.Metrics.Select(metric => new MetricState(metric, layout))];
        _firstValues = new int[_states.Length];
        foreach (int i in Enumerable.Range(0, _states.Length))
        {
            _firstValues[i] = _valuesPerSample;
            _valuesPerSample = checked(_valuesPerSample
                + Math.Max(_states[i].ValuesPerSample, IsWeighted(i) ? layout.Rows * ValuesPerRow(i) : 0));
        }

        _regularizers = new Regularizers(device, definition);
    }

    private readonly record struct Pending(int Count, double Regularization, int WeightsPerSample);

    /// <summary>
    /// The first batch since <see cref="Reset"/> whose loss was not finite, and that loss; seen when its verdicts are read back.
    /// </summary>
    public (int Batch, double Loss)? NonFinite { get; private set; }

    public OutputLayout Layout { get; }

    /// <summary>Counts the batches, so that somebody who looks at a loss too late can be told.</summary>
    public long Stamp { get; private set; }

    /// <summary>Forgets the sums.</summary>
    public void Reset()
    {
        foreach (MetricState state in _states) { state.Reset(); }
        ShowStates();
        (_loss, _samples) = (0, 0);
        (_pendingCount, _accumulated, _watched, NonFinite) = (0, 0, false, null);
    }

    /// <summary>Makes room for the labels and verdicts of a batch, which has no weights yet.</summary>
    public void Begin(int count, bool classes)
    {
        if (_pendingCount == _slots) { Flush(); }
        if (count > _capacity)
        {
            Flush();
            ReleaseBatch();
            _targets = _device.Allocate(Arena.CheckedSize(Layout.Size, count, $"The labels of {count:N0} samples"));
            _slots = _waits ? (int)Math.Clamp(MostPendingValues / ((long)_valuesPerSample * count), 1, MostPending) : 1;
            _values = _device.Allocate(
                Arena.CheckedSize((long)_valuesPerSample * _slots, count, $"The losses and metrics of {count:N0} samples"));
            _host = new float[_waits ? _values.Length : count];
            _hostTargets = new float[count * Layout.Size];
            _capacity = count;
        }

        (_count, _classes, _weightsPerSample, _regularization, _lossIsFinite) = (count, classes, 0, 0, null);
        Stamp++;
    }

    /// <summary>Sets the labels of all samples of the batch, which have been checked.</summary>
    public void SetLabels(Labels labels)
    {
        Bits(labels).CopyTo(_hostTargets);
        _targets!.Upload(HostTargets);
    }

    /// <summary>Sets the labels to those of some samples of a data set, which have been checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class was changed since, and is none of the loss's.</exception>
    public void SetLabels(Labels all, int first, ReadOnlySpan<int> positions, Loss loss)
    {
        Gather(Bits(all), TargetsPerSample, first, positions, _hostTargets);
        if (all.IsClasses) { Checks.ClassesFit(Layout, loss, MemoryMarshal.Cast<float, int>(HostTargets), first, positions); }
        _targets!.Upload(HostTargets);
    }

    /// <summary>
    /// Sets the weights of all samples of the batch, one for each or one for each of their rows, which have been checked; none where they
    /// are empty.
    /// </summary>
    public void SetWeights(ReadOnlySpan<float> weights)
    {
        if (!BeginWeights(weights.Length / _count)) { return; }
        weights.CopyTo(_hostWeights);
        _weights!.Upload(HostWeights);
    }

    /// <summary>Sets the weights to those of some samples of a data set; none where they are empty.</summary>
    /// <param name="all">The weights of all its samples.</param>
    /// <param name="perSample">How many each sample has.</param>
    /// <param name="first">The sample from which positions count.</param>
    /// <param name="positions">Which samples.</param>
    public void SetWeights(ReadOnlySpan<float> all, int perSample, int first, ReadOnlySpan<int> positions)
    {
        if (all.IsEmpty || !BeginWeights(perSample)) { return; }
        Gather(all, perSample, first, positions, _hostWeights);
        _weights!.Upload(HostWeights);
    }

    /// <summary>
    /// Computes the loss, with the regularizers of the model's layers, and, in training, the loss's gradient with respect to the outputs or
    /// the logits. The gradients of regularizers are added on the way back.
    /// </summary>
    /// <param name="step">The batch.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="withGradient">Whether this is training.</param>
    /// <param name="regularization">What else is added to the loss of the batch; it has no gradient here.</param>
    public void ComputeLoss(Step step, Loss loss, bool withGradient, double regularization = 0)
    {
        bool logits = loss.TakesLogits(Layout);
        if (withGradient) { step.LossTookLogits = logits; }
        _regularization = regularization + _regularizers.OfParameters(step);
        loss.Compute(For(step, LossValues, _weightsPerSample > 0) with
        {
            // Not step[...]: the loss may run with the slices that write the outputs.
            Gradient = withGradient ? step.PlaceOf(logits ? _definition.LogitsGradient : _definition.OutputGradient) : default,
            Work = WorkOf(loss.WorkPerSample(Layout)),
        });
        _regularizers.AddTo(LossValues, step);
    }

    /// <summary>
    /// [samples]: numbers on the device whose mean is the loss of the batch. What is added to each of them is added to the loss.
    /// </summary>
    public Block LossValues => _values!.Slice(SlotStart, _count);

    /// <summary>The loss of the batch: the mean, or what the loss's reduction makes of it. Waits for the device.</summary>
    public double BatchLoss() => (LossSum() / _count) + _regularization;

    /// <summary>Says whether the loss of the batch is finite; it may be asked several times. Waits for the device.</summary>
    public Func<bool> LossIsFinite { get; }

    /// <summary>Has a GPU stop updates where the loss of the batch is not finite.</summary>
    public void Watch(GpuDevice gpu, ParameterStore store)
    {
        _watched = true;
        NonFiniteGuard.Watch(gpu, LossValues, store.GpuStop);
    }

    /// <summary>Adds the batch to the sums; on a GPU some batches later.</summary>
    public void Accumulate()
    {
        var batch = new Pending(_count, _regularization, _weightsPerSample);
        if (!_waits)
        {
            Add(((CpuArena)_values!).Span, HostWeights, batch);
            return;
        }

        if (_metrics.Unweighted < _states.Length && _weightsPerSample > 0) { KeepWeights(); }
        _pending[_pendingCount++] = batch;
    }

    /// <summary>Adds the batches whose verdicts are still on a GPU to the sums, in order. Waits for the GPU.</summary>
    public void Flush()
    {
        if (_pendingCount == 0) { return; }
        int slot = _valuesPerSample * _capacity;
        Span<float> values = _host.AsSpan(0, _pendingCount * slot);
        _values!.Download(values);
        for (int i = 0; i < _pendingCount; i++) { Add(values.Slice(i * slot, slot), WeightsOfPending(i), _pending[i]); }
        _pendingCount = 0;
    }

    // One batch: [samples] losses, then each metric's values.
    private void Add(ReadOnlySpan<float> values, ReadOnlySpan<float> weights, Pending batch)
    {
        double sum = batch.Regularization * batch.Count;
        foreach (float value in values[..batch.Count]) { sum += value; }
        if (!double.IsFinite(sum)) { NonFinite ??= (_accumulated, sum / batch.Count); }
        _loss += sum;
        _samples += batch.Count;
        _accumulated++;

        // Where training breaks off at such a loss, what came after it does not count.
        if (NonFinite is null || !_watched) { AddMetrics(values, weights, batch); }
    }

    /// <summary>The names of the loss and of the metrics' results.</summary>
    public string[] Names(string prefix = "") => [prefix + "loss", .. _metrics.ResultNames(Layout).Select(name => prefix + name)];

    /// <summary>Writes the results so far under the names that <see cref="Names"/> gave.</summary>
    public void Read(Logs logs, string[] names)
    {
        logs[names[0]] = _samples == 0 ? 0 : _loss / _samples;
        int at = 1;
        foreach (MetricState state in _states)
        {
            foreach (double result in state.Results()) { logs[names[at++]] = result; }
        }
    }

    /// <summary>All sums so far, to be kept in a file: <see cref="Import"/> goes on from there with the same bits.</summary>
    public double[] Export()
    {
        Flush();
        return [_loss, _samples, .. _states.SelectMany(state => state.Export())];
    }

    /// <summary>How many sums <see cref="Export"/> gives.</summary>
    public int SumCount => 2 + _states.Sum(state => state.Sums.Length);

    /// <summary>Takes sums that <see cref="Export"/> gave, in place of those so far.</summary>
    /// <exception cref="ArgumentException">They are not as many: the model was compiled with other metrics.</exception>
    public void Import(ReadOnlySpan<double> sums)
    {
        if (sums.Length != SumCount)
        {
            throw new ArgumentException(
                $"The sums of the loss and the metrics are {SumCount:N0} numbers, but {sums.Length:N0} are given. Compile the model "
                    + "with the "
                    + "metrics it had.", nameof(sums));
        }

        Reset();
        (_loss, _samples) = (sums[0], (long)sums[1]);
        int at = 2;
        foreach (MetricState state in _states)
        {
            state.Import(sums.Slice(at, state.Sums.Length));
            at += state.Sums.Length;
        }
    }

    // Classes travel as ints in the places of floats; only their bits are copied.
    private static ReadOnlySpan<float> Bits(Labels labels) =>
        labels.IsClasses ? MemoryMarshal.Cast<int, float>(labels.Classes.Span) : labels.Values.Span;

    private static void Gather(ReadOnlySpan<float> all, int size, int first, ReadOnlySpan<int> positions, Span<float> gathered)
    {
        for (int i = 0; i < positions.Length; i++) { all.Slice((first + positions[i]) * size, size).CopyTo(gathered[(i * size)..]); }
    }

    private int TargetsPerSample => _classes ? Layout.Rows : Layout.Size;

    private ReadOnlySpan<float> HostTargets => _hostTargets.AsSpan(0, _count * TargetsPerSample);

    private ReadOnlySpan<float> HostWeights => _hostWeights.AsSpan(0, _count * _weightsPerSample);

    private bool BeginWeights(int perSample)
    {
        _weightsPerSample = perSample;
        if (perSample == 0) { return false; }
        if (_weights is null)
        {
            _weights = _device.Allocate(Arena.CheckedSize(Layout.Rows, _capacity, $"The weights of {_capacity:N0} samples"));
            _hostWeights = new float[_capacity * Layout.Rows];
        }

        return true;
    }

    private Block WorkOf(int perSample)
    {
        if (perSample == 0) { return default; }
        if (_work is null || _work.Length < (long)perSample * _capacity)
        {
            _work?.Dispose();
            _work = null; // There may be no room for more.
            _work = _device.Allocate(Arena.CheckedSize(perSample, _capacity, $"The sums of {_capacity:N0} samples"));
        }

        return _work.Slice(0, (long)perSample * _count);
    }

    private Scoring For(Step step, Block values, bool weighted) => new()
    {
        Step = step,
        Layout = Layout,
        Output = step.PlaceOf(_definition.OutputOf(step.Training)),
        Logits = step.PlaceOf(_definition.LogitsOf(step.Training)),
        Targets = _targets!.Slice(0, (long)_count * TargetsPerSample),
        TargetsAreClasses = _classes,
        HostTargets = HostTargets,
        Weights = weighted ? _weights!.Slice(0, (long)_count * _weightsPerSample) : default,
        HostWeights = weighted ? HostWeights : [],
        Values = values,
    };

    // [slots, values per sample, samples], where a metric's values are [samples, values].
    private long SlotStart => (long)_pendingCount * _valuesPerSample * _capacity;

    private double LossSum()
    {
        Span<float> values = _host.AsSpan(0, _count);
        _values!.Download(values, SlotStart);
        double sum = 0;
        foreach (float value in values) { sum += value; }
        return sum;
    }

    public void Dispose()
    {
        _regularizers.Dispose();
        ReleaseBatch();
        Stamp++; // What was told of the last batch can be read no more.
    }

    private void ReleaseBatch()
    {
        _targets?.Dispose();
        _values?.Dispose();
        _weights?.Dispose();
        _work?.Dispose();
        _constants?.Dispose();
        (_targets, _values, _weights, _work, _constants, _capacity) = (null, null, null, null, null, 0);
    }
}
