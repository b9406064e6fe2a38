namespace ModelGen.Kernels;

/// <summary>
/// Where a CPU has what a batch normalization knows of a batch. Factors and summands, in the order in which values lie: where the channels
/// are the last axis and few, they are repeated until they fill whole vectors, a <em>line</em>.
/// </summary>
internal readonly unsafe struct BatchStatistics<S>(Block block) where S : struct, IBatchNormalization
{
    private const int ManyChannels = 64;

    private readonly float* _place = block.Pointer;

    /// <summary>Values of a line: the channels, over and over where they are few.</summary>
    public static int Line => S.Inner > 1 || S.Channels >= ManyChannels ? S.Channels : Whole * ((ManyChannels + Whole - 1) / Whole);

    // The least number of values that are whole vectors and in which all channels come equally often: 16 and the channels have a power of 2
    // in common, the lowest bit of the channels.
    private static int Whole => S.Channels * (Arena.Alignment / Math.Min(Arena.Alignment, S.Channels & -S.Channels));

    /// <summary>What a line's places are rounded up to.</summary>
    private static int Room => Round(Line);

    private static int OfBatch => (5 * Room) + (4 * Round(S.Channels));

    /// <summary>How many floats they need: in all, and where no sums are made.</summary>
    public static int Size(bool hasSums) => hasSums ? OfBatch + (4 * Room * Step.LaneCount) : 5 * Room;

    /// <summary>What x is multiplied by.</summary>
    public float* Factors => _place;

    /// <summary>What is then added.</summary>
    public float* Summands => _place + Room;

    /// <summary>On the way back: what dz is multiplied by, what x is, and what is added.</summary>
    public float* OfGradient => _place + (2 * Room);

    /// <inheritdoc cref="OfGradient"/>
    public float* OfInput => _place + (3 * Room);

    /// <inheritdoc cref="OfGradient"/>
    public float* Constants => _place + (4 * Room);

    /// <summary>The mean of each channel.</summary>
    public double* Means => (double*)(_place + (5 * Room));

    /// <summary>Its variance.</summary>
    public double* Variances => Means + Round(S.Channels);

    /// <summary>The sums of a slice, for each place of a line.</summary>
    public double* Sums(int slice) => (double*)(_place + OfBatch) + (2L * Room * slice);

    /// <summary>The sums of its products.</summary>
    public double* Products(int slice) => Sums(slice) + Room;

    /// <summary>The sums of a channel over all slices, in their order.</summary>
    public (double Sum, double Product) Total(int channel, int slices)
    {
        double sum = 0, product = 0;
        for (int slice = 0; slice < slices; slice++)
        {
            for (int i = channel; i < Line; i += S.Channels)
            {
                sum += Sums(slice)[i];
                product += Products(slice)[i];
            }
        }

        return (sum, product);
    }

    /// <summary>Sets a channel's places in a line.</summary>
    public static void Set(float* line, int channel, double value)
    {
        for (int i = channel; i < Line; i += S.Channels) { line[i] = (float)value; }
    }

    private static int Round(int size) => (size + Arena.Alignment - 1) / Arena.Alignment * Arena.Alignment;
}
