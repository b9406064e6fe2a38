namespace ModelGen.Benchmarks;

/// <summary>Ends the program with one line for the user and an exit code; no stack trace.</summary>
internal sealed class UserException(string message, int exitCode) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
