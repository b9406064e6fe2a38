using ModelGen.Generators.Layers;

namespace ModelGen.Generators;

/// <summary>A failure of our own: it must cost one model, not all models of the project, and somebody must hear of it.</summary>
internal static class Faults
{
    /// <summary>Whether an exception is a failure; a cancellation is none.</summary>
    public static bool IsOurs(Exception exception) => exception is not OperationCanceledException;

    /// <summary>Whether the compiler itself has failed, as it does over some half-typed programs when it is asked what they do.</summary>
    public static bool IsOfCompiler(Exception exception) =>
        exception.StackTrace?.TrimStart().StartsWith("at Microsoft.CodeAnalysis.", StringComparison.Ordinal) == true;

    /// <summary>What is said of it: the exception and where it came from, so that a report tells enough.</summary>
    public static Finding Describe(string model, Exception exception)
    {
        string place = exception.StackTrace?.Split('\n').FirstOrDefault()?.Trim() ?? "";
        string what = $"{exception.GetType().Name}: {exception.Message.TrimEnd('.')}{(place == "" ? "" : $" ({place})")}";
        return new Finding(RuleIds.Fault, -1, null, new EquatableArray<string>(model, what));
    }
}
