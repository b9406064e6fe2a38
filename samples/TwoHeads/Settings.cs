using System.CommandLine;

namespace ModelGen.Samples;

/// <summary>The options of this sample.</summary>
internal static class Settings
{
    public static readonly Option<int> Epochs = CommandLine.Positive("--epochs", 3, "How many times training goes over all digits.");
    public static readonly Option<int> BatchSize = CommandLine.Positive("--batch-size", 100,
        "How many digits each step of training takes.");
    public static readonly Option<string> By = CommandLine.OneOf("--by",
        "How the network is declared: by attributes (TwoHeads.cs) or by a method (TwoHeadsByMethod.cs). The numbers are the same.",
        "attributes", "method");
    public static readonly Option<double> OddWeight = new("--odd-weight")
    {
        Description = "How much the loss of the second output counts beside that of the first.",
        DefaultValueFactory = _ => 0.2,
        Validators = { result => CommandLine.Check<double>(result, double.IsFinite, "a number") },
    };
}
