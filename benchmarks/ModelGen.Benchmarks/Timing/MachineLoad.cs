using System.Diagnostics;
using System.Globalization;

namespace ModelGen.Benchmarks;

/// <summary>
/// How busy other processes, and other guests of the host, keep this machine's cores: from /proc/stat, where there is one.
/// </summary>
internal sealed class MachineLoad
{
    private const string Path = "/proc/stat";
    private const double JiffiesPerSecond = 100;

    private readonly double _busy = BusySeconds();
    private readonly TimeSpan _own = OwnTime();
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Whether it can be measured: the file counts all cores, so we must have them all.</summary>
    public static bool IsMeasured { get; } =
        File.Exists(Path) && Lines().Count(line => line.StartsWith("cpu", StringComparison.Ordinal)) - 1 == Environment.ProcessorCount;

    /// <summary>The part of all cores' time since this was made that others took; 0 where it cannot be measured.</summary>
    public double OfOthers()
    {
        if (!IsMeasured) { return 0; }
        double others = BusySeconds() - _busy - (OwnTime() - _own).TotalSeconds;
        return Math.Max(0, others / (_clock.Elapsed.TotalSeconds * Environment.ProcessorCount));
    }

    /// <summary>What a line says where others took too much meanwhile; else nothing.</summary>
    public string Remark() => OfOthers() is > Rounds.Disturbing and var others ? $"  disturbed: others took {others:P0}" : "";

    private static TimeSpan OwnTime() => Environment.CpuUsage.TotalTime + PyTorchProcess.CpuTimeOfAll;

    // cpu user nice system idle iowait irq softirq steal: all but idle and iowait are busy.
    private static double BusySeconds()
    {
        if (!IsMeasured) { return 0; }
        double[] fields = [.. Lines().First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(field => double.Parse(field, CultureInfo.InvariantCulture))];
        return (fields.Sum() - fields[3] - fields[4]) / JiffiesPerSecond;
    }

    private static IEnumerable<string> Lines() => File.ReadLines(Path);
}
