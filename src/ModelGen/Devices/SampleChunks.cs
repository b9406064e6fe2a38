namespace ModelGen.Kernels;

/// <summary>Cuts the samples of a batch into tasks of about 4,096 values each.</summary>
internal readonly struct SampleChunks(int samples, int valuesPerSample)
{
    private readonly int _perChunk = Math.Max(1, 4_096 / Math.Max(1, valuesPerSample));

    /// <summary>How many tasks there are.</summary>
    public int Count => (samples + _perChunk - 1) / _perChunk;

    /// <summary>The first sample of task <paramref name="index"/>, which is also the end of the one before.</summary>
    public int Start(int index) => (int)Math.Min((long)index * _perChunk, samples);
}
