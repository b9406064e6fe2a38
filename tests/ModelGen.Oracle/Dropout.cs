namespace ModelGen.Oracle;

/// <summary>In training y = x m, where m is 0 for the dropped and 1 / (1 - rate) for the others; in inference y = x.</summary>
public sealed record Dropout(double Rate) : Layer
{
    public override int[] Infer(int[] input) => input;

    public override double[] Forward(Place place, double[] x) => Masked(x, place.Mask);

    /// <summary>dx = dy m.</summary>
    public override double[] Backward(Place place, double[] x, double[] y, double[] dy) => Masked(dy, place.Mask);

    private static double[] Masked(double[] values, double[]? mask) => mask is null ? [.. values] : [.. values.Zip(mask, (v, m) => v * m)];

    /// <summary>
    /// The mask of one sample. Element e's random number is word e mod 4 of Philox(key: seed, stream; counter: step's low and high
    /// half, position in the batch, e / 4); u = its upper 24 bits / 2^24; dropped where u is below the rate.
    /// </summary>
    public double[] Mask(int size, uint seed, uint stream, ulong step, uint position)
    {
        float rate = (float)Rate;
        var mask = new double[size];
        for (int e = 0; e < size; e++)
        {
            uint[] words = Philox.Words([(uint)step, (uint)(step >> 32), position, (uint)(e / 4)], [seed, stream]);
            double u = (words[e % 4] >> 8) / (double)(1 << 24);
            mask[e] = u < rate ? 0 : 1 / (1.0 - rate);
        }

        return mask;
    }
}
