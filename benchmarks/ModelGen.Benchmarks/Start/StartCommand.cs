using System.CommandLine;
using System.Diagnostics;

namespace ModelGen.Benchmarks;

/// <summary>The start command: how long a fresh process takes until its first result.</summary>
internal static class StartCommand
{
    private const string Goal = "<0.5";

    public static Command Create()
    {
        var times = new Option<int>("--times")
        {
            Description = "How many processes each side starts, alternately.",
            DefaultValueFactory = _ => 7,
        };
        var command = new Command("start",
            "Measures from the start of a process to the first trained step, and to the first prediction, of the lecture's network: ours "
                + "against libtorch.") { times };
        command.SetAction(arguments => Run(arguments.GetValue(times)));
        return command;
    }

    private static void Run(int times)
    {
        Peer.Load(PeerKind.Torch);
        foreach (string what in new[] { StartChild.Train, StartChild.Predict })
        {
            var measured = new Dictionary<string, List<double>> { [StartChild.Ours] = [], [StartChild.Torch] = [] };
            // The first of each only fills the file cache.
            for (int i = 0; i <= times; i++)
            {
                foreach ((string who, List<double> list) in measured)
                {
                    double time = Time(who, what);
                    if (i > 0) { list.Add(time); }
                }
            }

            Spread ratio = Spread.Of(measured[StartChild.Ours].Zip(measured[StartChild.Torch], (ours, torch) => ours / torch));
            Console.WriteLine(
                $"start-to-first-{what,-8} ours {Spread.Of(measured[StartChild.Ours])} torch {Spread.Of(measured[StartChild.Torch])} ratio "
                    + $"{ratio.Median:F2} [{ratio.Min:F2}..{ratio.Max:F2}] goal {Goal}  (ms; our time over the peer's)");
        }
    }

    // Milliseconds until the child says that it has its first result.
    private static double Time(string who, string what)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [StartChild.Command, "--who", who, "--what", what])
        {
            RedirectStandardOutput = true,
        };
        var clock = Stopwatch.StartNew();
        using Process child = Process.Start(start)!;
        string? line = child.StandardOutput.ReadLine();
        double time = clock.Elapsed.TotalMilliseconds;
        child.WaitForExit();
        return line == StartChild.Ready
            ? time : throw new UserException($"The process that should {what} with {who} did not get there; it printed \"{line}\".", 1);
    }
}
