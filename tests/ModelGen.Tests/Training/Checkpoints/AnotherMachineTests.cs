using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace ModelGen.Tests.Checkpoints;

/// <summary>
/// A training that goes on where vectors are others, as on another machine: its state and its weights are read, kernels lie otherwise in
/// memory, and it comes to nearly the numbers of a training that stays.
/// </summary>
public sealed class AnotherMachineTests : TemporaryFolder
{
    // Sums of other orders and products that are rounded once more, through 18 steps of Adam.
    private const double Tolerance = 1e-4;

    // Some way into the second epoch.
    private const int LastStep = 9, Stage = 300;

    public static TheoryData<string, string> Switches => [.. Extent.Pick(NarrowerVectors.All, step: 2)];

    [Theory]
    [MemberData(nameof(Switches))]
    public void What_is_begun_with_all_vectors_goes_on_with_fewer(string vectors, string switchedOff)
    {
        NarrowerVectors.SkipUnlessWiderThan(vectors);
        string folder = Begin("begun"), whole = Begin("whole");
        int steps = 0;
        var stop = new LambdaCallback { BatchEnd = (_, _) => { if (++steps == LastStep) { throw new OperationCanceledException(); } } };
        Assert.Throws<OperationCanceledException>(() => new Course(folder).Run(stop));
        string[] expected = Weights(new Course(whole).Run());

        using Process child = KilledTraining.Start(folder, switchedOff: switchedOff);
        string said = child.StandardOutput.ReadToEnd(), errors = child.StandardError.ReadToEnd();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, said + errors);
        Assert.Contains("numbers will differ in their last digits", errors);
        AssertClose(expected, Weights(File.ReadAllText(KilledTraining.OutcomeIn(folder))));
        AssertReadable(folder);
    }

    [Theory]
    [MemberData(nameof(Switches))]
    public void What_is_begun_with_fewer_vectors_goes_on_with_all(string vectors, string switchedOff)
    {
        NarrowerVectors.SkipUnlessWiderThan(vectors);
        string folder = Begin("begun"), whole = Begin("whole");
        string[] expected = Weights(new Course(whole).Run());
        using Process child = KilledTraining.Start(folder, Stage, switchedOff);
        string? said = child.StandardOutput.ReadLine();
        while (said is not (null or KilledTraining.Stalled)) { said = child.StandardOutput.ReadLine(); }
        Assert.Equal(KilledTraining.Stalled, said);
        child.Kill();
        child.WaitForExit();
        Assert.True(File.Exists(new Course(folder).Latest), "It had written no state.");

        AssertClose(expected, Weights(new Course(folder).Run()));
        AssertReadable(folder);
    }

    private string Begin(string name) => Directory.CreateDirectory(At(name)).FullName;

    // The best weights, whoever wrote them: read and written again, the same file.
    private static void AssertReadable(string folder)
    {
        string best = Path.Combine(folder, "best.safetensors"), again = Path.Combine(folder, "again.safetensors");
        using var model = new HandWrittenMlp(new CpuDevice(1), seed: 1);
        model.LoadWeights(best);
        model.SaveWeights(again);
        Assert.Equal(File.ReadAllBytes(best), File.ReadAllBytes(again));
    }

    // The first lines of an outcome: a name, and the bits of values.
    private static string[] Weights(string outcome) => outcome.Split('\n')[..4];

    private static void AssertClose(string[] expected, string[] actual)
    {
        for (int line = 0; line < expected.Length; line++)
        {
            string[] left = expected[line].Split(' '), right = actual[line].Split(' ');
            Assert.Equal(left[0], right[0]);
            Assert.All(left[1..].Zip(right[1..]), pair => Assert.Equal(Value(pair.First), Value(pair.Second), Tolerance));
        }
    }

    private static double Value(string bits) =>
        BitConverter.UInt32BitsToSingle(uint.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
