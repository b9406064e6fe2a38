using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

// Slices: a few samples that one core takes through several layers. Where a forward pass is part of a training step, its last slices wait
// for the first ones of the backward pass, and the loss waits with them: a slice then goes forward and back at once, while its values are
// in the cache, and threads wait for one another once less. Whoever asks for a value of the whole batch meanwhile makes the slices run, so
// no value depends on it.
public sealed unsafe partial class Step
{
    // What a slice does, in this order: layers of the forward pass that wait, the losses that have joined them (Step.Samples.cs), and the
    // layers that are run now.
    private Action<Step>? _waiting;
    private int _joinedCount;
    private bool _mayJoin;
    private Action<Step>? _body;

    /// <summary>
    /// Has what follows work on some of the slices only: passes over a batch in parts, one after the other, in which each sum over samples
    /// goes on from what the part before it has left, give the bits of a pass over the whole batch. On a CPU.
    /// </summary>
    internal void TakePart(int firstSlice, int endSlice)
    {
        FinishSlices();
        (_firstSlice, _endSlice) = (firstSlice, endSlice);
        First = SliceStart(firstSlice, BatchSize, SliceCount);
        Count = SliceStart(endSlice, BatchSize, SliceCount) - First;
    }

    private int _firstSlice, _endSlice;

    /// <summary>The slices of the part that this step works on: the first one, and the one after the last.</summary>
    internal (int First, int End) Slices => (_firstSlice, _endSlice);

    /// <summary>
    /// Sums beside those in the gradient of a parameter, where this step works on a part of the batch and a later one may go on from them;
    /// empty where it works on all of it.
    /// </summary>
    internal Block Carried(Block gradient)
    {
        if (Count == BatchSize) { return default; }
        long place = gradient.Pointer - _store.GradientArena.Slice(0, 1).Pointer;
        _carried ??= Device.Allocate(_store.GradientArena.Length);
        return _carried.Slice(place, gradient.Length);
    }

    /// <summary>
    /// Runs layers slice by slice: one core takes a few samples through all of them while their values are in its cache. On a GPU once for
    /// the whole batch, and so where so few samples are predicted that kernels had better divide each of them, and where layers are timed.
    /// In a training step it may return before the slices have run: they run when a value of the batch is asked for, so ask for it
    /// (<c>step[Y2]</c>) after this call, not before.
    /// </summary>
    public void BySlices(Action<Step> body)
    {
        if (Gpu is not null || Timer is not null || (!Training && Count <= FewSamples))
        {
            body(this);
            return;
        }

        if (SlicesMayWait)
        {
            FinishSlices();
            (_waiting, _mayJoin) = (body, true);
            return;
        }

        RunSlices(body);
    }

    /// <summary>Whether slices wait for the next ones: a backward pass follows, and nobody needs their values before.</summary>
    internal bool SlicesMayWait { private get; set; }

    /// <summary>Runs the slices that wait, if there are any.</summary>
    internal void FinishSlices()
    {
        if (_waiting is not null) { RunSlices(body: null); }
    }

    private void ForgetSlices() => (_body, _waiting, _joinedCount, _mayJoin) = (null, null, 0, false);

    private void RunSlices(Action<Step>? body)
    {
        _body = body;
        int slices = SliceCount;
        for (int i = _firstSlice; i < _endSlice; i++)
        {
            Step slice = _slices[i];
            slice.First = SliceStart(i, BatchSize, slices);
            slice.Count = SliceStart(i + 1, BatchSize, slices) - slice.First;
        }

        // A local stays where it is until all slices have run, and the collector keeps what it refers to.
        Step batch = this;
        try { Workers.Shared.Run(&RunSlice, Unsafe.AsPointer(ref batch), _endSlice - _firstSlice, Threads); }
        finally { ForgetSlices(); }
    }

    private static void RunSlice(void* state, int index)
    {
        Step batch = Unsafe.AsRef<Step>(state);
        Step slice = batch._slices[batch._firstSlice + index];
        batch._waiting?.Invoke(slice);
        int first = slice.First - batch.First;
        for (int i = 0; i < batch._joinedCount; i++) { batch._joined[i]!.Execute(first, first + slice.Count); }
        batch._body?.Invoke(slice);
    }

    /// <summary>Adds the slices' partial sums of a parameter's gradient, in order. On a GPU there are none.</summary>
    public void AddLanes(Weight weight)
    {
        if (Gpu is not null) { return; }
        float* lanes = Lane(weight).Pointer + ((long)_firstSlice * weight.Size);
        Lanes.CpuAdd(this, Gradient(weight), lanes, _endSlice - _firstSlice, Accumulate);
    }

    /// <summary>How many slices the current batch has.</summary>
    internal int SliceCount => Math.Min(LaneCount, BatchSize);

    /// <summary>The first sample of slice <paramref name="slice"/> of a batch: slices differ by at most one sample.</summary>
    internal static int SliceStart(int slice, int batchSize, int slices) => (int)((long)slice * batchSize / slices);

    /// <summary>
    /// Into how many blocks of its rows a kernel divides each sample's work: one, unless there are too few samples to go round. Values do
    /// not depend on it.
    /// </summary>
    internal int BlocksPerSample(int rows) => IsSlice || Count > FewSamples || Threads == 1 ? 1 : Math.Min(rows, LaneCount / Count);
}
