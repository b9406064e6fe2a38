using ModelGen.Kernels;

namespace ModelGen;

/// <content>The metrics: where their values lie, and what becomes of them.</content>
internal sealed partial class OutputScores
{
    private readonly MetricSet _metrics;
    private readonly MetricState[] _states;
    private readonly int[] _firstValues;
    private readonly OutputLayout _rowLayout;

    private Arena? _constants;
    private float[] _pendingWeights = [];

    /// <summary>Computes the metrics, of outputs that are all there: slices that wait run first.</summary>
    public void ComputeMetrics(Step step)
    {
        if (_states.Length == 0) { return; }
        step.FinishSlices();
        _constants ??= AllocateConstants();
        long constants = 0;
        for (int i = 0; i < _states.Length; i++)
        {
            Metric metric = _metrics.Metrics[i];
            bool byRows = CountsRows(i, _weightsPerSample), kernelWeighs = IsWeighted(i) && metric.KernelWeighs && _weightsPerSample > 0;
            long length = (long)_count * (byRows ? Layout.Rows * ValuesPerRow(i) : _states[i].ValuesPerSample);
            Block values = _values!.Slice(SlotStart + ((long)_firstValues[i] * _capacity), length);
            metric.Compute(For(step, values, kernelWeighs) with
            {
                IsUnreduced = true,
                Layout = byRows ? _rowLayout : Layout,
                Work = WorkOf(metric.WorkPerSample(Layout)),
                Constants = _constants.Slice(constants, metric.Constants.Length),
                Numbers = NumbersAt(1 + i),
            });
            constants += metric.Constants.Length;
        }
    }

    /// <summary>Adds the metrics of a batch whose verdicts are at hand to their sums.</summary>
    public void AddMetrics(int slot, int count)
    {
        ReadOnlySpan<float> values = ValuesOf(slot), weights = _device is GpuDevice ? WeightsOfSlot(slot, count) : HostWeights;
        int weightsPerSample = _device is GpuDevice ? _weightsOfSlot[slot] : _weightsPerSample;
        for (int i = 0; i < _states.Length; i++)
        {
            bool byRows = CountsRows(i, weightsPerSample);
            int each = byRows ? ValuesPerRow(i) : _states[i].ValuesPerSample;
            int length = count * each * (byRows ? Layout.Rows : 1);
            _states[i].Add(values.Slice(_firstValues[i] * _capacity, length), each, IsWeighted(i) ? weights : []);
        }
    }

    private bool IsWeighted(int metric) => metric >= _metrics.Unweighted;

    // Where each row of a sample has a weight of its own, a metric takes rows for samples.
    private bool CountsRows(int metric, int weightsPerSample) =>
        weightsPerSample > 1 && IsWeighted(metric) && !_metrics.Metrics[metric].KernelWeighs;

    private int ValuesPerRow(int metric) => _metrics.Metrics[metric].ValuesPerSample(_rowLayout);

    // metric.Result() shows what was measured last.
    private void ShowStates()
    {
        foreach (MetricState state in _states) { state.Metric.Show(state); }
    }

    private Arena AllocateConstants()
    {
        float[] constants = [.. _metrics.Metrics.SelectMany(metric => metric.Constants.ToArray())];
        Arena arena = _device.Allocate(constants.Length);
        arena.Upload(constants);
        return arena;
    }

    // The batch's weights are overwritten before its values are read back.
    private void KeepWeights()
    {
        int each = Layout.Rows * _capacity;
        if (_pendingWeights.Length < each * _slots) { Array.Resize(ref _pendingWeights, each * _slots); }
        HostWeights.CopyTo(_pendingWeights.AsSpan(_slot * each));
    }

    private ReadOnlySpan<float> WeightsOfSlot(int slot, int count) => _metrics.Unweighted == _states.Length || _weightsOfSlot[slot] == 0
        ? []
        : _pendingWeights.AsSpan(slot * Layout.Rows * _capacity, count * _weightsOfSlot[slot]);
}
