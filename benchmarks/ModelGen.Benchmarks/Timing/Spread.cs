namespace ModelGen.Benchmarks;

/// <summary>What many measurements say together.</summary>
internal readonly record struct Spread(double Median, double Min, double Max)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }

    public override string ToString() => $"{Median,8:F1} {$"[{Min:F1}..{Max:F1}]",-18}";
}
