using System.CommandLine;
using System.CommandLine.Parsing;

namespace ModelGen.Samples;

/// <summary>The command line.</summary>
internal static class Arguments
{
    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR|mnist|synthetic",
        Description = "Where the digits come from: a folder with the four IDX files of MNIST, gzipped or not; mnist, which is downloaded once; or synthetic, digits that the program draws itself. Without it, MNIST is used where it can be had, and synthetic digits elsewhere.",
    };

    private static readonly Option<int> Epochs = Positive("--epochs", 10, "How many times training goes over all digits.");
    private static readonly Option<int> BatchSize = Positive("--batch-size", 100, "How many digits each step of training takes.");
    private static readonly Option<string> Optimizer = OneOf("--optimizer", "What updates the weights: sgd or adam.", "sgd", "adam");

    private static readonly Option<double?> LearningRate = new("--learning-rate")
    {
        Description = "How far each step goes. Without it, 0.01 for sgd and 0.001 for adam.",
        Validators = { result => Check(result, result.GetValueOrDefault<double?>() is null or (> 0 and < double.PositiveInfinity), "a positive number") },
    };

    private static readonly Option<string> Device = OneOf("--device", "What computes: auto takes a GPU where there is one and the CPU elsewhere; cpu, cuda and opencl insist.", "auto", "cpu", "cuda", "opencl");

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "How many threads the CPU uses; 0 is one for each core. The result does not depend on it.",
        Validators = { result => Check(result, result.GetValueOrDefault<int>() is >= 0 and <= 1024, "0 to 1024") },
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "The seed of the first weights and of the order of the digits: the same seed gives the same result.",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>Reads the command line and trains; 1 where something was wrong, said in one sentence.</summary>
    public static int Run(string[] args, Action<Settings> train)
    {
        var command = new RootCommand("Trains the lecture's convolutional network on handwritten digits and says how many of the test digits it recognizes.")
        {
            Data, Epochs, BatchSize, Optimizer, LearningRate, Device, Threads, Seed,
        };
        command.SetAction(result => Guard(() => train(new Settings(
            result.GetValue(Data), result.GetValue(Epochs), result.GetValue(BatchSize), result.GetValue(Optimizer)!,
            result.GetValue(LearningRate), result.GetValue(Device)!, result.GetValue(Threads), result.GetValue(Seed)))));
        ParseResult parsed = command.Parse(args);
        if (parsed.Errors.Count == 0) { return parsed.Invoke(); }
        foreach (ParseError error in parsed.Errors) { Console.Error.WriteLine(error.Message); }
        return 1;
    }

    private static int Guard(Action train)
    {
        try
        {
            train();
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or NonFiniteLossException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static Option<int> Positive(string name, int value, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        Validators = { result => Check(result, result.GetValueOrDefault<int>() >= 1, "1 or more") },
    };

    private static Option<string> OneOf(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => values[0] };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static void Check(OptionResult result, bool holds, string expected)
    {
        if (!holds) { result.AddError($"{result.Option.Name} is {result.Tokens.LastOrDefault()?.Value}; it must be {expected}."); }
    }
}
