using System.Diagnostics;
using Xunit;

namespace ModelGen.Tests.Checkpoints;

/// <summary>Processes that train are killed, as the system kills them when memory runs out, and started again.</summary>
public sealed class KilledTrainingTests : TemporaryFolder
{
    private static int Kills { get; } = Extent.Pick(brief: 5, full: 50);

    [Fact]
    public void A_training_that_is_killed_again_and_again_gives_the_same_bits_as_one_that_never_stopped()
    {
        string whole = Begin("whole");
        Finish(whole);
        string expected = File.ReadAllText(KilledTraining.OutcomeIn(whole));

        var random = new Random(50);
        int kills = 0, inWriting = 0, courses = 0, states = 0;
        while (kills < Kills)
        {
            string folder = Begin($"course{courses++}");
            for (int most = random.Next(4, 12); most > 0 && kills < Kills; most--)
            {
                // Every other time inside the writing of a state: it takes a hundred stages or so, and six states are written or more.
                int? stall = kills % 2 == 0 ? null : random.Next(0, 300);
                if (!Kill(folder, stall, random.Next(0, 130))) { break; }
                kills++;
                inWriting += File.Exists(Path.Combine(folder, "backup", "unfinished.tmp")) ? 1 : 0;
                states += Directory.GetFiles(folder, "latest.safetensors", SearchOption.AllDirectories).Length;
            }

            Finish(folder);
            Assert.Equal(expected, File.ReadAllText(KilledTraining.OutcomeIn(folder)));
        }

        Assert.True(inWriting >= Kills * 3 / 10, $"Only {inWriting} were killed inside the writing of a state.");
        Assert.True(states >= Kills * 3 / 5, $"Only {states} had a state to go on from.");
    }

    private string Begin(string name) => Directory.CreateDirectory(At(name)).FullName;

    /// <summary>
    /// Kills a training some milliseconds after its beginning, or where it stands still; false where it came to its end before.
    /// </summary>
    private static bool Kill(string folder, int? stall, int milliseconds)
    {
        using Process child = KilledTraining.Start(folder, stall);
        string? said = child.StandardOutput.ReadLine();
        if (stall is null) { Thread.Sleep(milliseconds); }
        else
        {
            while (said is not (null or KilledTraining.Stalled)) { said = child.StandardOutput.ReadLine(); }
        }

        child.Kill();
        string errors = child.StandardError.ReadToEnd();
        child.WaitForExit();
        Assert.Equal("", errors);
        return child.ExitCode != 0;
    }

    private static void Finish(string folder)
    {
        if (File.Exists(KilledTraining.OutcomeIn(folder))) { return; }
        using Process child = KilledTraining.Start(folder);
        bool ended = child.WaitForExit(TimeSpan.FromSeconds(60)); // it says too little to fill a pipe
        if (!ended) { child.Kill(); }
        string said = child.StandardOutput.ReadToEnd() + child.StandardError.ReadToEnd();
        Assert.True(ended && child.ExitCode == 0, said);
    }
}
