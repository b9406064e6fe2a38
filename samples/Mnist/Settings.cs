using System.CommandLine;

namespace ModelGen.Samples;

/// <summary>The options of this sample.</summary>
internal static class Settings
{
    public static readonly Option<int> Epochs = CommandLine.Positive("--epochs", 10, "How many times training goes over all digits.");
    public static readonly Option<int> BatchSize = CommandLine.Positive("--batch-size", 100,
        "How many digits each step of training takes.");
    public static readonly Option<string> Optimizer = CommandLine.OneOf("--optimizer", "What updates the weights: sgd or adam.", "sgd",
        "adam");
    public static readonly Option<double?> LearningRate = CommandLine.Rate("--learning-rate",
        "How far each step goes. Without it, 0.01 for sgd and 0.001 for adam.");

    public static Optimizer CreateOptimizer(ParseResult arguments) => arguments.GetValue(Optimizer) == "adam"
        ? new Adam(arguments.GetValue(LearningRate) ?? 0.001)
        : new SGD(arguments.GetValue(LearningRate) ?? 0.01);
}
