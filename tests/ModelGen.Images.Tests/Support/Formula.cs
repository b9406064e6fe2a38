using ModelGen.Data;

namespace ModelGen.Images.Tests;

/// <summary>
/// Resized values one by one, in double precision, each as a sum over the whole picture: the kernel at every pixel, divided by the sum of
/// the kernel.
/// </summary>
internal static class Formula
{
    /// <summary>The value of one new pixel.</summary>
    public static double Of(
        Interpolation interpolation, int y, int x, (int H, int W) from, (int H, int W) to, Func<int, int, byte> pixel)
    {
        double sum = 0, weights = 0;
        for (int row = 0; row < from.H; row++)
        {
            for (int column = 0; column < from.W; column++)
            {
                double weight = Weight(interpolation, y, row, from.H, to.H) * Weight(interpolation, x, column, from.W, to.W);
                (sum, weights) = (sum + (weight * pixel(row, column)), weights + weight);
            }
        }

        return sum / weights;
    }

    private static double Weight(Interpolation interpolation, int target, int source, int from, int to)
    {
        double scale = (double)from / to, distance = Math.Abs(((target + 0.5) * scale) - 0.5 - source);
        return interpolation switch
        {
            Interpolation.Bilinear => distance < 1 ? 1 - distance : 0,
            Interpolation.Nearest => source == (int)Math.Floor((target + 0.5) * scale) ? 1 : 0,
            Interpolation.Bicubic when distance < 1 => (1.5 * Math.Pow(distance, 3)) - (2.5 * Math.Pow(distance, 2)) + 1,
            Interpolation.Bicubic when distance < 2 =>
                (-0.5 * Math.Pow(distance, 3)) + (2.5 * Math.Pow(distance, 2)) - (4 * distance) + 2,
            Interpolation.Bicubic => 0,
            _ => Math.Max(0, Math.Min(source + 1, (target + 1) * scale) - Math.Max(source, target * scale)),
        };
    }
}
