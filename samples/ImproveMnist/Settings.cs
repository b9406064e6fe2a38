using System.CommandLine;

namespace ModelGen.Samples;

/// <summary>The options of this sample.</summary>
internal static class Settings
{
    public static readonly Option<int> Epochs = CommandLine.Positive("--epochs", 15, "How many times training goes over all digits.");
    public static readonly Option<int> BatchSize = CommandLine.Positive("--batch-size", 64, "How many digits each step of training takes.");
    public static readonly Option<double?> LearningRate = CommandLine.Rate("--learning-rate",
        "How far the first step goes; the last one goes nowhere. Without it, 0.002.");

    public static readonly Option<int> Shift = new("--shift")
    {
        Description = "How many pixels the digits move in training, at most, in each direction.",
        DefaultValueFactory = _ => 2,
        Validators = { result => CommandLine.Check<int>(result, shift => shift is >= 0 and <= 27, "0 to 27") },
    };
}
