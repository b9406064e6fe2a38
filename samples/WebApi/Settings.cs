using System.CommandLine;

namespace ModelGen.Samples;

/// <summary>The options of this sample.</summary>
internal static class Settings
{
    public static readonly Option<int> Epochs = CommandLine.Positive("--epochs", 3, "How many times training goes over all digits.");

    public static readonly Option<string?> Weights = new("--weights")
    {
        HelpName = "FILE",
        Description = "A safetensors file with the weights. Where there is none yet, the network is trained and saved there.",
    };

    public static readonly Option<string> Urls = new("--urls")
    {
        HelpName = "URL",
        Description = "Where it listens; port 0 takes a free one.",
        DefaultValueFactory = _ => "http://127.0.0.1:5000",
    };
}
