using System.CommandLine;

namespace ModelGen.Samples;

/// <summary>The options of this sample.</summary>
internal static class Settings
{
    public static readonly Option<string?> Csv = new("--csv")
    {
        HelpName = "FILE",
        Description = "A table of numbers with a header line, its fields separated by commas, semicolons or tabs. Without it, the program "
            + "makes a table of concrete strengths.",
    };

    public static readonly Option<string?> Target = new("--target")
    {
        HelpName = "COLUMN",
        Description = "The name of the column to predict from the others. Without it, the last one.",
    };

    public static readonly Option<int> Epochs = CommandLine.Positive("--epochs", 500,
        "How many times training goes over all rows, at most.");
    public static readonly Option<int> Patience = CommandLine.Positive("--patience", 40,
        "After how many epochs in which the validation loss has not fallen training stops.");
    public static readonly Option<int> BatchSize = CommandLine.Positive("--batch-size", 32, "How many rows each step of training takes.");
    public static readonly Option<double?> LearningRate = CommandLine.Rate("--learning-rate", "How far each step goes. Without it, 0.002.");
}
