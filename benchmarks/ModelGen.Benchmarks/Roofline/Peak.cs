using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Kernels;

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
    public static double MeasureGigaFlops(int threads) =>
        Best(threads, _ => Simd.Run(default(MultiplyAdds)), 2.0 * Chains * Repeats * Simd.Width * threads);

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

    private readonly struct MultiplyAdds : ISimdKernel
    {
        public void Run<V>() where V : struct, ISimd<V> => s_sink = MultiplyAdd<V>();
    }

    // Twelve chains hide the latency of each on two ports. Each multiplies what it has, or a compiler could multiply once for all.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdd<V>() where V : struct, ISimd<V>
    {
        V x = V.Of(-1e-9f), a = V.Of(1), b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        for (int n = 0; n < Repeats; n++)
        {
            a.AddProduct(a, x); b.AddProduct(b, x); c.AddProduct(c, x); d.AddProduct(d, x); e.AddProduct(e, x); f.AddProduct(f, x);
            g.AddProduct(g, x); h.AddProduct(h, x); i.AddProduct(i, x); j.AddProduct(j, x); k.AddProduct(k, x); l.AddProduct(l, x);
        }

        return V.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
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
            Vector256.MultiplyAddEstimate(Vector256.Create(gradients[i..]), rate, Vector256.Create<float>(at)).CopyTo(at);
        }
    }
}
