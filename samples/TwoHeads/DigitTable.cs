using ModelGen.Data;

namespace ModelGen.Samples;

/// <summary>Digits with two inputs and two kinds of labels.</summary>
internal static class DigitTable
{
    private const int Bands = 10, Side = 28, Pixels = Side * Side;

    /// <summary>The same digits: <c>image</c> and <c>meta</c>, the ink in ten bands of rows; <c>digit</c> and <c>odd</c>.</summary>
    public static Dataset Of(Dataset digits)
    {
        var images = new float[digits.Count * Pixels];
        var table = new float[digits.Count * Bands];
        var odd = new float[digits.Count];
        for (int i = 0; i < digits.Count; i++)
        {
            digits.Image(i).CopyTo(images.AsSpan(i * Pixels));
            for (int pixel = 0; pixel < Pixels; pixel++)
            {
                table[(i * Bands) + (pixel / Side * Bands / Side)] += digits.Image(i)[pixel] / Side;
            }

            odd[i] = Class(digits, i) % 2;
        }

        return Dataset.From(
            inputs: [("image", images), ("meta", table)],
            labels: [("digit", (int[])[.. Enumerable.Range(0, digits.Count).Select(i => Class(digits, i))]), ("odd", odd)]);
    }

    private static int Class(Dataset digits, int sample) => digits.Labels.IsClasses
        ? digits.Label(sample)
        : digits.Labels.Values.Span.Slice(sample * 10, 10).IndexOf(1f);
}
