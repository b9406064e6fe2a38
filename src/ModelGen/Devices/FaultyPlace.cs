namespace ModelGen;

/// <summary>
/// Where updates would have made a number NaN or infinite and left it as it was: the least such place among the parameters, whoever finds
/// it first.
/// </summary>
/// <param name="least">The place; <see cref="None"/> where there is none. It does not move.</param>
internal readonly unsafe struct FaultyPlace(int* least)
{
    /// <summary>No place.</summary>
    public const int None = int.MaxValue;

    private readonly int* _least = least;

    /// <summary>Takes a place down.</summary>
    public void Note(long place)
    {
        for (int known = Volatile.Read(ref *_least); place < known; known = Volatile.Read(ref *_least))
        {
            Interlocked.CompareExchange(ref *_least, (int)place, known);
        }
    }
}
