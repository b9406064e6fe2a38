using ModelGen.Data;

namespace ModelGen.Samples;

/// <summary>What the network makes of a picture.</summary>
/// <param name="Digit">The most probable digit.</param>
/// <param name="Probabilities">How probable each digit is.</param>
internal sealed record Answer(int Digit, float[] Probabilities);

/// <summary>The addresses of the service.</summary>
internal static class DigitApi
{
    private const int Pixels = 28 * 28;

    /// <summary>Adds them.</summary>
    /// <param name="app">The application.</param>
    /// <param name="pool">Predicts for as many requests at once as there are predictors.</param>
    /// <param name="test">Digits to try it with.</param>
    public static void MapDigits(this WebApplication app, PredictorPool pool, Dataset test)
    {
        app.MapGet("/", () => MnistCnn.Summary);
        app.MapGet("/digits/{number:int}", (int number) => number >= 0 && number < test.Count
            ? Results.Ok(test.Image(number).ToArray())
            : Wrong(StatusCodes.Status404NotFound, $"There is no digit {number}; there are 0 to {test.Count - 1}."));
        app.MapPost("/predict", (float[] pixels) => Fault(pixels) is { } fault
            ? Wrong(StatusCodes.Status400BadRequest, fault)
            : Results.Ok(Predict(pool, pixels)));
    }

    private static Answer Predict(PredictorPool pool, float[] pixels)
    {
        float[] probabilities = pool.Predict(pixels);
        return new Answer(probabilities.IndexOf(probabilities.Max()), probabilities);
    }

    private static string? Fault(float[] pixels)
    {
        if (pixels.Length != Pixels) { return $"{pixels.Length} pixels were sent; a picture has {Pixels}, row by row."; }
        int bad = Array.FindIndex(pixels, static pixel => pixel is not (>= 0 and <= 1));
        return bad < 0 ? null : FormattableString.Invariant($"Pixel {bad} is {pixels[bad]}; pixels are 0 (paper) to 1 (ink).");
    }

    private static IResult Wrong(int status, string sentence) => Results.Problem(sentence, statusCode: status);
}
