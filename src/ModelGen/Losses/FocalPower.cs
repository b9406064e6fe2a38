using ModelGen.Kernels;

namespace ModelGen;

/// <summary>The factor of the focal losses: the missing probability to the power of gamma.</summary>
internal static class FocalPower
{
    /// <summary>miss^gamma; 0^0 is 1.</summary>
    public static float Of(float miss, float gamma) =>
        gamma == 2f ? miss * miss : gamma == 1f ? miss : gamma == 0f ? 1f : AccurateMath.Exp(gamma * AccurateMath.Log(miss));

    /// <summary>gamma miss^(gamma - 1) times <paramref name="inner"/>; at 0, where that is infinite for a gamma below 1, it is 0.</summary>
    public static float DerivativeTimes(float miss, float gamma, float inner)
    {
        if (gamma == 2f) { return 2f * miss * inner; }
        if (gamma == 1f) { return inner; }
        return miss > 0f ? gamma * Of(miss, gamma) * (inner / miss) : 0f * miss;
    }
}
