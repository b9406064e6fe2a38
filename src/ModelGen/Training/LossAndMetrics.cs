using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The loss of a model and its metrics: those of its outputs, and the loss that is made of theirs. Sums over an epoch are in double.
/// </summary>
internal sealed class LossAndMetrics : IDisposable
{
    /// <summary>Of how many batches the verdicts may wait on a GPU until somebody wants the sums.</summary>
    public const int MostPending = 32;

    private const int MostPendingValues = 1 << 22;

    private readonly Device _device;
    private readonly IReadOnlyList<Objective> _objectives;
    private readonly OutputScores[] _outputs;
    private readonly Loss?[] _losses;
    private readonly Regularizers _regularizers;
    private readonly bool _waits;
    private readonly bool _hasExtra;
    private readonly Pending[] _pending = new Pending[MostPending];
    private Arena? _extra;
    private float[] _hostExtra = [];
    private double _loss;
    private long _samples;
    private int _capacity;
    private int _count;
    private double _regularization;
    private bool? _lossIsFinite;
    private int _slots = 1;
    private int _pendingCount;
    private int _accumulated;
    private bool _watched;

    public LossAndMetrics(Device device, ModelDefinition definition, IReadOnlyList<Objective> objectives)
    {
        (_device, _objectives, _waits) = (device, objectives, device is GpuDevice);
        LossIsFinite = () => _lossIsFinite ??= double.IsFinite(BatchLoss());
        _outputs = [.. objectives.Select((objective, i) => new OutputScores(device, definition, i, objective))];
        _losses = [.. objectives.Select(objective => objective.Loss)];
        _regularizers = new Regularizers(device, definition);

        // The loss of a single output takes up what regularizers add to each sample's.
        _hasExtra = _outputs.Length > 1 && _regularizers.AddToSamples;
    }

    private readonly record struct Pending(int Count, double Regularization);

    /// <summary>
    /// The first batch since <see cref="Reset"/> whose loss was not finite, and that loss; seen when its verdicts are read back.
    /// </summary>
    public (int Batch, NonFiniteLoss Loss)? NonFinite { get; private set; }

    /// <summary>Counts the batches, so that somebody who looks at a loss too late can be told.</summary>
    public long Stamp { get; private set; }

    /// <summary>Forgets the sums.</summary>
    public void Reset()
    {
        foreach (OutputScores output in _outputs) { output.Reset(); }
        (_loss, _samples) = (0, 0);
        (_pendingCount, _accumulated, _watched, NonFinite) = (0, 0, false, null);
    }

    /// <summary>Makes room for the labels and verdicts of a batch, which has no labels and no weights yet.</summary>
    public void Begin(int count)
    {
        if (_pendingCount == _slots) { Flush(); }
        if (count > _capacity)
        {
            Flush();
            Allocate(count);
        }

        foreach (OutputScores output in _outputs) { output.Begin(count, _pendingCount); }
        (_count, _regularization, _lossIsFinite) = (count, 0, null);
        Stamp++;
    }

    /// <summary>
    /// Sets the labels and weights of all samples of the batch, which have been checked; of an output without a loss none.
    /// </summary>
    public void Take(ReadOnlySpan<Labels> labels, FloatSpans weights, ReadOnlySpan<Loss?> losses)
    {
        for (int i = 0; i < _outputs.Length; i++)
        {
            if (LossOf(losses, i) is null) { continue; }
            _outputs[i].SetLabels(labels[i]);
            _outputs[i].SetWeights(weights[i]);
        }
    }

    /// <summary>Sets the labels and weights to those of some samples of a data set, which have been checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class was changed since, and is none of the loss's.</exception>
    public void Take(Dataset data, int first, ReadOnlySpan<int> positions)
    {
        for (int i = 0; i < _outputs.Length; i++)
        {
            if (!_objectives[i].NeedsLabels) { continue; }
            LabelColumn column = data.LabelColumns[i];
            _outputs[i].SetLabels(column.Labels, first, positions);
            _outputs[i].SetWeights(column.Weights.Span, data.WeightsOf(column), first, positions);
        }
    }

    /// <summary>Computes the losses that the model was compiled with, as <see cref="ComputeLoss(Step, ReadOnlySpan{Loss?}, bool, double)"/>
    /// does.</summary>
    public void ComputeLoss(Step step, bool withGradient) => ComputeLoss(step, default, withGradient);

    /// <summary>
    /// Computes the losses, with the regularizers of the model's layers, and, in training, their gradients with respect to the outputs or
    /// the logits. The gradients of regularizers are added on the way back.
    /// </summary>
    /// <param name="step">The batch.</param>
    /// <param name="losses">The loss of each output; null: the one that the model was compiled with.</param>
    /// <param name="withGradient">Whether this is training.</param>
    /// <param name="regularization">What else is added to the loss of the batch; it has no gradient here.</param>
    public void ComputeLoss(Step step, ReadOnlySpan<Loss?> losses, bool withGradient, double regularization = 0)
    {
        _regularization = regularization + _regularizers.OfParameters(step);
        for (int i = 0; i < _outputs.Length; i++) { _outputs[i].ComputeLoss(step, LossOf(losses, i), withGradient); }
        if (_hasExtra)
        {
            Regularizer.Clear(step, Extra);
            _regularizers.AddTo(Extra, step);
        }
        else if (_outputs.Length == 1) { _regularizers.AddTo(_outputs[0].LossValues, step); }
    }

    /// <summary>Computes the metrics, of outputs that are all there: slices that wait run first.</summary>
    public void ComputeMetrics(Step step)
    {
        foreach (OutputScores output in _outputs) { output.ComputeMetrics(step); }
    }

    /// <summary>The loss of the batch: the mean, or what the loss's reduction makes of it. Waits for the device.</summary>
    public double BatchLoss()
    {
        double sum = 0;
        foreach (OutputScores output in _outputs) { sum = output.AddLossTo(sum); }
        if (_hasExtra)
        {
            Span<float> values = _hostExtra.AsSpan(0, _count);
            _extra!.Download(values, ExtraStart);
            foreach (float value in values) { sum += value; }
        }

        return (sum / _count) + _regularization;
    }

    /// <summary>The mean loss of one output in the batch, without the weight of the loss. Waits for the device.</summary>
    public double BatchLoss(int output) => _outputs[output].BatchLoss();

    /// <summary>The loss of the batch, which is not finite, and whose it is. Waits for the device.</summary>
    public NonFiniteLoss BatchNonFinite() => Blame(BatchLoss(), i => _outputs[i].AddLossTo(0));

    /// <summary>Says whether the loss of the batch is finite; it may be asked several times. Waits for the device.</summary>
    public Func<bool> LossIsFinite { get; }

    /// <summary>Has a GPU stop updates where the loss of the batch is not finite.</summary>
    public void Watch(GpuDevice gpu, ParameterStore store)
    {
        _watched = true;
        OutputScores last = _outputs.Last(output => output.HasLoss);
        if (_hasExtra) { NonFiniteGuard.Watch(gpu, Extra, store.GpuStop, isLast: false); }
        foreach (OutputScores output in _outputs)
        {
            if (output.HasLoss) { NonFiniteGuard.Watch(gpu, output.LossValues, store.GpuStop, isLast: output == last); }
        }
    }

    /// <summary>Has a GPU refuse what the batch has staged where its loss is not finite.</summary>
    public void Judge(GpuDevice gpu, Step step)
    {
        bool isFirst = true;
        foreach (OutputScores output in _outputs)
        {
            if (!output.HasLoss) { continue; }
            NonFiniteGuard.Judge(gpu, step.Refusal, output.LossValues, isFirst);
            isFirst = false;
        }

        if (_hasExtra) { NonFiniteGuard.Judge(gpu, step.Refusal, Extra, isFirst); }
    }

    /// <summary>Adds the batch to the sums; on a GPU some batches later.</summary>
    public void Accumulate()
    {
        var batch = new Pending(_count, _regularization);
        if (!_waits)
        {
            Add(0, batch);
            return;
        }

        foreach (OutputScores output in _outputs) { output.Keep(); }
        _pending[_pendingCount++] = batch;
    }

    /// <summary>Adds the batches whose verdicts are still on a GPU to the sums, in order. Waits for the GPU.</summary>
    public void Flush()
    {
        if (_pendingCount == 0) { return; }
        foreach (OutputScores output in _outputs) { output.Download(_pendingCount); }
        if (_hasExtra) { _extra!.Download(_hostExtra.AsSpan(0, _pendingCount * _capacity)); }
        for (int i = 0; i < _pendingCount; i++) { Add(i, _pending[i]); }
        _pendingCount = 0;
    }

    /// <summary>
    /// The names of the loss, of the losses of outputs where several have one, and of the metrics' results, each of several outputs with
    /// its output's name before it.
    /// </summary>
    public string[] Names(string prefix = "") => [prefix + "loss",
        .. ShownLosses.Select(i => $"{prefix}{_objectives[i].Name}_loss"),
        .. _outputs.SelectMany((output, i) =>
            output.MetricNames.Select(name => _outputs.Length == 1 ? prefix + name : $"{prefix}{_objectives[i].Name}_{name}"))];

    /// <summary>Writes the results so far under the names that <see cref="Names"/> gave.</summary>
    public void Read(Logs logs, string[] names)
    {
        logs[names[0]] = Mean(_loss);
        int at = 1;
        foreach (int i in ShownLosses) { logs[names[at++]] = Mean(_outputs[i].LossSum); }
        foreach (OutputScores output in _outputs) { at = output.Read(logs, names, at); }
    }

    /// <summary>All sums so far, to be kept in a file: <see cref="Import"/> goes on from there with the same bits.</summary>
    public double[] Export()
    {
        Flush();
        return [_loss, _samples, .. ShownLosses.Select(i => _outputs[i].LossSum), .. _outputs.SelectMany(output => output.Export())];
    }

    /// <summary>How many sums <see cref="Export"/> gives.</summary>
    public int SumCount => 2 + ShownLosses.Length + _outputs.Sum(output => output.SumCount);

    /// <summary>Takes sums that <see cref="Export"/> gave, in place of those so far.</summary>
    /// <exception cref="ArgumentException">They are not as many: the model was compiled with other metrics.</exception>
    public void Import(ReadOnlySpan<double> sums)
    {
        if (sums.Length != SumCount)
        {
            throw new ArgumentException(
                $"The sums of the loss and the metrics are {SumCount:N0} numbers, but {sums.Length:N0} are given. Compile the model "
                    + "with the metrics it had.", nameof(sums));
        }

        Reset();
        (_loss, _samples) = (sums[0], (long)sums[1]);
        int[] shown = ShownLosses;
        int at = 2 + shown.Length;
        for (int i = 0; i < _outputs.Length; i++)
        {
            int place = Array.IndexOf(shown, i);
            _outputs[i].Import(place < 0 ? 0 : sums[2 + place], sums.Slice(at, _outputs[i].SumCount));
            at += _outputs[i].SumCount;
        }
    }

    public void Dispose()
    {
        _regularizers.Dispose();
        Release();
        Stamp++; // What was told of the last batch can be read no more.
    }

    // Keras shows the losses of outputs where there are several.
    private int[] ShownLosses => field ??= Enumerable.Range(0, _losses.Length).Where(i => _losses[i] is not null).ToArray() is
    { Length: > 1 } several ? several : [];

    // The loss that a call names for an output; else the one that the model was compiled with.
    private Loss? LossOf(ReadOnlySpan<Loss?> losses, int output) => (losses.IsEmpty ? null : losses[output]) ?? _losses[output];

    private double Mean(double sum) => _samples == 0 ? 0 : sum / _samples;

    // What regularizers add to the loss of each sample; [slots, samples].
    private Block Extra => _extra!.Slice(ExtraStart, _count);

    private long ExtraStart => (long)_pendingCount * _capacity;

    private void Add(int slot, Pending batch)
    {
        double sum = batch.Regularization * batch.Count;
        foreach (OutputScores output in _outputs) { sum = output.AddLoss(slot, batch.Count, sum); }
        if (_hasExtra)
        {
            ReadOnlySpan<float> extra = _extra is CpuArena cpu ? cpu.Span : _hostExtra.AsSpan(slot * _capacity);
            foreach (float value in extra[..batch.Count]) { sum += value; }
        }

        if (!double.IsFinite(sum)) { NonFinite ??= (_accumulated, Blame(sum / batch.Count, i => _outputs[i].BatchSum)); }
        _loss += sum;
        _samples += batch.Count;
        _accumulated++;

        // Where training breaks off at such a loss, what came after it does not count.
        if (NonFinite is not null && _watched) { return; }
        foreach (OutputScores output in _outputs) { output.AddMetrics(slot, batch.Count); }
    }

    // Of several outputs those are to blame whose losses are not finite, unless all are.
    private NonFiniteLoss Blame(double loss, Func<int, double> lossOf)
    {
        string[] bad = [.. _objectives.Where((_, i) => !double.IsFinite(lossOf(i))).Select(objective => objective.Name)];
        return new NonFiniteLoss(loss, bad.Length < _losses.Count(l => l is not null) ? bad : []);
    }

    private void Allocate(int count)
    {
        Release();
        long each = _outputs.Sum(output => (long)output.ValuesPerSample) + (_hasExtra ? 1 : 0);
        _slots = _waits ? (int)Math.Clamp(MostPendingValues / (each * count), 1, MostPending) : 1;
        foreach (OutputScores output in _outputs) { output.Allocate(count, _slots); }
        if (_hasExtra)
        {
            _extra = _device.Allocate(Arena.CheckedSize(_slots, count, $"The regularizers of {count:N0} samples"));
            _hostExtra = new float[_extra.Length];
        }

        _capacity = count;
    }

    private void Release()
    {
        foreach (OutputScores output in _outputs) { output.Dispose(); }
        _extra?.Dispose();
        (_extra, _capacity) = (null, 0);
    }
}
