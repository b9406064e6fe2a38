using System.Runtime.CompilerServices;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>What happens to one place, or to a vector of them, in Keras's order: add up, clip, decay, update, average.</summary>
internal static class UpdatePlace
{
    /// <summary>The gradient after clipping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Clip<V>(UpdateParts parts, UpdateNumbers numbers, V g, float scale) where V : unmanaged, IFloats<V>
    {
        if ((parts & UpdateParts.ClipNorm) != 0) { g *= V.Of(scale); }
        if ((parts & UpdateParts.ClipValue) != 0) { g = V.Clip(g, numbers.ClipLimit); }
        return g;
    }

    /// <summary>One place with all that belongs to an update.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<U, V>(
        U rule, UpdateParts parts, UpdateNumbers numbers, ParameterFactors factors, V g, ref V w, ref V sum, ref V average, ref V a, ref V b, ref V c)
        where U : unmanaged, IUpdateRule<U> where V : unmanaged, IFloats<V>
    {
        if (numbers.Updates != 0f)
        {
            if ((parts & UpdateParts.Accumulate) != 0) { g = (sum + g) / V.Of(numbers.Gradients); }
            if ((parts & (UpdateParts.Accumulate | UpdateParts.Forget)) != 0) { sum = V.Of(0f); }
            g = Clip(parts, numbers, g, factors.Clip);
            if ((parts & UpdateParts.Decay) != 0) { w -= w * V.Of(numbers.Decay * factors.Decays); }
            w = U.Update(rule, w, g, V.Of(factors.Factor), ref a, ref b, ref c);
        }
        else if ((parts & UpdateParts.Accumulate) != 0) { sum += g; }

        if ((parts & UpdateParts.Average) != 0)
        {
            average = (V.Of(numbers.AverageKeep) * average) + (V.Of(numbers.AverageTake) * w);
            if (numbers.Overwrite != 0f) { w = average; }
        }
    }
}

/// <summary>What differs from parameter to parameter.</summary>
internal struct ParameterFactors
{
    /// <summary>How many floats it is.</summary>
    public const int Count = 4;

    /// <summary>By what its gradient is multiplied, so that a norm stays within its limit.</summary>
    public float Clip;

    /// <summary>1 where it decays, 0 where it is left out.</summary>
    public float Decays;

    /// <summary>What a scaled rule has given for it.</summary>
    public float Factor;

    /// <summary>How many values it has.</summary>
    public float Values;
}
