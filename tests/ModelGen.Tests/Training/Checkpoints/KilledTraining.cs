using System.Diagnostics;
using System.Globalization;

namespace ModelGen.Tests.Checkpoints;

/// <summary>
/// A training in a process of its own, to be killed: this assembly, started again with a folder in its environment, trains there and ends.
/// </summary>
internal static class KilledTraining
{
    private const string FolderName = "MODELGEN_TRAINS_IN", StallName = "MODELGEN_STALLS_AT";

    /// <summary>What a child says when its training begins, and when it stands still inside the writing of a state.</summary>
    public const string Begun = "begun", Stalled = "stalled";

    /// <summary>Where a training that came to its end leaves what it came to.</summary>
    public static string OutcomeIn(string folder) => Path.Combine(folder, "outcome.txt");

    /// <summary>Starts a training, or one that goes on.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="stall">At which stage of writing a state it stands still until it is killed, counted from
    /// the beginning of the process; null: nowhere.</param>
    /// <param name="switchedOff">The variable of the vectors that it does without; null: none.</param>
    public static Process Start(string folder, int? stall = null, string? switchedOff = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(KilledTraining).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[FolderName] = folder;
        if (stall is { } stage) { start.Environment[StallName] = stage.ToString(CultureInfo.InvariantCulture); }
        if (switchedOff is not null) { start.Environment[switchedOff] = "0"; }
        return Process.Start(start)!;
    }

    /// <summary>Trains where this process is a child; false where it is not.</summary>
    public static bool TrainIfChild()
    {
        if (Environment.GetEnvironmentVariable(FolderName) is not { } folder) { return false; }
        Train(folder,
            int.TryParse(Environment.GetEnvironmentVariable(StallName), CultureInfo.InvariantCulture, out int stall) ? stall : null);
        return true;
    }

    private static void Train(string folder, int? stall)
    {
        int stages = 0;
        var course = new Course(folder)
        {
            Device = new CpuDevice(2),
            Writing = _ =>
            {
                if (stages++ != stall) { return; }
                Console.WriteLine(Stalled);
                Thread.Sleep(Timeout.Infinite);
            },
        };
        string outcome = course.Run(
            new LambdaCallback { TrainBegin = () => Console.WriteLine(Begun), BatchEnd = (_, _) => Thread.Sleep(3) });
        File.WriteAllText(OutcomeIn(folder) + ".part", outcome);
        File.Move(OutcomeIn(folder) + ".part", OutcomeIn(folder));
    }
}
