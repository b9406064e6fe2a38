namespace ModelGen.Tests.Contract;

// Inside the namespace, so that Conv2D and Dense mean the Oracle's.
using ModelGen.Oracle;

/// <summary>
/// How far a float32 result may be from the Oracle's. Each of n added products is rounded to 2^-24 of its size, and rounding
/// errors of random signs grow with the square root of n; errors are measured against the largest value of the tensor, because
/// cancellation leaves small values with the error of the large ones they came from. 1e-5 is 170 such roundings: room for a
/// dozen layers and for the exponentials; a wrong index, sign or factor is off by thousands of times more.
/// </summary>
internal static class Tolerance
{
    private const double PerTerm = 1e-5;

    public static double Of(OracleNetwork network, int samples) => PerTerm * Math.Sqrt(MostTerms(network, samples));

    /// <summary>The most products that one value is the sum of: a kernel's inputs forward, the batch's positions in a gradient.</summary>
    private static int MostTerms(OracleNetwork network, int samples)
    {
        int most = samples;
        foreach (var (layer, place) in network.Layers)
        {
            int inputs = layer switch
            {
                Conv2D c => c.KernelHeight * c.KernelWidth * Math.Max(place.Input[2], c.Filters),
                Dense d => Math.Max(place.Input[^1], d.Units),
                Reduction => Shapes.Size(place.Input) / Shapes.Size(place.Output),
                _ => 1,
            };
            most = Math.Max(most, Math.Max(inputs, samples * Shapes.Rows(place.Output)));
        }

        return most;
    }
}
