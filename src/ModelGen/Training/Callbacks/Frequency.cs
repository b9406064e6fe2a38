namespace ModelGen;

/// <summary>
/// How often a callback does something: after each epoch, <c>"epoch"</c>; after each batch, <c>"batch"</c>; or each time that so many
/// batches have been trained on, a number. Both kinds convert: <c>saveFreq: "epoch"</c>, <c>saveFreq: 100</c>. The default is each epoch.
/// </summary>
public readonly struct Frequency
{
    private Frequency(int batches) => Batches = batches;

    /// <summary>After each epoch.</summary>
    public static Frequency Epoch => default;

    /// <summary>After each batch.</summary>
    public static Frequency Batch => new(1);

    /// <summary>After so many batches; 0 where it is each epoch.</summary>
    public int Batches { get; }

    /// <summary>Whether it is after each epoch.</summary>
    public bool IsEpoch => Batches == 0;

    /// <summary>Each time that so many batches have been trained on.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batches"/> is less than 1.</exception>
    public static implicit operator Frequency(int batches)
    {
        Require.AtLeast(batches, 1);
        return new(batches);
    }

    /// <summary><c>"epoch"</c> or <c>"batch"</c>.</summary>
    /// <exception cref="ArgumentException">It is another word.</exception>
    public static implicit operator Frequency(string word) => word switch
    {
        "epoch" => Epoch,
        "batch" => Batch,
        _ => throw new ArgumentException($"\"{word}\" is no frequency. Write \"epoch\", \"batch\", or a number of batches."),
    };

    /// <inheritdoc/>
    public override string ToString() =>
        Batches switch { 0 => "epoch", 1 => "batch", _ => $"{Batches} batches" };
}
