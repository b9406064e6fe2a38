using System.CommandLine;
using System.Diagnostics;
using ModelGen.Data;
using ModelGen.Samples;

namespace ModelGen.Benchmarks;

/// <summary>The accuracy command: how good a network becomes, trained by us and by libtorch.</summary>
internal static class AccuracyCommand
{
    public static Command Create()
    {
        var seeds = new Option<int[]>("--seeds")
        {
            Description = "Each side is trained once with each of them.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [1, 2, 3],
        };
        var epochs = new Option<int>("--epochs")
        {
            Description = "How often training goes over all pictures.",
            DefaultValueFactory = _ => 20,
        };
        var threads = new Option<int>("--threads")
        {
            Description = "How many threads each side uses.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var command = new Command("accuracy",
            "Trains the network of samples/ResNet with that sample's settings, and the same network in libtorch, and prints the test "
                + "accuracy after each epoch.") { Pictures.Data, seeds, epochs, threads };
        command.SetAction(arguments => Run(arguments, arguments.GetValue(seeds)!,
            new Recipe(arguments.GetValue(epochs), arguments.GetValue(threads))));
        return command;
    }

    private static void Run(ParseResult arguments, int[] seeds, Recipe recipe)
    {
        Peer.Load(PeerKind.Torch);
        var (train, test) = Pictures.Load(arguments);
        var libtorch = new TorchTraining(recipe, train, test);
        (string Name, Func<int, IEnumerable<double>> Train)[] sides =
            [("ModelGen", seed => recipe.TrainOurs(train, test, seed)), ("libtorch", libtorch.Run)];
        var last = sides.ToDictionary(side => side.Name, _ => new List<double>());
        foreach (var (seed, side) in from seed in seeds from side in sides select (seed, side))
        {
            var clock = Stopwatch.StartNew();
            double[] accuracies = [.. side.Train(seed)];
            last[side.Name].Add(accuracies[^1]);
            Console.WriteLine($"{side.Name}, seed {seed}, {clock.Elapsed.TotalSeconds:F0} s: "
                + $"{string.Join(" ", accuracies.Select(accuracy => $"{accuracy:F3}"))}");
        }

        foreach (var (side, accuracies) in last)
        {
            Console.WriteLine(
                $"{side}: {accuracies.Average():F4} [{accuracies.Min():F4}..{accuracies.Max():F4}] after {recipe.Epochs} epochs");
        }
    }
}
