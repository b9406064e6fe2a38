using System.Runtime.InteropServices;
using ModelGen.Kernels;

namespace ModelGen;

// Updates that run inside a backward pass, on the CPU: kernels take what they can, and the rest follows after it.
public sealed unsafe partial class Updater
{
    private Offered? _offered;
    private bool _offers;
    private Func<bool>? _mayUpdate;

    /// <summary>Whether the pass of this optimizer may run inside a backward pass: it uses each gradient once, for its own place.</summary>
    internal bool FitsBackward => _parts == UpdateParts.None && _store.Device is CpuDevice;

    /// <summary>Says that the next <see cref="Run"/> is to be offered to the backward pass that follows, and not to be done.</summary>
    /// <param name="mayUpdate">Asked before a kernel updates; null where it always may.</param>
    internal void BeginOffer(Func<bool>? mayUpdate)
    {
        Follow(_store.Mask);
        (_offers, _mayUpdate) = (true, mayUpdate);
    }

    /// <summary>Ends an offer: updates what no kernel has taken.</summary>
    /// <returns>Whether there was an offer.</returns>
    internal bool TryFinishOffer()
    {
        if (!_offers) { return false; }
        Withdraw();
        _offered!.RunRest(this);
        return true;
    }

    /// <summary>Takes back an offer that was not finished.</summary>
    internal void Withdraw()
    {
        _offers = false;
        _mayUpdate = null;
        _store.BackwardUpdate?.Offer(default, null);
    }

    private void Offer<K, U>(U rule) where K : struct, IPass<U> where U : unmanaged
    {
        Offered<K, U> offered = _offered as Offered<K, U> ?? new Offered<K, U>();
        _offered = offered;
        (_store.BackwardUpdate ??= new BackwardUpdate(_store)).Offer(offered.Begin(PlainTaskOf<K, U>(rule)), _mayUpdate);
    }

    private abstract class Offered
    {
        public abstract void RunRest(Updater updater);
    }

    private sealed class Offered<K, U> : Offered where K : struct, IPass<U> where U : unmanaged
    {
        private readonly PlainTask<K, U>[] _task = GC.AllocateArray<PlainTask<K, U>>(1, pinned: true);

        public StretchUpdate Begin(PlainTask<K, U> task)
        {
            _task[0] = task;
            return new StretchUpdate(&PlainTask<K, U>.RunStretch, (void*)Marshal.UnsafeAddrOfPinnedArrayElement(_task, 0));
        }

        // Parameters that lie side by side go together.
        public override void RunRest(Updater updater)
        {
            ParameterStore store = updater._store;
            BackwardUpdate update = store.BackwardUpdate!;
            IReadOnlyList<StoredParameter> parameters = store.Contents;
            ref PlainTask<K, U> task = ref _task[0];
            for (int first = 0, end; first < parameters.Count; first = end)
            {
                end = first + 1;
                if (!IsLeft(first)) { continue; }
                while (end < parameters.Count && IsLeft(end)) { end++; }
                task.First = parameters[first].Weight.Offset;
                task.End = parameters[end - 1].Weight.Offset + parameters[end - 1].Weight.Size;
                ParameterChunks.Run(store.Device, ref task, task.End - task.First);
            }

            bool IsLeft(int parameter) => !update.HasTakenNumber(parameter) && store.Mask.Updates(parameter);
        }
    }
}
