using ModelGen.Kernels;

namespace ModelGen.Data;

/// <summary>
/// The order of samples in an epoch: Fisher and Yates's shuffle with random numbers that are a function of (seed, epoch, position).
/// </summary>
internal static class Shuffle
{
    // A key of its own beside those of dropout layers (from 0) and parameters (from 2^31).
    private const uint Stream = 0x7FFF_FFFF;

    /// <summary>Fills <paramref name="order"/> with a permutation of 0 to its length - 1.</summary>
    public static void Permute(Span<int> order, int seed, int epoch)
    {
        for (int i = 0; i < order.Length; i++) { order[i] = i; }
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = Below((uint)i + 1, i, seed, epoch);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }

    // Of 64 random bits the upper half of the product with the bound: biased by less than 2^-32.
    private static int Below(uint bound, int position, int seed, int epoch)
    {
        (uint low, uint high, _, _) = Philox.Words((uint)position, (uint)epoch, 0, 0, (uint)seed, Stream);
        return (int)Math.BigMul(((ulong)high << 32) | low, bound, out _);
    }
}
