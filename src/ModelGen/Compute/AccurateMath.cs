namespace ModelGen;

/// <summary>
/// Elementary functions in float32 that are good to 4 units in the last place on their whole range, the same on a CPU and in GPU kernels.
/// .NET's <c>float.LogP1</c> and <c>ExpM1</c> cancel near 0, and the exp and log of GPUs lose digits far from 0 and near 1.
/// All are made of a polynomial on a short interval and an exact power of 2.
/// </summary>
public static class AccurateMath
{
    // ln 2 in two parts; the upper one has so few bits that k times it is exact.
    private const float Ln2High = 0.693145752f, Ln2Low = 1.42860677e-6f, Log2E = 1.44269502f, RootOfHalf = 0.707106769f;

    /// <summary>ln x. Negative infinity at 0, not a number below.</summary>
    public static float Log(float x)
    {
        // Where x is near 1, x - 1 is exact.
        if (x >= 0.5f && x <= 2f) { return TwiceArtanh((x - 1f) / (x + 1f)); }
        return FarLog(x);
    }

    /// <summary>ln(1 + x), near 0 as good as elsewhere.</summary>
    public static float LogP1(float x)
    {
        // ln(1 + x) = 2 artanh(x / (2 + x)); elsewhere 1 + x is exact or its rounding is small beside the logarithm.
        if (x >= -0.5f && x <= 1f) { return TwiceArtanh(x / (2f + x)); }
        return FarLog(1f + x);
    }

    /// <summary>e to the power of x.</summary>
    public static float Exp(float x)
    {
        float bounded = x > 89f ? 89f : x < -104f ? -104f : x;
        int k = Twos(bounded);
        float p = PowerMinusOne(bounded, k);
        // In two factors: the power may be less than the least normal number, or more than the largest.
        return (1f + p) * PowerOfTwo(k >> 1) * PowerOfTwo(k - (k >> 1));
    }

    /// <summary>e to the power of x, minus 1, near 0 as good as elsewhere.</summary>
    public static float ExpM1(float x)
    {
        float bounded = x > 89f ? 89f : x < -40f ? -40f : x;
        int k = Twos(bounded);
        float p = PowerMinusOne(bounded, k);
        // 2^k (1 + p) - 1 = 2^k (p + (1 - 2^-k)), where 1 - 2^-k is exact as long as it matters.
        float least = k > 126 ? 0f : PowerOfTwo(-k);
        return (p + (1f - least)) * PowerOfTwo(k - 1) * 2f;
    }

    /// <summary>ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|).</summary>
    public static float Softplus(float x)
    {
        float rest = LogP1(Exp(x > 0f ? -x : x));
        return x > 0f ? x + rest : rest;
    }

    /// <summary>1 / (1 + e^-x), without an overflow.</summary>
    public static float Sigmoid(float x)
    {
        float e = Exp(x > 0f ? -x : x);
        return (x > 0f ? 1f : e) / (1f + e);
    }

    /// <summary>The error function, 2 / sqrt(pi) times the integral of e^-t² from 0 to x.</summary>
    public static float Erf(float x)
    {
        float size = x < 0f ? -x : x;
        if (size <= 1f)
        {
            // Its Taylor series.
            float z = x * x;
            float sum = 1f / 76_204_800f;
            sum = (sum * z) - (1f / 6_894_720f);
            sum = (sum * z) + (1f / 685_440f);
            sum = (sum * z) - (1f / 75_600f);
            sum = (sum * z) + (1f / 9_360f);
            sum = (sum * z) - (1f / 1_320f);
            sum = (sum * z) + (1f / 216f);
            sum = (sum * z) - (1f / 42f);
            sum = (sum * z) + (1f / 10f);
            sum = (sum * z) - (1f / 3f);
            return 1.12837923f * (x + (x * z * sum));
        }

        // ln(1 - erf) on [1, 4], interpolated at Chebyshev's points; beyond 4 it is 1.
        float t = (size - 2.5f) * (1f / 1.5f);
        float log = 4.13666336e-05f;
        log = (log * t) - 0.000227403412f;
        log = (log * t) + 0.000881570878f;
        log = (log * t) - 0.00319047281f;
        log = (log * t) + 0.0109611241f;
        log = (log * t) - 0.0366474949f;
        log = (log * t) - 2.12376069f;
        log = (log * t) - 8.02902102f;
        log = (log * t) - 7.80681528f;
        float y = size > 4f ? 1f : 1f - Exp(log);
        return x < 0f ? -y : x > 0f ? y : x;
    }

    // x = 2^k m with m from the root of 1/2 to the root of 2.
    private static float FarLog(float x)
    {
        if (!(x > 0f)) { return x == 0f ? float.NegativeInfinity : float.NaN; }
        if (x > float.MaxValue) { return x; }
        bool subnormal = x < 1.17549435e-38f;
        int bits = BitConverter.SingleToInt32Bits(subnormal ? x * 8_388_608f : x);
        int k = (bits >> 23) - 126 - (subnormal ? 23 : 0);
        float m = BitConverter.Int32BitsToSingle((bits & 0x7F_FFFF) | 0x3F00_0000);
        if (m < RootOfHalf)
        {
            m *= 2f;
            k--;
        }

        return (k * Ln2High) + ((k * Ln2Low) + TwiceArtanh((m - 1f) / (m + 1f)));
    }

    // 2 (s + s^3/3 + s^5/5 + ...), for |s| up to 1/3.
    private static float TwiceArtanh(float s)
    {
        float z = s * s;
        float sum = 1f / 19f;
        sum = (sum * z) + (1f / 17f);
        sum = (sum * z) + (1f / 15f);
        sum = (sum * z) + (1f / 13f);
        sum = (sum * z) + (1f / 11f);
        sum = (sum * z) + (1f / 9f);
        sum = (sum * z) + (1f / 7f);
        sum = (sum * z) + (1f / 5f);
        sum = (sum * z) + (1f / 3f);
        return 2f * (s + (s * z * sum));
    }

    // How many whole powers of 2 there are in e^x.
    private static int Twos(float x) => (int)((x * Log2E) + (x < 0f ? -0.5f : 0.5f));

    // e^(x - k ln 2) - 1 by its series; the rest is at most half of ln 2.
    private static float PowerMinusOne(float x, int k)
    {
        float high = x - (k * Ln2High), low = k * Ln2Low;
        float r = high - low;
        float sum = 1f / 40_320f;
        sum = (sum * r) + (1f / 5_040f);
        sum = (sum * r) + (1f / 720f);
        sum = (sum * r) + (1f / 120f);
        sum = (sum * r) + (1f / 24f);
        sum = (sum * r) + (1f / 6f);
        sum = (sum * r) + 0.5f;
        return r + (r * r * sum);
    }

    private static float PowerOfTwo(int k) => BitConverter.Int32BitsToSingle((k + 127) << 23);
}
