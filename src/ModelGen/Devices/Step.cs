using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;

namespace ModelGen.Kernels;

/// <summary>
/// What one call of the generated code works on: the memory of a batch (or of one slice of it) on a device, and the facts of this
/// step. The generated code asks it for blocks by <see cref="Value"/> and <see cref="Weight"/> and hands them to kernels.
/// </summary>
public sealed unsafe partial class Step : IDisposable
{
    /// <summary>Into how many slices a batch is divided, whatever the number of threads; a smaller batch has one for each sample.</summary>
    public const int LaneCount = 16;

    private const int FewSamples = LaneCount / 4;

    private readonly ParameterStore _store;
    private readonly long _valuesPerSample;
    private readonly long _forwardValues;
    private readonly long _laneValues;
    private readonly long _packedValues;
    private readonly (long Values, long Packed) _withInputGradients;
    private readonly long _revealedValues;
    private readonly long _transformedValues;
    private readonly long _batchValues;
    private readonly Step _batch;
    private readonly Step[] _slices = [];
    private readonly int _lane;
    private Arena? _values;
    private Arena? _lanes;
    private Arena? _packed;
    private Arena? _transformed;
    private Arena? _ofBatch;
    private Arena? _state;
    private Arena? _refusal;
    private Arena? _parts;
    private Arena? _carried;

    /// <summary>A step that owns the memory of a batch.</summary>
    internal Step(ParameterStore store, long valuesPerSample, long laneValues, long packedValues = 0, long transformedValues = 0,
        long forwardValues = 0, long batchValues = 0, Value[]? inputs = null, int outputs = 1,
        (long Values, long Packed) withInputGradients = default, long revealedValues = 0)
    {
        (_withInputGradients, _revealedValues) = (withInputGradients, revealedValues);
        (_inputs, _inPlace, _tookLogits) = (inputs ?? [], new nint[inputs?.Length ?? 0], new ulong[(outputs + 63) / 64]);
        _joined = new JoinedTask?[outputs];
        (_store, _valuesPerSample, _laneValues, _packedValues, _transformedValues, _batch) = (store, valuesPerSample, laneValues,
            packedValues, transformedValues, this);
        (_forwardValues, _batchValues) = (forwardValues, batchValues);
        _slices = new Step[LaneCount];
        for (int i = 0; i < LaneCount; i++) { _slices[i] = new Step(this, i); }
    }

    private Step(Step batch, int lane) => (_store, _batch, _lane) = (batch._store, batch, lane);

    /// <summary>The first sample this step works on.</summary>
    public int First { get; private set; }

    /// <summary>How many samples this step works on.</summary>
    public int Count { get; private set; }

    /// <summary>Whether this is one slice of a batch, to be done by one core.</summary>
    public bool IsSlice => _batch != this;

    /// <summary>Samples in the whole batch.</summary>
    public int BatchSize => _batch._batchSize;

    private int _batchSize;

    /// <summary>How many samples there is memory for.</summary>
    public int Capacity => _batch._capacity;

    private int _capacity;
    private long _roomPerSample;

    /// <summary>Whether values are kept for a backward pass.</summary>
    public bool Training => _batch._training;

    /// <summary>Whether dropout drops.</summary>
    internal bool Drops => _batch._training && !_batch._mask.IsInference;

    private bool _training;

    /// <summary>Whether parameters of a layer are trained; a frozen layer's gradients are not computed.</summary>
    public bool Trains(int layer) => _batch._mask.Trains(layer);

    /// <summary>
    /// Whether the gradient of what a layer gives is needed: something is trained on which it depends, or the gradient of an input on which
    /// it depends was asked for; of an input, 0, -1, ..., whether its own was.
    /// </summary>
    public bool NeedsGradient(int layer) => _batch._mask.NeedsGradient(layer);

    /// <summary>Whether a normalization works by the mean and the variance of the batch: not where the layer is frozen.</summary>
    public bool FollowsBatch(int layer) => _batch._mask.FollowsBatch(layer);

    /// <summary>Whether somebody asked for what a layer gives that is otherwise never stored.</summary>
    public bool Reveals(int layer) => _batch.Revealed.Contains(layer);

    /// <summary>The numbers of the layers that <see cref="Reveals"/> says.</summary>
    internal IReadOnlyCollection<int> Revealed { get; set; } = [];

    /// <summary>For what this step is done.</summary>
    internal StepMask Mask => _batch._mask;

    private StepMask _mask = StepMask.All;

    /// <summary>
    /// Whether gradients of parameters are added to (true) or overwritten: the first backward pass after an optimizer's step overwrites.
    /// </summary>
    public bool Accumulate => _store.HasGradients;

    /// <summary>
    /// Whether the loss of the first output has already written the gradient of the last activation's input, so that this activation's
    /// backward is skipped.
    /// </summary>
    public bool LossTookLogits => LossTookLogitsOf(0);

    /// <summary>The same of any output.</summary>
    public bool LossTookLogitsOf(int output) => (_batch._tookLogits[output >> 6] >> output & 1) != 0;

    /// <summary>Says whether the loss of an output begins at the last activation's input.</summary>
    internal void SetLossTookLogits(int output, bool value)
    {
        ulong bit = 1UL << output;
        if (value) { _tookLogits[output >> 6] |= bit; } else { _tookLogits[output >> 6] &= ~bit; }
    }

    private readonly ulong[] _tookLogits = [];

    /// <summary>The seed of the model, from which all its random numbers come.</summary>
    internal int Seed => _store.Seed;

    /// <summary>How many training steps came before: the counter of dropout's random numbers.</summary>
    internal long Iteration => _store.Iteration;

    /// <summary>Where the number of the training step stands in <see cref="State"/>, as two ints.</summary>
    internal const int IterationLow = 0, IterationHigh = 1;

    private const int StateLength = 16;

    /// <summary>
    /// On a GPU: what changes from step to step, in the device's memory, so that a step is the same launches with the same arguments
    /// each time. Copied in when a kernel of the step first needs it.
    /// </summary>
    internal ArrayView<float> State
    {
        get
        {
            Step batch = _batch;
            if (!batch._stateIsThere) { batch.UploadState(); }
            return batch._state!.Slice(0, StateLength).View;
        }
    }

    private bool _stateIsThere;

    internal Device Device => _store.Device;

    /// <summary>The GPU this step runs on, or null on the CPU.</summary>
    internal GpuDevice? Gpu => _store.Device as GpuDevice;

    /// <summary>The values of this step's samples. Slices that wait run before a whole batch gives any.</summary>
    public Block this[Value value]
    {
        get
        {
            if (!IsSlice) { FinishSlices(); }
            return PlaceOf(value);
        }
    }

    /// <summary>The same, where slices that wait need not have written them.</summary>
    internal Block PlaceOf(Value value) => value.OfSlice && IsSlice ? OfSlice(value)
        : value.Offset < _batch._inPlaceEnd ? InPlace(value)
        : _batch._values!.Slice(value.Offset * Capacity + (long)First * value.Size, (long)Count * value.Size);

    // On a CPU, where the batch's inputs are read in place of the step's own memory. They lie before all other values, and are never
    // written.
    private readonly Value[] _inputs = [];
    private readonly nint[] _inPlace = [];
    private long _inPlaceEnd;

    /// <summary>Lets passes read inputs where they are, until <see cref="EndInPlace"/>.</summary>
    internal void ReadInPlace(ReadOnlySpan<nint> inputs)
    {
        inputs[.._inPlace.Length].CopyTo(_inPlace);
        _inPlaceEnd = _inputs[^1].Offset + 1;
    }

    /// <summary>Ends that.</summary>
    internal void EndInPlace() => _inPlaceEnd = 0;

    private Block InPlace(Value input)
    {
        Step batch = _batch;
        int i = 0;
        while (batch._inputs[i].Offset != input.Offset) { i++; }
        return new Block((float*)batch._inPlace[i] + ((long)First * input.Size), (long)Count * input.Size);
    }

    // The gradients of a slice lie on its thread, as those of a batch lie after the values of the forward
    // pass; there is room for the largest slice.
    private Block OfSlice(Value value)
    {
        long forward = _batch._forwardValues, most = (BatchSize + _batch.SliceCount - 1) / _batch.SliceCount;
        float* gradients = Scratch.Get(Scratch.Slice, (_batch._valuesPerSample - forward) * most);
        return new Block(gradients + ((value.Offset - forward) * most), (long)Count * value.Size);
    }

    /// <summary>What the whole batch has once. Slices that wait run before a whole batch gives any.</summary>
    public Block this[BatchValue value]
    {
        get
        {
            if (!IsSlice) { FinishSlices(); }
            return _batch._ofBatch!.Slice(value.Offset, value.Size);
        }
    }

    /// <summary>Which slice of the batch this is, from 0; 0 for the whole batch.</summary>
    internal int SliceNumber => _lane;

    /// <summary>
    /// On a GPU: an int there that says whether what the last batch has staged is refused, because its loss was not finite.
    /// </summary>
    internal ArrayView<int> Refusal => (_batch._refusal ??= Device.Allocate(1)).Slice(0, 1).View.Cast<int>();

    /// <summary>On a GPU: what stops optimizers, and what else changes parameters, after a loss or an update that is not finite.</summary>
    internal ArrayView<int> GpuStop => _store.GpuStop;

    /// <summary>A parameter.</summary>
    public Block this[Weight weight] => _store.ParameterArena.Slice(weight.Offset, weight.Size);

    /// <summary>The gradient of a parameter.</summary>
    public Block Gradient(Weight weight) => _store.GradientArena.Slice(weight.Offset, weight.Size);

    /// <summary>
    /// Whether the kernel that computes this gradient of a parameter is to update the parameter and not to write the gradient.
    /// </summary>
    internal bool TryTakeUpdate(Block gradient, out StretchUpdate update, out long place)
    {
        (update, place) = (default, 0);
        if (Gpu is not null || _store.BackwardUpdate is not { } offered) { return false; }
        place = gradient.Pointer - _store.GradientArena.Slice(0, 1).Pointer;
        return offered.TryTake(place, out update);
    }

    /// <summary>
    /// This slice's partial sum of a parameter's gradient: for a batch that is not divided, all of them, [LaneCount, size], lane i for the
    /// samples of slice i. On a GPU, where slices are not run one by one, the gradient itself.
    /// </summary>
    public Block Lane(Weight weight) =>
        Gpu is not null ? Gradient(weight)
        : IsSlice ? _batch._lanes!.Slice(weight.Lane * LaneCount + (long)_lane * weight.Size, weight.Size)
        : _batch._lanes!.Slice(weight.Lane * LaneCount, (long)weight.Size * LaneCount);

    /// <summary>
    /// A copy of a parameter in the layout that a backward kernel reads. Empty on a GPU, where kernels read the parameter itself.
    /// </summary>
    public Block Packed(Weight weight) => _batch._packed is { } packed ? packed.Slice(weight.Packed, weight.Size) : default;

    /// <summary>A kernel in another form, from which the forward pass computes. Empty on a GPU.</summary>
    public Block Transformed(Weight weight) =>
        _batch._transformed is { } transformed ? transformed.Slice(weight.Offset, weight.Size) : default;

    /// <summary>Whether kernels in another form are those of the current parameters.</summary>
    public bool KernelsAreTransformed => TransformedVersion == _store.Version;

    /// <summary>The <see cref="ParameterStore.Version"/> of the parameters.</summary>
    internal long ParameterVersion => _store.Version;

    /// <summary>The <see cref="ParameterStore.Version"/> of the parameters that went forward last.</summary>
    internal long TransformedVersion { get; set; }

    /// <summary>This step, in the calls of a layer: by its number from 1. Who times layers learns from it where each begins.</summary>
    public Step At(int layer)
    {
        _batch.Timer?.Begin(layer);
        return this;
    }

    /// <summary>What times the calls, while somebody does.</summary>
    internal StepTimer? Timer { get; set; }

    /// <summary>On how many threads of the device kernels run at most.</summary>
    internal int MostThreads { private get; set; } = int.MaxValue;

    private int Threads => Math.Min(Device.Threads, _batch.MostThreads);

    /// <summary>
    /// Runs the tasks of a kernel: in a slice on this thread, else spread over the device's threads where they have enough to do.
    /// </summary>
    /// <param name="task">The tasks; alive until the call returns.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="operations">About how many multiplications, additions or copied floats all of them need together.</param>
    internal void Run<T>(ref T task, int count, long operations) where T : unmanaged, ITask
    {
        const long worthTwoThreads = 50_000;
        int threads = IsSlice || operations < worthTwoThreads ? 1 : Threads;
        Workers.Shared.Run(&Execute<T>, Unsafe.AsPointer(ref task), count, threads);
    }

    private static void Execute<T>(void* task, int index) where T : unmanaged, ITask => Unsafe.AsRef<T>(task).Execute(index);

    /// <summary>Makes this step ready for a batch. Memory grows where it must and stays.</summary>
    internal void Begin(int batchSize, bool training, StepMask? mask = null)
    {
        _mask = mask ?? StepMask.All;
        bool needsInputs = training && _mask.NeedsInputs;
        long perSample = Revealed.Count > 0 ? _revealedValues : needsInputs ? _withInputGradients.Values : _valuesPerSample;
        perSample = Math.Max(_roomPerSample, perSample);
        if (batchSize > _capacity || perSample > _roomPerSample || _values is null)
        {
            int capacity = Math.Max(batchSize, _capacity);
            long values = Arena.CheckedSize(perSample, capacity, $"A batch of {capacity:N0} samples");
            _values?.Dispose();
            (_values, _capacity) = (null, 0); // There may be no room for more.
            _values = Device.Allocate(values);
            (_capacity, _roomPerSample) = (capacity, perSample);
        }

        if (training && _lanes is null && Gpu is null && _mask.TrainsAny)
        {
            _lanes = Device.Allocate(Arena.CheckedSize(_laneValues, LaneCount, "The lanes of the kernels' gradients"));
        }
        long packed = needsInputs ? _withInputGradients.Packed : _packedValues;
        if (training && Gpu is null && packed > (_packed?.Length ?? 0))
        {
            _packed?.Dispose();
            _packed = Device.Allocate(packed);
        }

        if (_transformed is null && Gpu is null && _transformedValues > 0) { _transformed = Device.Allocate(_transformedValues); }
        if (_ofBatch is null && _batchValues > 0) { _ofBatch = Device.Allocate(_batchValues); }
        ForgetSlices(); // An exception may have left some.
        (_batchSize, _training) = (batchSize, training);
        TakePart(0, SliceCount);
        Array.Clear(_tookLogits);
        _stateIsThere = false;
    }

    /// <summary>On a GPU: room for the parts of sums that are added by the next launch. It grows where it must and stays.</summary>
    internal ArrayView<float> GpuParts(long length)
    {
        Step batch = _batch;
        if (batch._parts is null || batch._parts.Length < length)
        {
            batch._parts?.Dispose();
            batch._parts = null; // There may be no room for more.
            batch._parts = Device.Allocate(length);
        }

        return batch._parts.Slice(0, length).View;
    }

    private void UploadState()
    {
        _state ??= Device.Allocate(StateLength);
        Span<int> state = stackalloc int[StateLength];
        state.Clear();
        state[IterationLow] = (int)Iteration;
        state[IterationHigh] = (int)(Iteration >> 32);
        _state.Upload(MemoryMarshal.Cast<int, float>(state));
        _stateIsThere = true;
    }

    /// <summary>
    /// Whether some of these values are the step's own, as outputs that were handed out are: the next batch overwrites them.
    /// </summary>
    internal bool Holds(ReadOnlySpan<float> values) => _batch._values is CpuArena own && own.Span.Overlaps(values);

    /// <summary>The arena of the values, for copies in and out.</summary>
    internal Arena Values => _batch._values ?? throw new InvalidOperationException("No batch has been begun.");

    /// <summary>Where a value of the whole batch begins in <see cref="Values"/>.</summary>
    internal long Start(Value value) => value.Offset * Capacity;

    /// <inheritdoc/>
    public void Dispose()
    {
        _values?.Dispose();
        _lanes?.Dispose();
        _packed?.Dispose();
        _transformed?.Dispose();
        _ofBatch?.Dispose();
        _state?.Dispose();
        _refusal?.Dispose();
        _parts?.Dispose();
        _carried?.Dispose();
        // Whoever still holds the step holds no memory.
        (_values, _lanes, _packed, _transformed, _ofBatch) = (null, null, null, null, null);
        (_state, _refusal, _parts, _carried) = (null, null, null, null);
    }
}
