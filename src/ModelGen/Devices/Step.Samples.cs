namespace ModelGen.Kernels;

// Work that is done sample by sample, as most losses are: with the slices that wait, while they have the
// outputs in the cache, or by chunks of the batch.
public sealed unsafe partial class Step
{
    // One for each output. They outlive a step, so that a step allocates nothing.
    private readonly JoinedTask?[] _joined = [];

    /// <summary>Lets a task of the next loss join the slices that wait, where there are some.</summary>
    internal void BeginLoss() => _mayJoin = _waiting is not null && _joinedCount < _joined.Length;

    /// <summary>
    /// Takes all samples of the batch through a task: with the slices that wait, where there are some, else spread over the device's
    /// threads.
    /// </summary>
    /// <param name="task">The task, which is copied; what it points to stays until the slices have run.</param>
    /// <param name="valuesPerSample">How many values it works on for each sample.</param>
    /// <param name="operations">About how many multiplications, additions or copied floats each of them needs.</param>
    internal void RunSamples<T>(ref T task, int valuesPerSample, int operations) where T : unmanaged, ISampleTask
    {
        if (_mayJoin)
        {
            JoinedTask<T> joined = _joined[_joinedCount] as JoinedTask<T> ?? new JoinedTask<T>();
            joined.Task = task;
            _joined[_joinedCount++] = joined;
            _mayJoin = false;
            return;
        }

        FinishSlices(); // One task of a loss joins them; a second one comes after them.
        fixed (T* first = &task)
        {
            var chunks = new ChunkTask<T> { Task = first, Chunks = new SampleChunks(Count, valuesPerSample) };
            Run(ref chunks, chunks.Chunks.Count, (long)Count * valuesPerSample * operations);
        }
    }

    private abstract class JoinedTask
    {
        public abstract void Execute(int first, int end);
    }

    private sealed class JoinedTask<T> : JoinedTask where T : unmanaged, ISampleTask
    {
        public T Task;

        public override void Execute(int first, int end)
        {
            T own = Task; // Slices run side by side, and a task may change itself.
            own.Execute(first, end);
        }
    }

    private struct ChunkTask<T> : ITask where T : unmanaged, ISampleTask
    {
        public T* Task;
        public SampleChunks Chunks;

        public readonly void Execute(int index)
        {
            T own = *Task;
            own.Execute(Chunks.Start(index), Chunks.Start(index + 1));
        }
    }
}
