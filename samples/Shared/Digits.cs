using System.CommandLine;
using ModelGen.Data;

namespace ModelGen.Samples;

/// <summary>The option that says where the digits come from, and the digits.</summary>
internal static class Digits
{
    public static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR|mnist|synthetic",
        Description = "Where the digits come from: a folder with the four IDX files of MNIST, gzipped or not; mnist, which is downloaded "
            + "once; or synthetic, digits that the program draws itself. Without it, MNIST is used where it can be had, and synthetic "
            + "digits elsewhere.",
    };

    /// <summary>The folder that was named; else MNIST; else, where it cannot be had, digits that the project draws.</summary>
    public static (Dataset Train, Dataset Test) Load(ParseResult arguments)
    {
        string? data = arguments.GetValue(Data);
        if (data == "synthetic") { return SyntheticDigits.Load(); }
        if (data is not (null or "mnist")) { return ModelGen.Data.Mnist.Load(data); }
        try
        {
            return ModelGen.Data.Mnist.Load();
        }
        catch (DataUnavailableException e) when (data is null)
        {
            Console.WriteLine($"MNIST is not at hand, so the digits are drawn instead: {e.Message}");
            return SyntheticDigits.Load();
        }
    }
}
