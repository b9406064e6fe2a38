using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.Versioning;

namespace ModelGen;

/// <summary>
/// The process's own threads for kernels. A run is a number of independent tasks; who takes which never matters, because each value is
/// written by one task. Every thread begins with a stretch of its own, the same in each run of as many tasks, so that the part of a kernel
/// that it read last time is still in its cache; then it takes what others have left. The caller works too. A thread without work spins for
/// at most 50 us, then sleeps; a run never waits for one that has not woken. A second caller meanwhile works alone.
/// </summary>
internal sealed unsafe class Workers
{
    private const long Open = 1L << 16;
    private const long ActiveMask = Open - 1;

    public static Workers Shared { get; } = new();

    // Number of threads inside the current run (bits 0-15), whether more may join (bit 16), the run's number (the rest).
    private long _gate;
    private int _busy;
    private Worker[] _workers = [];

    private delegate*<void*, int, void> _task;
    private void* _state;
    private int _count;
    private int _participants;

    // The next task of each thread's stretch, a number to a pair of cache lines.
    private const int Spacing = 32;
    private int[] _next = new int[Spacing];
    private ExceptionDispatchInfo? _failure;

    /// <summary>
    /// Runs task(state, 0), ..., task(state, count - 1) on up to <paramref name="threads"/> threads and returns when all are done.
    /// </summary>
    public void Run(delegate*<void*, int, void> task, void* state, int count, int threads)
    {
        int helpers = Math.Min(threads, count) - 1;
        if (helpers <= 0 || OperatingSystem.IsBrowser() || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            for (int i = 0; i < count; i++) { task(state, i); }
            return;
        }

        try
        {
            Grow(helpers);
            _task = task;
            _state = state;
            (_count, _participants, _failure) = (count, helpers, null);
            for (int i = 0; i <= helpers; i++) { _next[i * Spacing] = Start(i); }
            Volatile.Write(ref _gate, ((_gate >> 17) + 1) << 17 | Open);
            Interlocked.MemoryBarrier();
            for (int i = 0; i < helpers; i++) { _workers[i].Wake(); }
            Work(helpers);
            Interlocked.And(ref _gate, ~Open);
            SpinUntilDone();
            _failure?.Throw();
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private void SpinUntilDone()
    {
        for (int spins = 0; (Volatile.Read(ref _gate) & ActiveMask) != 0; spins++)
        {
            if (spins < 50_000) { Thread.SpinWait(1); } else { Thread.Yield(); }
        }
    }

    // The caller has the last stretch.
    private void Work(int stretch)
    {
        int stretches = _participants + 1;
        try
        {
            for (int i = 0; i < stretches; i++)
            {
                int from = (stretch + i) % stretches, end = Start(from + 1), task;
                while ((task = Interlocked.Increment(ref _next[from * Spacing]) - 1) < end) { _task(_state, task); }
            }
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
            for (int i = 0; i < stretches; i++) { Volatile.Write(ref _next[i * Spacing], _count); }
        }
    }

    private int Start(int stretch) => (int)((long)stretch * _count / (_participants + 1));

    [UnsupportedOSPlatform("browser")]
    private void Grow(int helpers)
    {
        if (_workers.Length >= helpers) { return; }
        var grown = new Worker[helpers];
        _workers.CopyTo(grown, 0);
        for (int i = _workers.Length; i < helpers; i++) { grown[i] = new Worker(this, i); }
        _next = new int[(helpers + 1) * Spacing];
        _workers = grown;
    }

    private bool IsOpen(long seen, out long gate)
    {
        gate = Volatile.Read(ref _gate);
        return (gate & Open) != 0 && gate >> 17 != seen;
    }

    [UnsupportedOSPlatform("browser")]
    private sealed class Worker
    {
        private static readonly long MaxSpin = Stopwatch.Frequency / 20_000;

        private readonly Workers _pool;
        private readonly int _id;
        private readonly SemaphoreSlim _wake = new(0);
        private int _asleep;

        public Worker(Workers pool, int id)
        {
            (_pool, _id) = (pool, id);
            new Thread(Loop) { IsBackground = true, Name = $"ModelGen {id + 1}" }.Start();
        }

        public void Wake()
        {
            if (Volatile.Read(ref _asleep) == 1 && Interlocked.Exchange(ref _asleep, 0) == 1) { _wake.Release(); }
        }

        private void Loop()
        {
            long seen = -1;
            while (true)
            {
                long gate = WaitForRun(seen);
                if (Interlocked.CompareExchange(ref _pool._gate, gate + 1, gate) != gate) { continue; }
                seen = gate >> 17;
                if (_id < _pool._participants) { _pool.Work(_id); }
                Interlocked.Decrement(ref _pool._gate);
            }
        }

        private long WaitForRun(long seen)
        {
            while (true)
            {
                long start = Stopwatch.GetTimestamp();
                do
                {
                    if (_pool.IsOpen(seen, out long gate)) { return gate; }
                    Thread.SpinWait(1);
                }
                while (Stopwatch.GetTimestamp() - start < MaxSpin);

                Interlocked.Exchange(ref _asleep, 1);
                if (_pool.IsOpen(seen, out _))
                {
                    // A run began just now; if its caller has also seen us asleep, take back the wake-up it sent.
                    if (Interlocked.Exchange(ref _asleep, 0) == 0) { _wake.Wait(); }
                    continue;
                }

                _wake.Wait();
            }
        }
    }
}
