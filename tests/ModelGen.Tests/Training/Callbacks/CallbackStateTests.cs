using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>A callback that takes up the state of another goes on as the other would have.</summary>
public sealed class CallbackStateTests : TemporaryFolder
{
    private static readonly double[] s_watched = [1, .9, .95, .97, .8, .85, .86, .87, .88, .89];

    public static TheoryData<string> Kinds =>
        ["stopping", "stopping_best", "plateau", "checkpoint", "checkpoint_best", "csv", "csv_append", "tensorboard"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Training_that_goes_on_elsewhere_ends_as_if_it_had_never_stopped(string kind)
    {
        for (int stop = 1; stop < s_watched.Length; stop++)
        {
            string whole = Directory.CreateDirectory(At($"{kind}{stop}", "whole")).FullName,
                parts = Directory.CreateDirectory(At($"{kind}{stop}", "parts")).FullName;
            using LinearModel one = FitTests.Compiled(), two = FitTests.Compiled();
            Train(one, 0, s_watched.Length, Make(kind, whole));

            // The first part runs an epoch further than its state says, as a process does that is killed later.
            var state = new CallbackState();
            float[][] weights = [];
            double rate = 0;
            Callback first = Make(kind, parts);
            var save = new LambdaCallback
            {
                EpochEnd = (epoch, _) =>
                {
                    if (epoch != stop - 1 || two.StopTraining) { return; }
                    first.SaveState(new StateWriter(state, "0/"));
                    (weights, rate) = (two.GetWeights(), two.Optimizer.LearningRate.Value);
                },
            };
            Train(two, 0, Math.Min(stop + 1, s_watched.Length), first, save);
            if (weights.Length == 0) { break; } // it had stopped by itself

            two.SetWeights(weights);
            two.Optimizer.LearningRate = rate;
            Callback second = Make(kind, parts);
            Train(two, stop, s_watched.Length, second,
                new LambdaCallback { TrainBegin = () => second.LoadState(new StateReader(state, "0/")) });
            Assert.Equal(Outcome(kind, one, whole), Outcome(kind, two, parts));
        }
    }

    private static void Train(LinearModel model, int from, int to, params Callback[] callbacks) => model.Fit(
        Digits.Clusters(30), initialEpoch: from, epochs: to, batchSize: 10, shuffle: false,
        callbacks: [new Script("watched", s_watched), .. callbacks], verbose: 0);

    private static Callback Make(string kind, string folder) => kind switch
    {
        "stopping" => new EarlyStopping("watched", patience: 4, mode: "min"),
        "stopping_best" => new EarlyStopping("watched", patience: 9, mode: "min", restoreBestWeights: true),
        "plateau" => new ReduceLROnPlateau("watched", factor: .5, patience: 2, mode: "min", cooldown: 1),
        "checkpoint" => new ModelCheckpoint(Path.Combine(folder, "{epoch}-{batch}.safetensors"), saveFreq: 4),
        "checkpoint_best" => new ModelCheckpoint(Path.Combine(folder, "{epoch}.safetensors"), "watched", saveBestOnly: true, mode: "min"),
        "csv" => new CSVLogger(Path.Combine(folder, "log.csv")),
        "csv_append" => new CSVLogger(Path.Combine(folder, "log.csv"), append: true),
        _ => new TensorBoard(folder, updateFreq: 2),
    };

    // What can be seen afterwards: the parameters, the rate, and what all files hold.
    private static string Outcome(string kind, LinearModel model, string folder)
    {
        IEnumerable<string> files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => kind == "tensorboard"
            ? string.Join(" ", EventFileReader.Read(file).Select(e => (e.Tag, e.Step, e.Value)))
            : Path.GetFileName(file) + " " + Convert.ToHexString(File.ReadAllBytes(file)));
        return string.Join("\n", [string.Join(" ", model.Parameters[0].ToArray()), $"{model.Optimizer.LearningRate}", .. files]);
    }

    [Fact]
    public void A_callback_of_ones_own_writes_and_reads_named_values()
    {
        var state = new CallbackState();
        var writer = new StateWriter(state, "3/");
        writer.Write("count", 7);
        writer.Write("best", double.NaN);
        writer.Write("file", "a b");
        writer.Write("values", [1f, 2]);
        var reader = new StateReader(state, "3/");
        Assert.Equal(7, reader.ReadInteger("count"));
        Assert.Equal(double.NaN, reader.ReadNumber("best"));
        Assert.Equal("a b", reader.ReadText("file"));
        Assert.Equal([1f, 2], reader.ReadArray("values"));
        Assert.True(reader.Has("best"));
        Assert.False(reader.Has("worst"));
        Assert.False(new StateReader(state, "4/").Has("best"));
        Assert.Equal("The state has \"best\" already. Give each value a name of its own. (Parameter 'name')",
            Assert.Throws<ArgumentException>(() => writer.Write("best", 1)).Message);
        Assert.Equal("The state has no number \"worst\". It has: best.",
            Assert.Throws<InvalidDataException>(() => reader.ReadNumber("worst")).Message);
        Assert.Equal("The state has no text \"file\". It has: none.",
            Assert.Throws<InvalidDataException>(() => new StateReader(state, "4/").ReadText("file")).Message);
    }

    [Fact]
    public void A_log_that_is_shorter_than_it_was_is_an_error()
    {
        var state = new CallbackState();
        var logger = new CSVLogger(At("log.csv"));
        Script.Run("x", [1, 2], logger);
        logger.SaveState(new StateWriter(state, ""));
        File.WriteAllText(At("log.csv"), "gone");
        Assert.StartsWith(
            $"{At("log.csv")} has 4 bytes, but it had ",
            Assert.Throws<InvalidDataException>(() => new CSVLogger(At("log.csv")).LoadState(new StateReader(state, ""))).Message);
    }
}
