using System.Diagnostics;
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
    private readonly Value[] _inputs;
    private readonly Value[] _outputs;
    private readonly bool _mayReadInPlace;
    private readonly float[]?[] _hostOutputs;
    private readonly Func<StepMask> _mask;
    private float[]? _hostInputs;

    /// <summary>A runner with memory of its own.</summary>
    /// <param name="model">Whose parameters are used.</param>
    /// <param name="training">Whether there is to be memory for backward passes.</param>
    /// <param name="mask">For what each step is done; left out: to train, or to predict.</param>
    public BatchRunner(Model model, bool training, Func<StepMask>? mask = null)
    {
        _mask = mask ?? (training ? model.BeginStep : () => model.NextMask);
        (_model, _definition) = (model, model.Definition);
        PredictingDefinition? predicting = training ? null : _definition.Predicting;
        Step = new Step(model, training ? _definition.TrainingValues : predicting?.AllValues ?? _definition.ForwardValues,
            training ? _definition.LaneValues : 0, training ? _definition.PackedValues : 0, _definition.TransformedValues,
            predicting?.KeptValues ?? _definition.ForwardValues,
            predicting?.BatchValues ?? _definition.BatchValues, _definition.InputsOf(training), _definition.Outputs.Length,
            (_definition.InputGradientValues, _definition.InputGradientPackedValues ?? _definition.PackedValues),
            _definition.RevealedValues);
        Training = training;
        (_inputs, _outputs) = (_definition.InputsOf(training), _definition.OutputsOf(training));
        _hostOutputs = new float[_outputs.Length][];
        InputSizes = [.. _inputs.Select(input => input.Size)];

        // An output that is an input itself is read from the step's own memory.
        _mayReadInPlace = Step.Device is CpuDevice && _inputs.Length <= FloatSpans.Most && !_outputs.Any(_inputs.Contains);
    }

    public Step Step { get; }

    public bool Training { get; }

    /// <summary>Counts the batches, so that somebody who looks at outputs too late can be told.</summary>
    public long Stamp { get; private set; }

    /// <summary>Puts samples in place; any whole number of them.</summary>
    public void Load(FloatSpans inputs)
    {
        // What the step itself holds is copied before a larger batch takes its memory.
        FloatSpans kept = HoldsAny(inputs) ? inputs.Copy() : inputs;
        Begin(inputs[0].Length / _inputs[0].Size);
        for (int i = 0; i < _inputs.Length; i++)
        {
            ReadOnlySpan<float> values = kept[i];
            if (Step.Values is CpuArena) { Copy(values, _inputs[i]); } else { Step.Values.Upload(values, Step.Start(_inputs[i])); }
        }
    }

    /// <summary>Does work whose passes read samples where they are; where that cannot be, they are copied.</summary>
    /// <param name="inputs">The samples: any whole number of them.</param>
    /// <param name="state">What the work is told.</param>
    /// <param name="work">The work.</param>
    public unsafe void WithInputs<T>(FloatSpans inputs, T state, Action<T> work)
    {
        if (!_mayReadInPlace || HoldsAny(inputs))
        {
            Load(inputs);
            work(state);
            return;
        }

        Begin(inputs[0].Length / _inputs[0].Size);
        fixed (float* a = inputs[0], b = inputs[1], c = inputs[2], d = inputs[3], e = inputs[4], f = inputs[5], g = inputs[6],
            h = inputs[7])
        {
            Step.ReadInPlace([(nint)a, (nint)b, (nint)c, (nint)d, (nint)e, (nint)f, (nint)g, (nint)h]);
            try { work(state); }
            finally { Step.EndInPlace(); }
        }
    }

    /// <summary>How many outputs there are.</summary>
    public int OutputCount => _outputs.Length;

    /// <summary>How many values one sample has of each input.</summary>
    public int[] InputSizes { get; }

    /// <summary>Whether some of these values are the step's own, as outputs that were handed out are.</summary>
    public bool HoldsAny(FloatSpans inputs)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            if (Step.Holds(inputs[i])) { return true; }
        }

        return false;
    }

    private void Begin(int samples)
    {
        Step.Begin(samples, Training, _mask());
        Stamp++;
    }

    // Copying a batch takes one core as long as some layers take.
    private unsafe void Copy(ReadOnlySpan<float> inputs, Value place)
    {
        fixed (float* from = inputs)
        {
            var task = new CopyTask { To = Step[place].Pointer, From = from, Length = inputs.Length };
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
    /// <param name="data">The data set, bound to the model.</param>
    /// <param name="first">The sample from which positions count.</param>
    /// <param name="positions">Which samples.</param>
    /// <param name="trainingEpoch">In training the epoch, on which the moves of images depend; else null, and they stay.</param>
    public void Load(Dataset data, int first, ReadOnlySpan<int> positions, int? trainingEpoch = null)
    {
        Begin(positions.Length);
        for (int i = 0; i < _inputs.Length; i++)
        {
            int length = positions.Length * _inputs[i].Size;
            long start = Step.Start(_inputs[i]);
            if (Step.Values is CpuArena cpu)
            {
                Gather(cpu.Span.Slice((int)start, length), data, i, first, positions, trainingEpoch);
                continue;
            }

            Span<float> host = Host(ref _hostInputs, length);
            Gather(host, data, i, first, positions, trainingEpoch);
            Step.Values.Upload(host, start);
        }
    }

    public void Forward() => _model.ForwardOn(Step);

    /// <summary>
    /// A forward pass whose last slices wait for those of the backward pass: the loss follows, then <see cref="BackwardAndUpdate"/>, and
    /// nobody needs an output before. Under a debugger they do not wait, so that it comes to the layers in their order. Same bits either
    /// way.
    /// </summary>
    public void ForwardBeforeBackward()
    {
        Step.SlicesMayWait = !Debugger.IsAttached;
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

            // A CPU has been asked; a GPU looks at the loss itself.
            if (_model.Device is GpuDevice) { _model.JudgeStaged(_model.TrainingLossAndMetrics); }
            optimizer.Update(_model);
            return true;
        }
        catch
        {
            optimizer.Withdraw();
            (_model.HasGradients, _model.HasStaged) = (false, false);
            throw;
        }
    }

    /// <summary>
    /// One output of the batch. On the CPU it is read in place. The next batch overwrites it.
    /// </summary>
    public ReadOnlySpan<float> Output(int output)
    {
        int length = Step.BatchSize * _outputs[output].Size;
        long start = Step.Start(_outputs[output]);
        if (Step.Values is CpuArena cpu) { return cpu.Span.Slice((int)start, length); }
        Span<float> host = Host(ref _hostOutputs[output], length);
        Step.Values.Download(host, start);
        return host;
    }

    public void Dispose() => Step.Dispose();

    private static void Gather(
        Span<float> destination, Dataset data, int input, int first, ReadOnlySpan<int> positions, int? trainingEpoch)
    {
        InputColumn column = data.InputColumns[input];
        int size = column.Size;
        for (int i = 0; i < positions.Length; i++)
        {
            Span<float> place = destination.Slice(i * size, size);
            if (trainingEpoch is { } epoch) { data.CopyForTraining(column, place, first + positions[i], epoch); }
            else { data.Copy(column, place, first + positions[i]); }
        }
    }

    /// <summary>A copy of a value of the batch.</summary>
    public float[] Copy(Value value)
    {
        var values = new float[Step.BatchSize * value.Size];
        Step.Values.Download(values, Step.Start(value));
        return values;
    }

    private static Span<float> Host(ref float[]? host, int length)
    {
        if (host is null || host.Length < length) { host = new float[length]; }
        return host.AsSpan(0, length);
    }
}
