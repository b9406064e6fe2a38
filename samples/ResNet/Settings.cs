using System.CommandLine;

namespace ModelGen.Samples;

/// <summary>The options of this sample.</summary>
internal static class Settings
{
    public static readonly Option<int> Epochs = CommandLine.Positive("--epochs", 20, "How many times training goes over all pictures.");
    public static readonly Option<int> BatchSize = CommandLine.Positive("--batch-size", 100,
        "How many pictures each step of training takes.");
    public static readonly Option<double?> LearningRate = CommandLine.Rate("--learning-rate",
        "The first step size, which shrinks to 0 along a cosine; without it, 0.1.");
    public static readonly Option<int> Shift = new("--shift")
    {
        Description = "How many pixels training moves each picture by at most; 0 leaves it where it is.",
        DefaultValueFactory = _ => 4,
        Validators = { result => CommandLine.Check<int>(result, pixels => pixels is >= 0 and < 32, "0 to 31") },
    };
}
