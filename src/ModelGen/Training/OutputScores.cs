using System.Runtime.InteropServices;
using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The labels of a batch for one output and the verdicts on it: for each sample one loss and the values of each metric, in device memory,
/// and their sums over an epoch, added in sample order in double.
/// </summary>
internal sealed partial class OutputScores : IDisposable
{
    private readonly Device _device;
    private readonly ModelDefinition _definition;
    private readonly int _output;
    private readonly Objective _objective;
    private readonly Value[] _outputs, _logits;
    private readonly HostMemory _ofFunctions = new();
    private double _loss;
    private Arena? _targets;
    private Arena? _values;
    private Arena? _weights;
    private Arena? _work;

    // On a GPU: the numbers of the loss's formula, then those of each metric's rule.
    private GpuNumbers[]? _numbers;
    private float[] _host = [];
    private float[] _hostTargets = [];
    private float[] _hostWeights = [];
    private int _capacity;
    private int _count;
    private bool _classes;
    private int _weightsPerSample;

    // On a GPU the verdicts of many batches stay there until somebody wants the sums; each has a slot.
    private readonly int[] _weightsOfSlot = new int[LossAndMetrics.MostPending];
    private int _slots;
    private int _slot;

    public OutputScores(Device device, ModelDefinition definition, int output, Objective objective)
    {
        (_device, _definition, _output, _objective, Layout) = (device, definition, output, objective, objective.Layout);
        _outputs = [definition.OutputsOf(training: false)[output], definition.OutputsOf(training: true)[output]];
        _logits = [definition.LogitsOf(output, training: false), definition.LogitsOf(output, training: true)];
        (_metrics, _rowLayout) = (objective.Metrics, new OutputLayout([Layout.Columns], Layout.LastActivation, Layout.LastLayer));
        _states = [.. _metrics.Metrics.Select(metric => new MetricState(metric, Layout))];
        _firstValues = new int[_states.Length];
        foreach (int i in Enumerable.Range(0, _states.Length))
        {
            _firstValues[i] = ValuesPerSample;
            ValuesPerSample = checked(ValuesPerSample
                + Math.Max(_states[i].ValuesPerSample, IsWeighted(i) ? Layout.Rows * ValuesPerRow(i) : 0));
        }
    }

    public OutputLayout Layout { get; }

    /// <summary>How many values a sample has, its loss included.</summary>
    public int ValuesPerSample { get; } = 1;

    /// <summary>Whether the loss of the batch counts this output's.</summary>
    public bool HasLoss { get; private set; }

    /// <summary>The sum of the losses of all samples so far, without the weight of the loss.</summary>
    public double LossSum => _loss;

    /// <summary>The same of the batch that was added last.</summary>
    public double BatchSum { get; private set; }

    /// <summary>Forgets the sums.</summary>
    public void Reset()
    {
        foreach (MetricState state in _states) { state.Reset(); }
        ShowStates();
        _loss = 0;
    }

    /// <summary>Makes room for the labels and verdicts of batches of so many samples.</summary>
    public void Allocate(int count, int slots)
    {
        ReleaseBatch();
        _targets = _device.Allocate(Arena.CheckedSize(Layout.Size, count, $"The labels of {count:N0} samples"));
        _values = _device.Allocate(
            Arena.CheckedSize((long)ValuesPerSample * slots, count, $"The losses and metrics of {count:N0} samples"));
        _host = new float[_device is GpuDevice ? _values.Length : count];
        _hostTargets = new float[count * Layout.Size];
        (_capacity, _slots) = (count, slots);
    }

    /// <summary>Begins a batch, which has no labels and no weights yet.</summary>
    public void Begin(int count, int slot) => (_count, _slot, _weightsPerSample, HasLoss) = (count, slot, 0, false);

    /// <summary>Sets the labels of all samples of the batch, which have been checked.</summary>
    public void SetLabels(Labels labels)
    {
        _classes = labels.IsClasses;
        Bits(labels).CopyTo(_hostTargets);
        _targets!.Upload(HostTargets);
    }

    /// <summary>Sets the labels to those of some samples of a data set, which have been checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class was changed since, and is none of the loss's.</exception>
    public void SetLabels(Labels all, int first, ReadOnlySpan<int> positions)
    {
        _classes = all.IsClasses;
        Gather(Bits(all), TargetsPerSample, first, positions, _hostTargets);
        if (all.IsClasses && _objective.Loss is { } loss)
        {
            Checks.ClassesFit(Layout, loss, MemoryMarshal.Cast<float, int>(HostTargets), first, positions);
        }

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
    /// Computes the loss and, in training, its gradient with respect to the outputs or the logits, times the weight of the loss. Without a
    /// loss the gradient is 0.
    /// </summary>
    public void ComputeLoss(Step step, Loss? loss, bool withGradient)
    {
        OutputDefinition output = _definition.Outputs[_output];
        HasLoss = loss is not null;
        if (loss is null)
        {
            if (!withGradient) { return; }
            step.SetLossTookLogits(_output, false);
            Regularizer.Clear(step, step.PlaceOf(output.Gradient));
            return;
        }

        bool logits = loss.TakesLogits(Layout);
        if (withGradient) { step.SetLossTookLogits(_output, logits); }
        step.BeginLoss();
        loss.Compute(For(step, LossValues, _weightsPerSample > 0) with
        {
            // Not step[...]: the loss may run with the slices that write the outputs.
            Gradient = withGradient ? step.PlaceOf(logits ? output.LogitsGradient ?? output.Gradient : output.Gradient) : default,
            Work = WorkOf(loss.WorkPerSample(Layout)),
            LossWeight = _objective.LossWeight,
            Numbers = NumbersAt(0),
        });
    }

    /// <summary>[samples]: numbers on the device whose mean is the loss of the batch, without the weight of the loss.</summary>
    public Block LossValues => _values!.Slice(SlotStart, _count);

    /// <summary>Adds the losses of the batch's samples, times the weight of the loss, to a sum. Waits for the device.</summary>
    public double AddLossTo(double sum) => AddLossTo(sum, _objective.LossWeight);

    /// <summary>The mean loss of the batch's samples, without the weight of the loss; 0 without a loss. Waits for the device.</summary>
    public double BatchLoss() => AddLossTo(0, weight: 1) / _count;

    private double AddLossTo(double sum, double weight)
    {
        if (!HasLoss) { return sum; }
        Span<float> values = _host.AsSpan(0, _count);
        _values!.Download(values, SlotStart);
        foreach (float value in values) { sum += weight * value; }
        return sum;
    }

    /// <summary>Keeps, on a GPU, what must be known of the batch when its verdicts are read back.</summary>
    public void Keep()
    {
        _weightsOfSlot[_slot] = _weightsPerSample;
        if (_metrics.Unweighted < _states.Length && _weightsPerSample > 0) { KeepWeights(); }
    }

    /// <summary>Reads the verdicts of the first slots back from a GPU.</summary>
    public void Download(int slots) => _values!.Download(_host.AsSpan(0, slots * ValuesPerSample * _capacity));

    /// <summary>Adds the losses of a batch whose verdicts are at hand to the sum of this output, and, weighted, to that of the model.
    /// </summary>
    public double AddLoss(int slot, int count, double sum)
    {
        if (_objective.Loss is null) { return sum; }
        double own = 0;
        foreach (float value in ValuesOf(slot)[..count])
        {
            own += value;
            sum += _objective.LossWeight * value;
        }

        (BatchSum, _loss) = (own, _loss + own);
        return sum;
    }

    /// <summary>The names of the metrics' results.</summary>
    public IEnumerable<string> MetricNames => _metrics.ResultNames(Layout);

    /// <summary>Writes the metrics' results so far under their names, from this place on; gives the place after them.</summary>
    public int Read(Logs logs, string[] names, int at)
    {
        foreach (MetricState state in _states)
        {
            foreach (double result in state.Results()) { logs[names[at++]] = result; }
        }

        return at;
    }

    /// <summary>The sums of the metrics.</summary>
    public IEnumerable<double> Export() => _states.SelectMany(state => state.Export());

    /// <summary>How many sums <see cref="Export"/> gives.</summary>
    public int SumCount => _states.Sum(state => state.Sums.Length);

    /// <summary>Takes the sum of the losses and what <see cref="Export"/> gave.</summary>
    public void Import(double loss, ReadOnlySpan<double> sums)
    {
        _loss = loss;
        int at = 0;
        foreach (MetricState state in _states)
        {
            state.Import(sums.Slice(at, state.Sums.Length));
            at += state.Sums.Length;
        }
    }

    // On a CPU the verdicts are read where they are.
    private ReadOnlySpan<float> ValuesOf(int slot) => _values is CpuArena cpu
        ? cpu.Span : _host.AsSpan(slot * ValuesPerSample * _capacity, ValuesPerSample * _capacity);

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
        Output = step.PlaceOf(_outputs[step.Training ? 1 : 0]),
        Logits = step.PlaceOf(_logits[step.Training ? 1 : 0]),
        Targets = _targets!.Slice(0, (long)_count * TargetsPerSample),
        TargetsAreClasses = _classes,
        HostTargets = HostTargets,
        Weights = weighted ? _weights!.Slice(0, (long)_count * _weightsPerSample) : default,
        HostWeights = weighted ? HostWeights : [],
        Values = values,
        Host = _ofFunctions,
    };

    private GpuNumbers? NumbersAt(int place)
    {
        if (_device is not GpuDevice) { return null; }
        _numbers ??= [.. Enumerable.Range(0, 1 + _states.Length).Select(_ => new GpuNumbers(_device.Allocate(GpuNumbers.Most)))];
        return _numbers[place];
    }

    // [slots, values per sample, samples], where a metric's values are [samples, values].
    private long SlotStart => (long)_slot * ValuesPerSample * _capacity;

    public void Dispose() => ReleaseBatch();

    private void ReleaseBatch()
    {
        _targets?.Dispose();
        _values?.Dispose();
        _weights?.Dispose();
        _work?.Dispose();
        _constants?.Dispose();
        foreach (GpuNumbers numbers in _numbers ?? []) { numbers.Dispose(); }
        (_targets, _values, _weights, _work, _constants, _capacity) = (null, null, null, null, null, 0);
        _numbers = null;
    }
}
