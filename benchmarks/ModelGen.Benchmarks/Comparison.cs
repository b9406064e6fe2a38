using System.Diagnostics;

namespace ModelGen.Benchmarks;

/// <summary>Two contenders in one run: alternating blocks, the ratio of each round, the median of the ratios.</summary>
internal static class Comparison
{
    private static readonly TimeSpan Block = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    /// <summary>Times both, and returns microseconds per sample of each round.</summary>
    public static (double[] Ours, double[] Theirs) Run(IContender ours, IContender theirs, int batch, int rounds)
    {
        var times = (Ours: new double[rounds], Theirs: new double[rounds]);
        Time(ours, batch);
        Time(theirs, batch);
        for (int round = 0; round < rounds; round++)
        {
            times.Ours[round] = Time(ours, batch);
            times.Theirs[round] = Time(theirs, batch);
        }

        return times;
    }

    /// <summary>Microseconds per sample over one block; one untimed step goes before.</summary>
    public static double Time(IContender contender, int batch)
    {
        Thread.Sleep(Rest);
        contender.Step();
        var clock = Stopwatch.StartNew();
        int steps = 0;
        do
        {
            contender.Step();
            steps++;
        }
        while (clock.Elapsed < Block);
        return clock.Elapsed.TotalMicroseconds / steps / batch;
    }

    /// <summary>Takes one step on both sides and returns the largest deviation of loss and parameters, relative to the largest value of each tensor.</summary>
    public static double Deviation(IContender ours, IContender theirs)
    {
        double deviation = Math.Abs(ours.Loss() - theirs.Loss()) / Math.Abs(theirs.Loss());
        ours.Step();
        theirs.Step();
        foreach ((float[] a, float[] b) in ours.Parameters().Zip(theirs.Parameters()))
        {
            double scale = b.Max(Math.Abs);
            deviation = Math.Max(deviation, a.Zip(b, (x, y) => Math.Abs((double)x - y)).Max() / scale);
        }

        return deviation;
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
