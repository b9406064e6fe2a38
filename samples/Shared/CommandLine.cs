using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;

namespace ModelGen.Samples;

/// <summary>What the command lines of all samples have in common.</summary>
internal static class CommandLine
{
    /// <summary>Reads the command line and runs the sample; 1 where something was wrong, said in one sentence.</summary>
    public static int Run(string description, string[] args, Option[] options, Action<ParseResult> run)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.OutputEncoding = Encoding.UTF8;
        var command = new RootCommand(description);
        foreach (Option option in options) { command.Add(option); }
        command.SetAction(result => Guard(() => run(result)));
        ParseResult parsed = command.Parse(args);
        if (parsed.Errors.Count == 0) { return parsed.Invoke(); }

        // Of an option the last one: what a check says is plainer than what the parser says.
        foreach (var errors in parsed.Errors.GroupBy(error => error.SymbolResult as OptionResult ?? (object)error))
        {
            Console.Error.WriteLine(errors.Last().Message);
        }

        return 1;
    }

    /// <summary>A whole number of at least 1.</summary>
    public static Option<int> Positive(string name, int value, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        Validators = { result => Check<int>(result, number => number >= 1, "1 or more") },
    };

    /// <summary>A positive number that may be left out.</summary>
    public static Option<double?> Rate(string name, string description) => new(name)
    {
        Description = description,
        Validators = { result =>
            Check<double?>(result, rate => rate is null or (> 0 and < double.PositiveInfinity), "a positive number") },
    };

    /// <summary>One of some words; the first of them where it is left out.</summary>
    public static Option<string> OneOf(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => values[0] };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    /// <summary>Says what an option must be, where it is not.</summary>
    public static void Check<T>(OptionResult result, Predicate<T> holds, string expected)
    {
        try
        {
            if (holds(result.GetValueOrDefault<T>()!)) { return; }
        }
        catch (InvalidOperationException)
        {
            // It cannot be read as such a value, which is said in the same way.
        }

        result.AddError($"{result.Option.Name} is {result.Tokens.LastOrDefault()?.Value}; it must be {expected}.");
    }

    /// <summary>One epoch, 2 epochs.</summary>
    public static string Epochs(int count) => $"{count} {(count == 1 ? "epoch" : "epochs")}";

    private static int Guard(Action run)
    {
        try
        {
            run();
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or NonFiniteLossException
            or NonFiniteUpdateException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
