namespace ModelGen.Data;

/// <summary>
/// Of each new row (or column) the old ones that it is made of, and how much of each: weights that add up to 1. At the edges those that
/// would lie outside are left out.
/// </summary>
internal sealed class ResizeAxis
{
    private readonly int[] _firsts;
    private readonly float[][] _weights;

    /// <summary>The weights for one axis.</summary>
    /// <param name="from">How many rows there are.</param>
    /// <param name="to">How many there shall be.</param>
    /// <param name="interpolation">How.</param>
    public ResizeAxis(int from, int to, Interpolation interpolation)
    {
        (_firsts, _weights) = (new int[to], new float[to][]);
        for (int i = 0; i < to; i++) { (_firsts[i], _weights[i]) = Weigh(i, from, to, interpolation); }
    }

    /// <summary>The first old row of a new one, and the weights of it and those that follow.</summary>
    public (int First, float[] Weights) this[int i] => (_firsts[i], _weights[i]);

    private static (int First, float[] Weights) Weigh(int i, int from, int to, Interpolation interpolation)
    {
        double centre = ((i + 0.5) * from / to) - 0.5;
        int below = (int)Math.Floor(centre);
        return interpolation switch
        {
            // In whole numbers: a boundary between pixels must not be a matter of rounding.
            Interpolation.Nearest => ((int)(((2L * i) + 1) * from / (2L * to)), [1]),
            Interpolation.Area => Area(i, from, to),
            Interpolation.Bicubic => Normalize(below - 1, from, 4, row => Cubic(Math.Abs(row - centre))),
            _ => Normalize(below, from, 2, row => Math.Max(0, 1 - Math.Abs(row - centre))),
        };
    }

    // The new row covers [start, end) of the old ones.
    private static (int First, float[] Weights) Area(int i, int from, int to)
    {
        double start = (double)((long)i * from) / to, end = (double)((i + 1L) * from) / to;
        int first = (int)start, last = Math.Max(first, (int)Math.Ceiling(end) - 1);
        return Normalize(first, from, last - first + 1, row => Math.Min(row + 1, end) - Math.Max(row, start));
    }

    private static (int First, float[] Weights) Normalize(int first, int from, int count, Func<int, double> weight)
    {
        int start = Math.Max(first, 0), end = Math.Min(first + count, from);
        double[] weights = [.. Enumerable.Range(start, end - start).Select(weight)];
        double sum = weights.Sum();
        return (start, [.. weights.Select(w => (float)(w / sum))]);
    }

    // Keys's kernel with a = -1/2.
    private static double Cubic(double distance) => distance switch
    {
        < 1 => (((1.5 * distance) - 2.5) * distance * distance) + 1,
        < 2 => (((((-0.5 * distance) + 2.5) * distance) - 4) * distance) + 2,
        _ => 0,
    };
}
