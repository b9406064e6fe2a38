using ModelGen.Data;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Takes batches through a model: Fit, the loop by hand, Evaluate and predictors all work with these few steps, so they all give the same
/// bits.
/// </summary>
internal sealed class BatchRunner : IDisposable
{
    private readonly Model _model;
    private readonly ModelDefinition _definition;
    private readonly Value _input;
    private readonly Value _output;
    private float[] _host = [];

    /// <summary>A runner with memory of its own.</summary>
    /// <param name="model">Whose parameters are used.</param>
    /// <param name="training">Whether there is to be memory for backward passes.</param>
    public BatchRunner(Model model, bool training)
    {
        (_model, _definition) = (model, model.Definition);
        PredictingDefinition? predicting = training ? null : _definition.Predicting;
        Step = new Step(model, training ? _definition.TrainingValues : predicting?.AllValues ?? _definition.ForwardValues,
            training ? _definition.LaneValues : 0, training ? _definition.PackedValues : 0, _definition.TransformedValues,
            predicting?.KeptValues ?? _definition.ForwardValues,
            predicting?.BatchValues ?? _definition.BatchValues);
        Training = training;
        (_input, _output) = (_definition.InputOf(training), _definition.OutputOf(training));
    }

    public Step Step { get; }

    public bool Training { get; }

    /// <summary>Counts the batches, so that somebody who looks at outputs too late can be told.</summary>
    public long Stamp { get; private set; }

    /// <summary>Puts samples in place; any whole number of them.</summary>
    public void Load(ReadOnlySpan<float> inputs)
    {
        if (Step.Holds(inputs)) { inputs = inputs.ToArray(); }
        Begin(inputs.Length / _input.Size);
        if (Step.Values is CpuArena) { Copy(inputs); } else { Step.Values.Upload(inputs, Step.Start(_input)); }
    }

    /// <summary>
    /// Lets passes read samples where they are, until what is returned is disposed; where that cannot be, they are copied.
    /// </summary>
    /// <param name="inputs">The first value; it must not move.</param>
    /// <param name="length">How many values: any whole number of samples.</param>
    public unsafe InputsInPlace Read(float* inputs, int length)
    {
        var values = new ReadOnlySpan<float>(inputs, length);
        bool inPlace = Step.Device is CpuDevice && _input.Offset == Step.InputOffset && _output != _input;
        if (!inPlace || Step.Holds(values))
        {
            Load(values);
            return default;
        }

        Begin(length / _input.Size);
        Step.InputInPlace = inputs;
        return new InputsInPlace(Step);
    }

    /// <summary>While it lives, a step reads its inputs where they are.</summary>
    public readonly unsafe ref struct InputsInPlace(Step step) : IDisposable
    {
        public void Dispose()
        {
            if (step is not null) { step.InputInPlace = null; }
        }
    }

    private void Begin(int samples)
    {
        Step.Begin(samples, Training);
        Stamp++;
    }

    // Copying a batch takes one core as long as some layers take.
    private unsafe void Copy(ReadOnlySpan<float> inputs)
    {
        fixed (float* from = inputs)
        {
            var task = new CopyTask { To = Step[_input].Pointer, From = from, Length = inputs.Length };
            Step.Run(ref task, (inputs.Length + CopyTask.Piece - 1) / CopyTask.Piece, inputs.Length);
        }
    }

    private unsafe struct CopyTask : ITask
    {
        public const int Piece = 8_192;

        public float* To, From;
        public int Length;

        public readonly void Execute(int index)
        {
            int first = index * Piece, count = Math.Min(Piece, Length - first);
            new ReadOnlySpan<float>(From + first, count).CopyTo(new Span<float>(To + first, count));
        }
    }

    /// <summary>Puts some samples of a data set in place.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="first">The sample from which positions count.</param>
    /// <param name="positions">Which samples.</param>
    /// <param name="trainingEpoch">In training the epoch, on which the moves of images depend; else null, and they stay.</param>
    public void Load(Dataset data, int first, ReadOnlySpan<int> positions, int? trainingEpoch = null)
    {
        Begin(positions.Length);
        int size = _input.Size;
        long start = Step.Start(_input);
        if (Step.Values is CpuArena cpu)
        {
            Gather(cpu.Span.Slice((int)start, positions.Length * size), data, first, positions, trainingEpoch);
            return;
        }

        Span<float> host = Host(positions.Length * size);
        Gather(host, data, first, positions, trainingEpoch);
        Step.Values.Upload(host, start);
    }

    public void Forward() => _model.ForwardOn(Step);

    /// <summary>
    /// A forward pass whose last slices wait for those of the backward pass: the loss follows, then <see cref="BackwardAndUpdate"/>, and
    /// nobody needs an output before.
    /// </summary>
    public void ForwardBeforeBackward()
    {
        Step.SlicesMayWait = true;
        try { Forward(); }
        finally { Step.SlicesMayWait = false; }
    }

    public void Backward() => _model.BackwardOn(Step);

    /// <summary>
    /// A backward pass and the update by its gradients, which kernels do on their way where gradients need not be kept. Same bits either
    /// way.
    /// </summary>
    /// <param name="optimizer">What updates.</param>
    /// <param name="keepGradients">Whether gradients are needed after it.</param>
    /// <param name="mayUpdate">Asked when the loss is known; where it says no, parameters stay as they are. Left out: they are
    /// updated.</param>
    /// <returns>Whether parameters were updated.</returns>
    public bool BackwardAndUpdate(Optimizer optimizer, bool keepGradients, Func<bool>? mayUpdate = null)
    {
        try
        {
            if (!keepGradients) { optimizer.Offer(_model, mayUpdate); }
            Backward();
            Step.FinishSlices(); // Some wait still where the backward pass asked for nothing.
            if (mayUpdate is not null && !mayUpdate())
            {
                optimizer.Withdraw();
                (_model.HasGradients, _model.HasStaged) = (false, false);
                return false;
            }
        }
        catch
        {
            optimizer.Withdraw();
            throw;
        }

        // A CPU has been asked; a GPU looks at the loss itself.
        if (_model.Device is GpuDevice) { _model.JudgeStaged(_model.TrainingLossAndMetrics); }
        optimizer.Update(_model);
        return true;
    }

    /// <summary>The outputs of the batch. On the CPU they are read in place: the next batch overwrites them.</summary>
    public ReadOnlySpan<float> Outputs()
    {
        int length = Step.BatchSize * _output.Size;
        long start = Step.Start(_output);
        if (Step.Values is CpuArena cpu) { return cpu.Span.Slice((int)start, length); }
        Span<float> host = Host(length);
        Step.Values.Download(host, start);
        return host;
    }

    public void Dispose() => Step.Dispose();

    private static void Gather(Span<float> destination, Dataset data, int first, ReadOnlySpan<int> positions, int? trainingEpoch)
    {
        int size = data.SampleSize;
        for (int i = 0; i < positions.Length; i++)
        {
            Span<float> place = destination.Slice(i * size, size);
            if (trainingEpoch is { } epoch) { data.CopyForTraining(place, first + positions[i], epoch); }
            else { data.Sample(first + positions[i]).CopyTo(place); }
        }
    }

    private Span<float> Host(int length)
    {
        if (_host.Length < length) { _host = new float[length]; }
        return _host.AsSpan(0, length);
    }
}
