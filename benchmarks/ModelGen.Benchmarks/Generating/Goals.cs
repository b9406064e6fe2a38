namespace ModelGen.Benchmarks;

/// <summary>What is said of a goal.</summary>
internal static class Goals
{
    public static string Say(double value, double most, string unit) =>
        FormattableString.Invariant($"goal < {most} {unit}: {(value < most ? "kept" : "NOT KEPT")}");
}
