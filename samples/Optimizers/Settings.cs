using System.CommandLine;

namespace ModelGen.Samples;

/// <summary>The options of this sample.</summary>
internal static class Settings
{
    public static readonly Option<int> Epochs = CommandLine.Positive("--epochs", 10, "How many times each training goes over all digits.");
    public static readonly Option<int> BatchSize = CommandLine.Positive("--batch-size", 100,
        "How many digits each step of training takes.");
    public static readonly Option<double?> LearningRate = CommandLine.Rate("--learning-rate",
        "The learning rate of all optimizers. Without it, each has its own: the one that Keras gives it.");

    public static readonly Option<string> Picture = new("--svg")
    {
        HelpName = "FILE",
        Description = "Where the loss curves are drawn.",
        DefaultValueFactory = _ => "optimizers.svg",
    };

    /// <summary>Every optimizer there is, under the name that stands for it.</summary>
    public static readonly string[] Optimizers =
        ["SGD", "RMSprop", "Adagrad", "Adadelta", "Adam", "AdamW", "Adamax", "Nadam", "Lion", "Adafactor", "Ftrl", "Lamb"];
}
