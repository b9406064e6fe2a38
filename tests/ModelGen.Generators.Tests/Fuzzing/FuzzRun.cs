using System.Collections.Concurrent;
using System.Diagnostics;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Judges many programs, on all cores. <c>MODELGEN_FUZZ_COUNT</c> and <c>MODELGEN_FUZZ_SEED</c> say how many, and which is the first.
/// </summary>
internal static class FuzzRun
{
    private const int MostProblems = 10;
    private static readonly TimeSpan s_hang = TimeSpan.FromMinutes(1);

    /// <summary>Makes and judges programs, and fails with those that have problems.</summary>
    /// <param name="count">How many.</param>
    /// <param name="make">Makes the program of a seed.</param>
    /// <param name="judge">Says what is wrong, or null.</param>
    public static void Judge(int count, Func<int, FuzzCase> make, Func<FuzzCase, string?> judge)
    {
        count = Number("MODELGEN_FUZZ_COUNT") ?? count;
        int first = Number("MODELGEN_FUZZ_SEED") ?? 0, next = first - 1;
        var problems = new ConcurrentQueue<string>();
        var outcomes = new ConcurrentDictionary<(string, FuzzOutcome), int>();
        var running = new ConcurrentDictionary<FuzzCase, long>();
        string kind = "";
        Thread[] workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work) { IsBackground = true })];
        foreach (Thread worker in workers) { worker.Start(); }
        while (workers.Any(worker => !worker.Join(500)))
        {
            FuzzCase? hanging = running.FirstOrDefault(one => Stopwatch.GetElapsedTime(one.Value) > s_hang).Key;
            Assert.True(hanging is null, $"{string.Join('\n', problems)}\nhangs: {hanging}");
        }

        if (Number("MODELGEN_FUZZ_COUNT") is not null)
        {
            string told = string.Join(", ", outcomes.OrderBy(one => one.Key).Select(one => $"{one.Key.Item1} {one.Key.Item2} {one.Value}"));
            Console.WriteLine($"{kind}: {told}");
        }

        Assert.True(problems.IsEmpty, string.Join('\n', problems));

        void Work()
        {
            while (Interlocked.Increment(ref next) is var seed && seed < first + count && problems.Count < MostProblems)
            {
                try
                {
                    FuzzCase one = make(seed);
                    kind = one.Kind;
                    running[one] = Stopwatch.GetTimestamp();
                    if (judge(one) is { } problem) { problems.Enqueue($"{problem}\nin {one}"); }
                    running.TryRemove(one, out long _);
                    outcomes.AddOrUpdate((one.Kind, one.Outcome), 1, (_, n) => n + 1);
                }
                catch (Exception e) { problems.Enqueue($"seed {seed}: {e}"); }
            }
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out int number) ? number : null;
}
