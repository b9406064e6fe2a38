using System.Globalization;
using ModelGen.Data;
using ModelGen.Tests.Checkpoints;
using Xunit;

namespace ModelGen.Tests;

/// <summary>What is written, read back, compared and said is the same in every culture.</summary>
public sealed class CultureTests : TemporaryFolder
{
    [Fact]
    public void A_training_goes_on_in_another_culture_than_it_began_in()
    {
        string whole = In("whole").Run();
        Assert.Equal(whole, InForeign(() => In("foreign").Run()));
        Course parts = In("parts");
        Assert.Throws<OperationCanceledException>(() => InForeign(() => parts.Run(Stop(after: 0))));
        Assert.Throws<OperationCanceledException>(() => parts.Run(Stop(after: 1)));
        Assert.Equal(whole, InForeign(() => parts.Run()));

        static LambdaCallback Stop(int after) => new()
        {
            EpochEnd = (epoch, _) =>
            {
                if (epoch == after) { throw new OperationCanceledException(); }
            },
        };

        // What is compared holds negative numbers, fractions and a value of a type of one's own.
        Course In(string name) => new(Directory.CreateDirectory(At(name)).FullName)
        {
            Data = Dataset.From(Images().InputColumns[0].Range(0, 60).ToArray(), Images().Labels, 8),
            Optimizer = static () => new Adam(new Falling()),
            Loss = new Huber(delta: 0.75),
            Metrics = [new Metrics.CosineSimilarity(axis: -1), new Metrics.R2Score()],
            SetsRate = false,
        };
    }

    [Fact]
    public void Moves_of_images_with_a_negative_seed_are_the_same_moves()
    {
        Dataset images = Dataset.From(new float[4 * 28 * 28], new[] { 0, 1, 2, 3 }, 28, 28, 1).WithRandomShift(2, seed: -12345);
        Train(new LambdaCallback { EpochEnd = (_, _) => throw new OperationCanceledException() });
        Assert.NotNull(InForeign(() => Train()));

        string? Train(params Callback[] callbacks)
        {
            using var model = new HandWrittenCnn(Device.Cpu, seed: -7);
            model.Compile("sgd", Loss.SparseCategoricalCrossentropy);
            var backup = new BackupAndRestore(At("backup"), saveFreq: 1);
            try { model.Fit(images, epochs: 2, batchSize: 2, callbacks: [backup, .. callbacks], verbose: 0); }
            catch (OperationCanceledException) { }
            return backup.RestoredFrom;
        }
    }

    [Fact]
    public void Names_of_files_and_lines_of_logs_are_the_same()
    {
        History history = InForeign(() => Script.Run(
            "x", [-1234.5, 0.25], new ModelCheckpoint(At("{epoch:03d} {x:.2f}.safetensors")), new CSVLogger(At("log.csv"))));
        Assert.Equal(["001 -1234.50.safetensors", "002 0.25.safetensors", "log.csv"], Files());
        string[] lines = File.ReadAllLines(At("log.csv"));
        Assert.Equal("epoch,accuracy,loss,x", lines[0]);
        Assert.Matches(@"^0,[01]\.\d+,\d\.\d+,-1234\.5$", lines[1]);
        Assert.Contains("-1234.5000", InForeign(history.ToString));
    }

    [Fact]
    public void Messages_are_the_same()
    {
        (string Name, Action Call)[] calls =
        [
            ("a learning rate", () => _ = new SGD(-1234.5)),
            ("a fraction", () => FitTests.Compiled().Fit(Digits.Clusters(20), validationSplit: -0.5)),
            ("a number of samples", () => _ = Dataset.From(new float[1_234_567], new int[1], 10)),
            ("a weight", () => Digits.Clusters(2).WithSampleWeight(new[] { float.NegativeInfinity, 1 })),
            ("a label", () => FitTests.Compiled().Fit(Dataset.From(new float[8], new[] { -1 }, 8), verbose: 0)),
            ("an axis", () => FitTests.Compiled().Compile(loss: new CosineSimilarity(axis: -7))),
            ("a shift", () => Images().WithRandomShift(-3)),
            ("a count", () => _ = new EarlyStopping(patience: -1_234)),
            ("a change", () => _ = new EarlyStopping(minDelta: double.NegativeInfinity)),
            ("a loss", () => FitTests.Compiled().Fit(Dataset.From([float.NaN, .. new float[7]], new[] { 1 }, 8), verbose: 0)),
            ("a gap between boundaries", () => _ = new PiecewiseConstantDecay([2000, 1000], [1, 2, 3])),
        ];
        foreach ((string name, Action call) in calls) { Assert.Equal(Said(name, call), InForeign(() => Said(name, call))); }

        // .NET adds the value, in the culture of the user.
        static string Said(string name, Action call)
        {
            Exception? thrown = Record.Exception(call);
            Assert.True(thrown is not null, $"Nothing is said of {name}.");
            return thrown.Message.Split('\n')[0];
        }
    }

    [Fact]
    public void What_is_printed_is_the_same()
    {
        object[] things =
        [
            new Adam(0.5), new CosineDecay(0.5, 1_000_000), Images(), Images().Labels, new LearningRate(0.25), new Huber(0.75),
            (Frequency)1_000, Images().Batches(3), new EarlyStopping(), new CpuDevice(2),
        ];
        foreach (object thing in things) { Assert.Equal(thing.ToString(), InForeign(thing.ToString)); }
        Assert.Equal("-1.5000 -1.5000e+00 -1.5e+16",
            InForeign(() => $"{ProgressText.Value(-1.5)} {ProgressText.LineValue(-1.5)} {PythonText.Repr(-1.5e16)}"));
    }

    private static T InForeign<T>(Func<T> run)
    {
        CultureInfo own = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Cultures.Foreign;
        try { return run(); }
        finally { CultureInfo.CurrentCulture = own; }
    }

    // With negative targets.
    private static Dataset Images()
    {
        var random = new Random(4);
        float[] inputs = [.. Enumerable.Range(0, 60 * 8).Select(_ => random.NextSingle())];
        float[] targets = [.. Enumerable.Range(0, 60 * 4).Select(i => ((i % 7) - 3) / 4f)];
        return Dataset.From(inputs, targets, 2, 4, 1).WithRandomShift(1, seed: -12345);
    }

    private sealed class Falling : LearningRateSchedule
    {
        public (double From, double To) Range => (-0.5, 0.25);

        public Dictionary<int, double> Steps { get; } = new() { [-1] = 0.5 };

        public override double At(long step) => 0.01 / (1 + step);
    }
}
