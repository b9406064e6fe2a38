namespace ModelGen.Tests.Consoles;

/// <summary>
/// A training in a process of its own: this assembly, started again with a word in its environment, trains, says what <c>Fit</c> returned,
/// and waits.
/// </summary>
internal static class ConsoleTraining
{
    /// <summary>The variable that holds the word.</summary>
    public const string Variable = "MODELGEN_TRAINS_ON_CONSOLE";

    /// <summary>To the end; for long; with a step that does not end; for long, and Ctrl-C is left alone.</summary>
    public const string Whole = "whole", Long = "long", Stuck = "stuck", Alone = "alone";

    /// <summary>The program that does it.</summary>
    public static string[] Command => ["dotnet", typeof(ConsoleTraining).Assembly.Location];

    /// <summary>Trains where this process is such a child; false where it is not.</summary>
    public static bool TrainIfChild()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } word) { return false; }
        using var model = new LinearModel(8, 4);
        model.Compile(new SGD(), Loss.CategoricalCrossentropy, Metric.Accuracy, "sparse_categorical_crossentropy",
            new Metrics.SparseTopKCategoricalAccuracy(k: 2));
        var pace = new LambdaCallback
        {
            BatchEnd = (_, _) =>
            {
                if (word == Stuck) { Console.WriteLine(Stuck); }
                Thread.Sleep(word == Stuck ? TimeSpan.FromMinutes(2) : TimeSpan.FromMilliseconds(8));
            },
        };
        History history = model.Fit(
            Digits.Clusters(250), epochs: word == Whole ? 2 : 1_000, batchSize: 10, validationSplit: 0.2, callbacks: [pace],
            stopOnCtrlC: word != Alone);
        Console.WriteLine($"Fit returned {history.Epochs} epochs of {history["loss"].Count} losses, cancelled: {history.Cancelled}");
        if (word != Whole) { Thread.Sleep(Timeout.Infinite); }
        return true;
    }
}
