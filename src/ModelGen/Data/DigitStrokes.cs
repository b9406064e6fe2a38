namespace ModelGen.Data;

/// <summary>The strokes of the ten digits in the unit square, x to the right and y down, as paths of short lines.</summary>
internal static class DigitStrokes
{
    private static readonly (float X, float Y)[][][] Digits =
    [
        [Arc(0.5f, 0.5f, 0.46f, 0.5f, 0, 360)],
        [[(0.28f, 0.2f), (0.55f, 0f), (0.55f, 1f)]],
        [[.. Arc(0.5f, 0.28f, 0.42f, 0.28f, 180, 395), (0.05f, 1f), (0.97f, 1f)]],
        [[.. Arc(0.45f, 0.25f, 0.4f, 0.25f, 200, 450), .. Arc(0.45f, 0.74f, 0.45f, 0.26f, 270, 520)]],
        [[(0.62f, 0f), (0.02f, 0.66f), (0.98f, 0.66f)], [(0.72f, 0.32f), (0.72f, 1f)]],
        [[(0.9f, 0f), (0.2f, 0f), (0.14f, 0.45f), .. Arc(0.46f, 0.67f, 0.44f, 0.33f, 235, 510)]],
        [[.. Arc(0.75f, 0.6f, 0.68f, 0.6f, 280, 180), .. Arc(0.5f, 0.7f, 0.43f, 0.3f, 180, 540)]],
        [[(0.03f, 0.02f), (0.95f, 0.02f), (0.38f, 1f)]],
        [Arc(0.5f, 0.25f, 0.36f, 0.25f, 90, 450), Arc(0.5f, 0.75f, 0.44f, 0.25f, 270, 630)],
        [[.. Arc(0.48f, 0.3f, 0.4f, 0.3f, 0, 360), (0.86f, 0.5f), (0.72f, 1f)]],
    ];

    public static (float X, float Y)[][] Of(int digit) => Digits[digit];

    // Part of an ellipse; degrees from the right, clockwise because y runs down.
    private static (float X, float Y)[] Arc(float x, float y, float radiusX, float radiusY, float from, float to)
    {
        const int pieces = 14;
        return [.. Enumerable.Range(0, pieces + 1).Select(i =>
        {
            (float sine, float cosine) = MathF.SinCos(float.DegreesToRadians(from + ((to - from) * i / pieces)));
            return (x + (radiusX * cosine), y + (radiusY * sine));
        })];
    }
}
