using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Benchmarks;

/// <summary>What this machine can do at most, measured with loops of ours.</summary>
/// <param name="Threads">How many threads worked.</param>
/// <param name="GigaFlops">Operations a second in billions; a multiplication with an addition is two.</param>
/// <param name="ReadGigabytes">Gigabytes a second read from memory.</param>
/// <param name="UpdateGigabytes">Gigabytes a second moved by w += a g in memory: two reads and a write.</param>
internal sealed record Peak(int Threads, double GigaFlops, double ReadGigabytes, double UpdateGigabytes)
{
    private const int Chains = 12, Repeats = 5_000_000, Floats = 1 << 25, Attempts = 5;

    // Of two arrays, so that nothing stays in a cache: 128 MB each.
    private static readonly float[] s_weights = new float[Floats], s_gradients = new float[Floats];
    private static float s_sink;

    public static Peak Measure(int threads)
    {
        // Memory that was never written is one page of zeros, which stays in the cache.
        Array.Fill(s_weights, 1);
        Array.Fill(s_gradients, 1);
        return new Peak(
            threads,
            MeasureGigaFlops(threads),
            Best(threads, i => Read(Part(s_weights, i, threads)), sizeof(float) * (double)Floats),
            Best(threads, i => Update(Part(s_weights, i, threads), Part(s_gradients, i, threads)), 3 * sizeof(float) * (double)Floats));
    }

    /// <summary>
    /// Multiply-adds alone, in some 50 ms: virtual cores may share a physical one for a while, so this is measured again and again.
    /// </summary>
    public static double MeasureGigaFlops(int threads) => Best(threads, _ => MultiplyAdd(), 2.0 * Chains * Repeats * Width * threads);

    private static int Width => Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count;

    private static Span<float> Part(float[] all, int i, int threads) => all.AsSpan(all.Length / threads * i, all.Length / threads);

    // Billions a second in the fastest of a few attempts, where all threads begin together.
    private static double Best(int threads, Action<int> work, double amount) => Enumerable.Range(0, Attempts).Max(_ =>
    {
        using var together = new Barrier(threads);
        var times = new (long Start, long End)[threads];
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            together.SignalAndWait();
            times[i].Start = Stopwatch.GetTimestamp();
            work(i);
            times[i].End = Stopwatch.GetTimestamp();
        }))];
        foreach (Thread worker in workers) { worker.Start(); }
        foreach (Thread worker in workers) { worker.Join(); }
        return amount / Stopwatch.GetElapsedTime(times.Min(time => time.Start), times.Max(time => time.End)).TotalSeconds / 1e9;
    });

    private static void MultiplyAdd() => s_sink = Vector512.IsHardwareAccelerated ? MultiplyAdd512() : MultiplyAdd256();

    // Twelve chains hide the latency of each on two ports.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdd512()
    {
        Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(0.001f);
        Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int n = 0; n < Repeats; n++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y); b = Vector512.FusedMultiplyAdd(b, x, y); c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y); e = Vector512.FusedMultiplyAdd(e, x, y); f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y); h = Vector512.FusedMultiplyAdd(h, x, y); i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y); k = Vector512.FusedMultiplyAdd(k, x, y); l = Vector512.FusedMultiplyAdd(l, x, y);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdd256()
    {
        Vector256<float> x = Vector256.Create(0.999f), y = Vector256.Create(0.001f);
        Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int n = 0; n < Repeats; n++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y); b = Vector256.FusedMultiplyAdd(b, x, y); c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y); e = Vector256.FusedMultiplyAdd(e, x, y); f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y); h = Vector256.FusedMultiplyAdd(h, x, y); i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y); k = Vector256.FusedMultiplyAdd(k, x, y); l = Vector256.FusedMultiplyAdd(l, x, y);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Read(ReadOnlySpan<float> values)
    {
        int width = Vector256<float>.Count;
        Vector256<float> a = default, b = default, c = default, d = default;
        for (int i = 0; i <= values.Length - 4 * width; i += 4 * width)
        {
            ReadOnlySpan<float> at = values[i..];
            a += Vector256.Create(at);
            b += Vector256.Create(at[width..]);
            c += Vector256.Create(at[(2 * width)..]);
            d += Vector256.Create(at[(3 * width)..]);
        }

        s_sink = Vector256.Sum(a + b + c + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update(Span<float> weights, ReadOnlySpan<float> gradients)
    {
        int width = Vector256<float>.Count;
        Vector256<float> rate = Vector256.Create(-1e-9f);
        for (int i = 0; i <= weights.Length - width; i += width)
        {
            Span<float> at = weights[i..];
            Vector256.FusedMultiplyAdd(Vector256.Create(gradients[i..]), rate, Vector256.Create<float>(at)).CopyTo(at);
        }
    }
}
