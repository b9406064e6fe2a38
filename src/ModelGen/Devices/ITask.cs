namespace ModelGen;

/// <summary>The tasks of one kernel: pointers and sizes only, so that it can be handed to other threads without an allocation.</summary>
internal interface ITask
{
    /// <summary>Does task <paramref name="index"/>. No two tasks write the same value.</summary>
    void Execute(int index);
}

/// <summary>A task that does samples one by one, and any run of them by itself.</summary>
internal interface ISampleTask
{
    /// <summary>Does the samples from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    void Execute(int first, int end);
}
