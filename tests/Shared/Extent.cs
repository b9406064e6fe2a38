namespace ModelGen.Tests;

/// <summary>
/// How much the tests do: a brief form while a person waits, the full one where <c>MODELGEN_TESTS</c> is <c>full</c>, as
/// <c>.ci/long</c> sets it.
/// </summary>
public static class Extent
{
    /// <summary>Why a test that takes long is left out.</summary>
    public const string Reason = "Takes long: .ci/long runs it, or MODELGEN_TESTS=full.";

    /// <summary>Whether tests run in full.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("MODELGEN_TESTS") == "full";

    /// <summary>A count for each form.</summary>
    public static int Pick(int brief, int full) => IsFull ? full : brief;

    /// <summary>All cases in full; in brief every <paramref name="step"/>th, from the first on.</summary>
    public static IEnumerable<T> Pick<T>(IEnumerable<T> cases, int step) => IsFull ? cases : cases.Where((_, i) => i % step == 0);
}
