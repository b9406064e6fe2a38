using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The random numbers of one parameter. Element i's are a function of (seed, parameter, i), so no order of asking changes them.
/// </summary>
internal readonly struct RandomNumbers(int seed, int parameter)
{
    // Dropout layers count their streams from 0; parameters have the upper half of the keys.
    private readonly uint _stream = 0x8000_0000u + (uint)parameter;

    /// <summary>Uniform between -1 and 1, both left out, on a grid of 2^24 points around 0.</summary>
    public float Symmetric(int element) => (Words(element, attempt: 0).A >> 8) * (2f / (1 << 24)) - (1f - 1f / (1 << 24));

    /// <summary>Two independent standard normal numbers, by Box and Muller.</summary>
    public (double First, double Second) Normals(int element, int attempt)
    {
        (uint a, uint b) = Words(element, attempt);
        double radius = Math.Sqrt(-2 * Math.Log((a + 0.5) / 4_294_967_296.0));
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * b / 4_294_967_296.0);
        return (radius * cosine, radius * sine);
    }

    /// <summary>A standard normal number not farther than 2 from 0: the first one that is not.</summary>
    public double TruncatedNormal(int element)
    {
        for (int attempt = 0; ; attempt++)
        {
            (double first, double second) = Normals(element, attempt);
            if (Math.Abs(first) <= 2) { return first; }
            if (Math.Abs(second) <= 2) { return second; }
        }
    }

    private (uint A, uint B) Words(int element, int attempt)
    {
        (uint a, uint b, _, _) = Philox.Words((uint)element, (uint)attempt, 0, 0, (uint)seed, _stream);
        return (a, b);
    }
}
