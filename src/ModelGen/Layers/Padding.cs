namespace ModelGen;

/// <summary>How a window moves over the edge of its input.</summary>
public enum Padding
{
    /// <summary>The window stays inside: the output has floor((n - k) / s) + 1 positions.</summary>
    Valid,

    /// <summary>
    /// The output has ceil(n / s) positions; missing values count as zero (convolution), as absent (pooling). An odd value goes after.
    /// </summary>
    Same,
}
