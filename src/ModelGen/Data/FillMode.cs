namespace ModelGen.Data;

/// <summary>What an image shows beyond its edge when it is turned, moved or made smaller: Keras's <c>fill_mode</c>.</summary>
public enum FillMode
{
    /// <summary>The image mirrored, the pixel at the edge twice: d c b a | a b c d | d c b a.</summary>
    Reflect,

    /// <summary>The image again: a b c d | a b c d | a b c d.</summary>
    Wrap,

    /// <summary>The pixel at the edge: a a a a | a b c d | d d d d.</summary>
    Nearest,

    /// <summary>One value everywhere.</summary>
    Constant,
}
