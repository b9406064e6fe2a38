namespace ModelGen.Tests;

/// <summary>Bytes that the whole process allocates, for tests that run alone.</summary>
internal static class Allocations
{
    /// <summary>
    /// What running it allocates, once it has run before: the least of a few runs, because now and then a thread of the test runner's
    /// allocates meanwhile, or the runtime compiles something anew.
    /// </summary>
    public static long Of(Action run)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 10 && least != 0; i++)
        {
            run();
            long before = GC.GetTotalAllocatedBytes(true);
            run();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(true) - before);
        }

        return least;
    }
}
