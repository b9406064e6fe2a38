using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Compares the gradient of a loss with differences of its values. Several steps are tried, because outputs may be large or
/// close to the end of what a logarithm takes; a step whose difference is lost in float32's rounding says nothing.
/// </summary>
internal static class GradientCheck
{
    // Enough to find a wrong formula, and few enough not to be noticed.
    private const int MostSamples = 8, MostOutputs = 32;

    // By how much a derivative may differ: of itself, and of the largest one of its sample.
    private const double Tolerance = 0.02, OfLargest = 1e-3;

    // What sums of a few float32 numbers lose.
    private const double Rounding = 1e-6;

    private static readonly double[] s_steps = [1e-2, 1e-3, 1e-4];

    /// <summary>Checks some outputs of some samples.</summary>
    /// <exception cref="InvalidOperationException">A derivative is wrong; the message says where, and what it should be.</exception>
    public static void Check(Loss loss, LossFunction function, HostBatch batch)
    {
        for (int sample = 0; sample < Math.Min(batch.Count, MostSamples); sample++)
        {
            float[] y = batch.Target(sample).ToArray(), p = batch.Output(sample).ToArray(), gradient = new float[p.Length];
            double value = function(y, p, gradient);
            if (!double.IsFinite(value)) { continue; } // Training says so itself.
            var at = new Place(function, y, p, value, gradient.Max(MathF.Abs));
            int outputs = Math.Min(p.Length, MostOutputs);
            for (int i = 0; i < outputs; i++)
            {
                int output = (int)((long)i * p.Length / outputs);
                if (at.SlopeUnlike(gradient[output], output) is { } slope) { throw Wrong(loss, sample, output, gradient, y, p, slope); }
            }
        }
    }

    private static InvalidOperationException Wrong(
        Loss loss, int sample, int output, float[] gradient, float[] y, float[] p, double slope)
    {
        string nothing = Array.TrueForAll(gradient, static g => g == 0f)
            ? "It has set no gradient at all: gradient[i] is to be the derivative of its value with respect to yPred[i]. " : "";
        return new InvalidOperationException(
            $"The gradient of the loss {loss.Name} is wrong. In sample {sample:N0} of the batch, output {output:N0}, with target "
                + $"{y[output]} and output {p[output]}, it gives a derivative of {gradient[output]}, but its values have a slope "
                + $"of {(float)slope}. {nothing}Correct it; checkGradient: false leaves this check out.");
    }

    /// <summary>A sample, whose outputs are moved one by one.</summary>
    private readonly record struct Place(LossFunction Function, float[] Y, float[] P, double Value, double Largest)
    {
        /// <summary>The slope of the values where it is not this derivative's; null where it is, or cannot be told.</summary>
        public double? SlopeUnlike(float derivative, int output)
        {
            double size = Math.Abs(P[output]);
            double? nearest = null;
            foreach (double step in (double[])[.. s_steps.Select(step => step * Math.Max(1, size)), .. s_steps.Select(step => step * size)])
            {
                if (SlopesAt(output, (float)step) is not { } slopes) { continue; }
                double slope = (slopes.Below + slopes.Above) / 2;
                double scale = Math.Max(Math.Abs(derivative), Math.Max(Math.Abs(slopes.Below), Math.Abs(slopes.Above)));
                if (slopes.Noise > 0.1 * scale) { continue; }

                // At an edge the derivative may be any number between the slopes of both sides.
                double most = (Tolerance * scale) + (OfLargest * Largest) + slopes.Noise;
                if (derivative >= Math.Min(slopes.Below, slopes.Above) - most && derivative <= Math.Max(slopes.Below, slopes.Above) + most)
                {
                    return null;
                }

                if (nearest is null || Math.Abs(slope - derivative) < Math.Abs(nearest.Value - derivative)) { nearest = slope; }
            }

            return nearest;
        }

        // On both sides; where the function ends on one, the other stands for it.
        private (double Below, double Above, double Noise)? SlopesAt(int output, float step)
        {
            (float less, double below) = Moved(output, -step);
            (float more, double above) = Moved(output, step);
            if (less == 0 || more == 0) { return null; }
            double noise = Rounding * Math.Max(Math.Abs(Value), Finite(above - Value) + Finite(below - Value)) / step;
            (below, above) = ((below - Value) / less, (above - Value) / more);
            if (!double.IsFinite(below)) { below = above; }
            if (!double.IsFinite(above)) { above = below; }
            return double.IsFinite(above) ? (below, above, noise) : null;
        }

        private (float By, double Value) Moved(int output, float step)
        {
            float at = P[output], moved = at + step;
            P[output] = moved;
            double value = Function(Y, P, new float[P.Length]);
            P[output] = at;
            return (moved - at, value);
        }

        private static double Finite(double x) => double.IsFinite(x) ? Math.Abs(x) : 0;
    }
}
