using System.Reflection;
using System.Text.RegularExpressions;

namespace ModelGen.EndToEnd.Tests;

/// <summary>Each sample, run as a user runs it, on little data: it trains, and its last line says what came of it.</summary>
public sealed partial class SampleTests(Package package)
{
    private readonly string _data = Path.Combine(package.Folder, "digits");

    [Fact]
    public async Task The_lectures_network_learns_and_says_so()
    {
        string last = LastLine(
            (await RunAsync("Mnist", "--data", Digits(), "--epochs", "3", "--optimizer", "adam", "--batch-size", "20", "--device", "cpu"))
                .Succeeded());
        Assert.Matches(@"^test accuracy 1\.0000  test loss 0\.\d{4}  \(3 epochs, [\d.]+ s, CPU, ", last);
    }

    [Fact]
    public async Task The_better_network_learns_and_says_what_makes_it_better()
    {
        Command run = (await RunAsync("ImproveMnist", "--data", Digits(), "--epochs", "2", "--batch-size", "20", "--device", "cpu"))
            .Succeeded();
        Assert.All(["two convolutions", "dropout", "up to 2 pixels", "Adam", "cosine schedule"],
            improvement => Assert.Contains(improvement, run.Output));
        Assert.Matches(@"^test accuracy (1\.0000|0\.9\d{3})  test loss \d\.\d{4}  \(2 epochs, ", LastLine(run));
        Assert.Equal(LastLine(run).Split("(")[0],
            LastLine(
                await RunAsync("ImproveMnist", "--data", Digits(), "--epochs", "2", "--batch-size", "20", "--device", "cpu", "--threads",
                    "3")).Split("(")[0]);
    }

    [Fact]
    public async Task A_network_with_two_heads_learns_both()
    {
        Command run = (await RunAsync("TwoHeads", "--data", Digits(), "--epochs", "2", "--batch-size", "20", "--device", "cpu"))
            .Succeeded();
        Assert.Matches(@"(?m)^test digit accuracy (1\.0000|0\.9\d{3})  odd accuracy (1\.0000|0\.9\d{3})  loss \d\.\d{4}  \(2 epochs, ",
            run.Output);
        Assert.Matches("^The first test digit is a (\\d); the model says \\1 ", LastLine(run));
    }

    [Fact]
    public async Task A_residual_network_learns_drawn_pictures()
    {
        Command run = (await RunAsync("ResNet", "--epochs", "2", "--batch-size", "20", "--shift", "0", "--learning-rate", "0.05",
            "--device", "cpu")).Succeeded();
        Assert.StartsWith("274,042 parameters, 2,000 pictures to train on", run.Output);
        Assert.Matches(@"^test accuracy (1\.0000|0\.[5-9]\d{3})  test loss \d\.\d{4}  \(2 epochs, ", LastLine(run));
    }

    [Fact]
    public async Task A_network_predicts_concrete_better_than_the_mean_does()
    {
        Command run = (await RunAsync("Regression", "--epochs", "30", "--device", "cpu")).Succeeded();
        Match test = Line().Match(LastLine(run)),
            mean = Line().Match(run.Output[run.Output.IndexOf("always the mean", StringComparison.Ordinal)..]);
        Assert.StartsWith("test RMSE ", LastLine(run));
        Assert.True(Value(test, 1) < Value(mean, 1) / 3 && Value(test, 2) < Value(mean, 2) / 3 && Value(test, 3) < Value(mean, 3) / 3,
            run.Output);
        Assert.Matches(@"R2 0\.9\d{3}  \(30 epochs, ", LastLine(run));
    }

    [Fact]
    public async Task A_table_of_the_users_is_read_and_what_is_wrong_in_it_is_found()
    {
        // b = 3 a - 2 c + 5, with semicolons, quotes and the target in the middle.
        string table = Path.Combine(package.Folder, "table.csv");
        string[] lines = ["\"a\";b;c",
            .. Enumerable.Range(0, 200)
                .Select(i => FormattableString.Invariant($"{i % 17};\"{(3 * (i % 17)) - (2 * (i % 11)) + 5.5}\";{i % 11}"))];
        File.WriteAllLines(table, lines);
        Command run = (await RunAsync("Regression", "--csv", table, "--target", "b", "--epochs", "60", "--device", "cpu")).Succeeded();
        Assert.Contains("200 rows; b is predicted from a, c.", run.Output);
        Assert.Matches(@"R2 0\.99\d\d  ", LastLine(run));

        lines[7] = "1;n/a;2";
        File.WriteAllLines(table, lines);
        Assert.Equal(
            $"{table}, line 8, column 2 (\"b\"): \"n/a\" is no number. Write a number such as 12.5, or take the line or the column out.",
            await FailAsync("Regression", "--csv", table));
        lines[7] = "1;2";
        File.WriteAllLines(table, lines);
        Assert.Equal($"{table}, line 8: there are 2 fields, but line 1 names 3 columns.", await FailAsync("Regression", "--csv", table));
        lines[7] = "1;\"2;3";
        File.WriteAllLines(table, lines);
        Assert.Equal($"{table}, line 8: the quotes of column 2 are not closed.", await FailAsync("Regression", "--csv", table));
        File.WriteAllLines(table, lines[..7]);
        Assert.Equal($"{table} has no column \"d\". It has: a, b, c.", await FailAsync("Regression", "--csv", table, "--target", "d"));
        Assert.Equal($"{table} has 6 rows; at least 20 are needed to train, validate and test on different ones.",
            await FailAsync("Regression", "--csv", table));
    }

    [Fact]
    public async Task Every_optimizer_trains_and_has_its_curve()
    {
        string picture = Path.Combine(package.Folder, "curves.svg");
        Command run = (await RunAsync("Optimizers", "--data", Digits(), "--epochs", "1", "--batch-size", "20", "--device", "cpu", "--svg",
            picture)).Succeeded();
        string svg = File.ReadAllText(picture);
        string[] optimizers = ["SGD", "RMSprop", "Adagrad", "Adadelta", "Adam", "AdamW", "Adamax", "Nadam", "Lion", "Adafactor", "Ftrl",
            "Lamb"];
        Assert.All(optimizers, name =>
        {
            Assert.Contains($"│ {name} ", run.Output);
            Assert.Contains($">{name}</text>", svg);
        });
        Assert.Equal(12, Curve().Count(svg));
        Assert.Matches(@"^least loss 0\.\d{4} with \w+  test accuracy [\d.]+  \(12 optimizers, 1 epoch each, ", LastLine(run));
    }

    [Theory]
    [InlineData("ResNet", "--data", "/no/such/folder", "There is no data_batch_*.bin or data_batch_*.bin.gz in /no/such/folder.")]
    [InlineData("Mnist", "--epochs", "0", "--epochs is 0; it must be 1 or more.")]
    [InlineData("TwoHeads", "--odd-weight", "much", "--odd-weight is much; it must be a number.")]
    [InlineData("ImproveMnist", "--shift", "28", "--shift is 28; it must be 0 to 27.")]
    [InlineData("Regression", "--learning-rate", "-1", "--learning-rate is -1; it must be a positive number.")]
    [InlineData("Optimizers", "--data", "/no/such/folder",
        "There is no train-images-idx3-ubyte or train-images-idx3-ubyte.gz in /no/such/folder.")]
    public async Task What_is_wrong_is_said_in_one_sentence(string sample, string option, string value, string message) =>
        Assert.Equal(message, await FailAsync(sample, option, value));

    // No other line is as wide.
    [GeneratedRegex("<polyline [^>]*stroke-width:2.2")]
    private static partial Regex Curve();

    [GeneratedRegex(@"RMSE ([\d.]+)  MAE ([\d.]+)  MAPE ([\d.]+) %")]
    private static partial Regex Line();

    private static double Value(Match match, int group) =>
        double.Parse(match.Groups[group].Value, System.Globalization.CultureInfo.InvariantCulture);

    private static string LastLine(Command run) => run.Output.TrimEnd().Split('\n')[^1];

    private static async Task<string> FailAsync(string sample, params string[] arguments)
    {
        Command run = await RunAsync(sample, arguments);
        Assert.Equal(1, run.ExitCode);
        return run.Output.TrimEnd();
    }

    /// <summary>Where a sample was built.</summary>
    internal static string FolderOf(string sample)
    {
        string configuration = typeof(Package).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(a => a.Key == "Configuration").Value!;
        return Path.Combine(Package.Root, "samples", sample, "bin", configuration, "net10.0");
    }

    private static Task<Command> RunAsync(string sample, params string[] arguments)
    {
        string folder = FolderOf(sample);
        return Command.DotnetAsync(folder, new Dictionary<string, string>(), ["exec", Path.Combine(folder, $"{sample}.dll"), .. arguments]);
    }

    private string Digits()
    {
        if (!Directory.Exists(_data)) { TwoHalves.Write(_data, train: 600, test: 100); }
        return _data;
    }
}
