using System.Runtime.CompilerServices;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>What happens to one place, or to a vector of them, in Keras's order: add up, clip, decay, update, average.</summary>
internal static class UpdatePlace
{
    /// <summary>The gradient after clipping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Clip<R>(UpdateParts parts, UpdateNumbers numbers, R g, float scale) where R : struct, IReal<R>
    {
        if ((parts & UpdateParts.ClipNorm) != 0) { g *= scale; }
        if ((parts & UpdateParts.ClipValue) != 0) { g = RealMath.Clip(g, -numbers.ClipLimit, numbers.ClipLimit); }
        return g;
    }

    /// <summary>The parameter after its decay.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Decay<R>(UpdateParts parts, UpdateNumbers numbers, R w, float decays) where R : struct, IReal<R> =>
        (parts & UpdateParts.Decay) != 0 ? w - (w * (numbers.Decay * decays)) : w;

    /// <summary>One place with all that belongs to an update.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update<K, U, R>(
        U rule, UpdateParts parts, UpdateNumbers numbers, ParameterFactors factors, R g, ref R w, ref R sum, ref R average, ref R a,
        ref R b, ref R c)
        where K : struct, IPass<U> where U : unmanaged where R : struct, IReal<R>
    {
        if (numbers.Updates != 0f)
        {
            if ((parts & UpdateParts.Accumulate) != 0) { g = (sum + g) / numbers.Gradients; }
            if ((parts & (UpdateParts.Accumulate | UpdateParts.Forget)) != 0) { sum = 0f; }
            g = Clip(parts, numbers, g, factors.Clip);
            w = K.Update(rule, Decay(parts, numbers, w, factors.Decays), g, factors.Factor, ref a, ref b, ref c);
        }
        else if ((parts & UpdateParts.Accumulate) != 0) { sum += g; }

        if ((parts & UpdateParts.Average) != 0)
        {
            average = (numbers.AverageKeep * average) + (numbers.AverageTake * w);
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
