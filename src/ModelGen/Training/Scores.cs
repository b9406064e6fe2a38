using System.Runtime.InteropServices;
using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The labels of a batch and the verdicts on it: one loss and one value of each metric per sample, in device memory, and their sums over an epoch,
/// added in sample order in double.
/// </summary>
internal sealed class Scores : IDisposable
{
    private readonly Device _device;
    private readonly ModelDefinition _definition;
    private readonly Metric[] _metrics;
    private readonly double[] _sums;
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
    private double _penalty;

    // On a GPU the verdicts of many batches stay there until somebody wants the sums.
    private const int MostPending = 32;
    private readonly int _slots;
    private readonly (int Count, double Penalty)[] _pending = new (int, double)[MostPending];
    private int _pendingCount;
    private int _accumulated;

    public Scores(Device device, ModelDefinition definition, OutputLayout layout, Metric[] metrics)
    {
        (_device, _definition, Layout, _metrics) = (device, definition, layout, metrics);
        _sums = new double[1 + metrics.Length];
        _slots = device is GpuDevice ? MostPending : 1;
    }

    /// <summary>The first batch since <see cref="Reset"/> whose loss was not finite, and that loss; seen when its verdicts are read back.</summary>
    public (int Batch, double Loss)? NonFinite { get; private set; }

    public OutputLayout Layout { get; }

    /// <summary>Counts the batches, so that somebody who looks at a loss too late can be told.</summary>
    public long Stamp { get; private set; }

    /// <summary>Forgets the sums.</summary>
    public void Reset()
    {
        Array.Clear(_sums);
        _samples = 0;
        (_pendingCount, _accumulated, NonFinite) = (0, 0, null);
    }

    /// <summary>Makes room for the labels and verdicts of a batch, which has no weights yet.</summary>
    public void Begin(int count, bool classes)
    {
        if (_pendingCount == _slots) { Flush(); }
        if (count > _capacity)
        {
            Flush();
            Dispose();
            _targets = _device.Allocate(Arena.CheckedSize(Layout.Size, count, $"The labels of {count:N0} samples"));
            _values = _device.Allocate(Arena.CheckedSize((long)_sums.Length * _slots, count, $"The losses of {count:N0} samples"));
            _host = new float[count * (_slots == 1 ? 1 : _sums.Length * _slots)];
            _hostTargets = new float[count * Layout.Size];
            _capacity = count;
        }

        (_count, _classes, _weightsPerSample, _penalty) = (count, classes, 0, 0);
        Stamp++;
    }

    /// <summary>Sets the labels of all samples of the batch, which have been checked.</summary>
    public void SetLabels(Labels labels)
    {
        Bits(labels).CopyTo(_hostTargets);
        _targets!.Upload(HostTargets);
    }

    /// <summary>Sets the labels to those of some samples of a data set, which have been checked.</summary>
    public void SetLabels(Labels all, int first, ReadOnlySpan<int> positions)
    {
        Gather(Bits(all), TargetsPerSample, first, positions, _hostTargets);
        _targets!.Upload(HostTargets);
    }

    /// <summary>Sets the weights of all samples of the batch, one for each or one for each of their rows, which have been checked; none where they are empty.</summary>
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

    /// <summary>Computes the metrics.</summary>
    public void ComputeMetrics(Step step)
    {
        for (int i = 0; i < _metrics.Length; i++) { _metrics[i].Compute(For(step, default, 1 + i)); }
    }

    /// <summary>Computes the loss and, in training, its gradient with respect to the outputs or the logits.</summary>
    /// <param name="step">The batch.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="withGradient">Whether this is training.</param>
    /// <param name="penalty">What is added to the loss of the batch, for regularization; it has no gradient here.</param>
    public void ComputeLoss(Step step, Loss loss, bool withGradient, double penalty = 0)
    {
        bool logits = loss.TakesLogits(Layout);
        if (withGradient) { step.LossTookLogits = logits; }
        _penalty = penalty;
        loss.Compute(For(step, withGradient ? step[logits ? _definition.LogitsGradient : _definition.OutputGradient] : default, 0, WorkFor(loss)));
    }

    /// <summary>[samples]: numbers on the device whose mean is the loss of the batch. What is added to each of them is added to the loss.</summary>
    public Block LossValues => ValuesOf(0);

    /// <summary>The loss of the batch: the mean, or what the loss's reduction makes of it. Waits for the device.</summary>
    public double BatchLoss() => (Sum(0) / _count) + _penalty;

    /// <summary>Has a GPU stop updates where the loss of the batch is not finite.</summary>
    public void Watch(GpuDevice gpu, ParameterStore store) => NonFiniteGuard.Watch(gpu, LossValues, store.GpuStop);

    /// <summary>Adds the batch to the sums; on a GPU some batches later.</summary>
    public void Accumulate()
    {
        if (_slots > 1)
        {
            _pending[_pendingCount++] = (_count, _penalty);
            return;
        }

        for (int i = 0; i < _sums.Length; i++) { _sums[i] += Sum(i); }
        _sums[0] += _penalty * _count;
        _samples += _count;
    }

    /// <summary>Adds the batches whose verdicts are still on a GPU to the sums, in order. Waits for the GPU.</summary>
    public void Flush()
    {
        if (_pendingCount == 0) { return; }
        Span<float> values = _host.AsSpan(0, _pendingCount * _sums.Length * _capacity);
        _values!.Download(values);
        for (int batch = 0; batch < _pendingCount; batch++)
        {
            for (int i = 0; i < _sums.Length; i++)
            {
                double sum = 0;
                foreach (float value in values.Slice(((batch * _sums.Length) + i) * _capacity, _pending[batch].Count)) { sum += value; }
                if (i == 0) { sum += _pending[batch].Penalty * _pending[batch].Count; }
                if (i == 0 && !double.IsFinite(sum)) { NonFinite ??= (_accumulated, sum / _pending[batch].Count); }
                _sums[i] += sum;
            }

            _samples += _pending[batch].Count;
            _accumulated++;
        }

        _pendingCount = 0;
    }

    /// <summary>The names of the loss and the metrics, in the order of the sums.</summary>
    public string[] Names(string prefix = "") => [prefix + "loss", .. _metrics.Select(metric => prefix + metric.Name)];

    /// <summary>Writes the means so far under the names that <see cref="Names"/> gave.</summary>
    public void Read(Logs logs, string[] names)
    {
        for (int i = 0; i < names.Length; i++) { logs[names[i]] = _samples == 0 ? 0 : _sums[i] / _samples; }
    }

    public double[] Export()
    {
        Flush();
        return [_samples, .. _sums];
    }

    public void Import(ReadOnlySpan<double> sums)
    {
        if (sums.Length != 1 + _sums.Length) { throw new ArgumentException("sums", nameof(sums)); }
        Reset();
        _samples = (long)sums[0];
        sums[1..].CopyTo(_sums);
    }

    // Classes travel as ints in the places of floats; only their bits are copied.
    private static ReadOnlySpan<float> Bits(Labels labels) => labels.IsClasses ? MemoryMarshal.Cast<int, float>(labels.Classes.Span) : labels.Values.Span;

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

    private Block WorkFor(Loss loss)
    {
        int size = loss.WorkPerSample(Layout);
        if (size == 0) { return default; }
        if (_work is null || _work.Length < (long)size * _capacity)
        {
            _work?.Dispose();
            _work = _device.Allocate(Arena.CheckedSize(size, _capacity, $"The sums of {_capacity:N0} samples"));
        }

        return _work.Slice(0, (long)size * _count);
    }

    private Scoring For(Step step, Block gradient, int row, Block work = default) => new()
    {
        Step = step,
        Layout = Layout,
        Output = step[_definition.Output],
        Logits = step[_definition.Logits],
        Targets = _targets!.Slice(0, (long)_count * TargetsPerSample),
        TargetsAreClasses = _classes,
        HostTargets = HostTargets,
        Weights = _weightsPerSample == 0 ? default : _weights!.Slice(0, (long)_count * _weightsPerSample),
        HostWeights = HostWeights,
        Values = ValuesOf(row),
        Gradient = gradient,
        Work = work,
    };

    // [slots, loss and metrics, samples]
    private long StartOf(int row) => ((long)(_pendingCount * _sums.Length) + row) * _capacity;

    private Block ValuesOf(int row) => _values!.Slice(StartOf(row), _count);

    private double Sum(int row)
    {
        Span<float> values = _host.AsSpan(0, _count);
        _values!.Download(values, StartOf(row));
        double sum = 0;
        foreach (float value in values) { sum += value; }
        return sum;
    }

    public void Dispose()
    {
        _targets?.Dispose();
        _values?.Dispose();
        _weights?.Dispose();
        _work?.Dispose();
        (_weights, _work) = (null, null);
    }
}
