using ModelGen.Kernels;

namespace ModelGen;

/// <content>The metrics: where their values lie, and what becomes of them.</content>
internal sealed partial class LossAndMetrics
{
    private readonly MetricSet _metrics;
    private readonly MetricState[] _states;
    private readonly int[] _firstValues;
    private readonly OutputLayout _rowLayout;

    // Of a sample, the loss included.
    private readonly int _valuesPerSample = 1;
    private Arena? _constants;
    private float[] _pendingWeights = [];

    /// <summary>Computes the metrics, of outputs that are all there: slices that wait run first.</summary>
    public void ComputeMetrics(Step step)
    {
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
            });
            constants += metric.Constants.Length;
        }
    }

    private void AddMetrics(ReadOnlySpan<float> values, ReadOnlySpan<float> weights, Pending batch)
    {
        for (int i = 0; i < _states.Length; i++)
        {
            bool byRows = CountsRows(i, batch.WeightsPerSample);
            int each = byRows ? ValuesPerRow(i) : _states[i].ValuesPerSample;
            int length = batch.Count * each * (byRows ? Layout.Rows : 1);
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
        HostWeights.CopyTo(_pendingWeights.AsSpan(_pendingCount * each));
    }

    private ReadOnlySpan<float> WeightsOfPending(int slot) => _metrics.Unweighted == _states.Length || _pending[slot].WeightsPerSample == 0
        ? []
        : _pendingWeights.AsSpan(slot * Layout.Rows * _capacity, _pending[slot].Count * _pending[slot].WeightsPerSample);
}
