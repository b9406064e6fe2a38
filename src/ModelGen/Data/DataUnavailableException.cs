namespace ModelGen.Data;

/// <summary>A data set is not on this machine and could not be downloaded.</summary>
public sealed class DataUnavailableException : IOException
{
    /// <summary>Says what is missing and why.</summary>
    public DataUnavailableException(string message, Exception? innerException = null) : base(message, innerException) { }
}
