namespace ModelGen.Kernels;

/// <summary>
/// A batch as a function on the host sees it: the targets and outputs of one sample after the other, and places for what it says of them.
/// From a GPU the outputs are copied here, and <see cref="Finish"/> copies the rest there.
/// </summary>
internal readonly ref struct HostBatch
{
    private readonly Scoring _scoring;
    private readonly ReadOnlySpan<float> _outputs;
    private readonly Span<float> _target, _gradient, _values;
    private readonly int _size, _valuesPerSample;

    /// <summary>The batch of a loss or a metric.</summary>
    /// <param name="s">The batch. Its layout may take each row for a sample.</param>
    /// <param name="valuesPerSample">How many values the function gives for each sample.</param>
    public HostBatch(in Scoring s, int valuesPerSample)
    {
        s.Step.FinishSlices(); // The outputs may still have to be written.
        _scoring = s;
        (_size, _valuesPerSample) = (s.Layout.Size, valuesPerSample);
        HostMemory memory = s.Host ?? new HostMemory();
        Count = (int)(s.Values.Length / valuesPerSample);
        _target = memory.Get(HostMemory.Target, _size);
        _gradient = s.Gradient.IsEmpty ? memory.Get(HostMemory.Gradient, _size)
            : s.Step.Gpu is null ? s.Gradient.Span : memory.Get(HostMemory.Gradient, Count * _size);
        if (s.Step.Gpu is { } gpu)
        {
            Span<float> outputs = memory.Get(HostMemory.Outputs, Count * _size);
            gpu.Download(s.Output, outputs);
            _outputs = outputs;
            _values = memory.Get(HostMemory.Values, (int)s.Values.Length);
        }
        else
        {
            _outputs = s.Output.Span;
            _values = s.Values.Span;
        }
    }

    /// <summary>How many samples there are.</summary>
    public int Count { get; }

    /// <summary>What the model gave for a sample.</summary>
    public ReadOnlySpan<float> Output(int sample) => _outputs.Slice(sample * _size, _size);

    /// <summary>
    /// What it should have given: dense targets; of class indices the class itself where there is one column, else 1 in its column and 0
    /// elsewhere. The next call overwrites it.
    /// </summary>
    public ReadOnlySpan<float> Target(int sample)
    {
        if (!_scoring.TargetsAreClasses) { return _scoring.HostTargets.Slice(sample * _size, _size); }
        (int rows, int columns) = (_scoring.Layout.Rows, _scoring.Layout.Columns);
        _target.Clear();
        for (int row = 0; row < rows; row++)
        {
            int label = _scoring.HostClasses[(sample * rows) + row];
            if (columns == 1) { _target[row] = label; } else if ((uint)label < (uint)columns) { _target[(row * columns) + label] = 1f; }
        }

        return _target;
    }

    /// <summary>The place of a sample's gradient, all 0.</summary>
    public Span<float> Gradient(int sample)
    {
        Span<float> place = _scoring.Gradient.IsEmpty ? _gradient : _gradient.Slice(sample * _size, _size);
        place.Clear();
        return place;
    }

    /// <summary>The places of a sample's values.</summary>
    public Span<float> Values(int sample) => _values.Slice(sample * _valuesPerSample, _valuesPerSample);

    /// <summary>How much a sample counts.</summary>
    public float Weight(int sample) => _scoring.HostWeights.IsEmpty ? 1f : _scoring.HostWeights[sample];

    /// <summary>Ends the batch: what was written goes where it belongs.</summary>
    public void Finish()
    {
        if (_scoring.Step.Gpu is not { } gpu) { return; }
        gpu.Upload(_scoring.Values, _values);
        if (!_scoring.Gradient.IsEmpty) { gpu.Upload(_scoring.Gradient, _gradient); }
    }
}
