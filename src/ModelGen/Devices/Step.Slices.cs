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
    /// Runs layers slice by slice: one core takes a few samples through all of them while their values are in its cache. On a GPU once for
    /// the whole batch, and so where so few samples are predicted that kernels had better divide each of them. In a training step it may
    /// return before the slices have run: they run when a value of the batch is asked for, so ask for it (<c>step[Y2]</c>) after this call,
    /// not before.
    /// </summary>
    public void BySlices(Action<Step> body)
    {
        if (Gpu is not null || (!Training && Count <= FewSamples))
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
        for (int i = 0; i < slices; i++)
        {
            Step slice = _slices[i];
            slice.First = SliceStart(i, Count, slices);
            slice.Count = SliceStart(i + 1, Count, slices) - slice.First;
        }

        // A local stays where it is until all slices have run, and the collector keeps what it refers to.
        Step batch = this;
        try { Workers.Shared.Run(&RunSlice, Unsafe.AsPointer(ref batch), slices, Device.Threads); }
        finally { ForgetSlices(); }
    }

    private static void RunSlice(void* state, int index)
    {
        Step batch = Unsafe.AsRef<Step>(state);
        Step slice = batch._slices[index];
        batch._waiting?.Invoke(slice);
        for (int i = 0; i < batch._joinedCount; i++) { batch._joined[i]!.Execute(slice.First, slice.First + slice.Count); }
        batch._body?.Invoke(slice);
    }

    /// <summary>Adds the slices' partial sums of a parameter's gradient, in order. On a GPU there are none.</summary>
    public void AddLanes(Weight weight)
    {
        if (Gpu is null) { Lanes.CpuAdd(this, Gradient(weight), Lane(weight), SliceCount); }
    }

    /// <summary>How many slices the current batch has.</summary>
    internal int SliceCount => Math.Min(LaneCount, BatchSize);

    /// <summary>The first sample of slice <paramref name="slice"/> of a batch: slices differ by at most one sample.</summary>
    internal static int SliceStart(int slice, int batchSize, int slices) => (int)((long)slice * batchSize / slices);

    /// <summary>
    /// Into how many blocks of its rows a kernel divides each sample's work: one, unless there are too few samples to go round. Values do
    /// not depend on it.
    /// </summary>
    internal int BlocksPerSample(int rows) => IsSlice || Count > FewSamples || Device.Threads == 1 ? 1 : Math.Min(rows, LaneCount / Count);
}
