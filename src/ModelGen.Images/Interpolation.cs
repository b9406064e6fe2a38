namespace ModelGen.Data;

/// <summary>
/// How a picture is resized; pixels have their centres at halves, as in <c>tf.image.resize</c>, and nothing is smoothed first.
/// </summary>
public enum Interpolation
{
    /// <summary>Between the four nearest pixels. A picture that becomes much smaller loses what lies between them.</summary>
    Bilinear,

    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>Between the sixteen nearest pixels, with Keys's cubic of -1/2; what leaves 0 to 255 is cut off.</summary>
    Bicubic,

    /// <summary>The mean of all pixels that the new one covers: smooth where a photo becomes much smaller.</summary>
    Area,
}
