using System.Diagnostics;

namespace ModelGen.Benchmarks;

/// <summary>Steps of one contender in a row.</summary>
/// <param name="Time">Microseconds per sample.</param>
/// <param name="CpuOverWall">CPU time over the time that passed: how many cores were at work.</param>
internal readonly record struct Block(double Time, double CpuOverWall)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs a block after a rest and one untimed step: the other side's idle threads may still be spinning.</summary>
    public static Block Run(IContender contender, int batch, TimeSpan atLeast)
    {
        Thread.Sleep(Rest);
        contender.Step();
        TimeSpan cpu = contender.CpuTime;
        var clock = Stopwatch.StartNew();
        int steps = 0;
        float result;
        do
        {
            result = contender.Steps(contender.StepsAtOnce);
            steps += contender.StepsAtOnce;
        }
        while (clock.Elapsed < atLeast);
        TimeSpan wall = clock.Elapsed;
        cpu = contender.CpuTime - cpu;
        if (!float.IsFinite(result)) { throw new UserException($"A step gave {result}; times of such steps mean nothing.", 1); }
        return new Block(wall.TotalMicroseconds / steps / batch, cpu / wall);
    }
}
