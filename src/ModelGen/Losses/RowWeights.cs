using ModelGen.Kernels;

namespace ModelGen;

/// <summary>The weights of a batch on the CPU: one for each row, one for each sample, or 1 where there are none.</summary>
internal readonly unsafe struct RowWeights(in Scoring s)
{
    private readonly float* _weights = s.Weights.Pointer;
    private readonly int _perSample = s.WeightsPerSample;

    public float Of(int sample, int row) => _perSample switch
    {
        0 => 1f,
        1 => _weights[sample],
        _ => _weights[((long)sample * _perSample) + row],
    };
}
