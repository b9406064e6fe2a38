namespace ModelGen;

/// <summary>The numbers of the cross-entropies of classes as their kernel gets them.</summary>
internal readonly record struct LossSettings
{
    /// <summary>How much of each target is spread over the classes.</summary>
    public float Smoothing { get; init; }

    /// <summary>The focal one's weight.</summary>
    public float Alpha { get; init; }

    /// <summary>The focal one's exponent.</summary>
    public float Gamma { get; init; }

    /// <summary>Not 0: it is the focal one.</summary>
    public int IsFocal { get; init; }

    /// <summary>Not 0: rows of one class do not count.</summary>
    public int HasIgnored { get; init; }

    /// <summary>That class.</summary>
    public int Ignored { get; init; }
}
