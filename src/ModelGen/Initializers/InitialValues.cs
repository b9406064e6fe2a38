namespace ModelGen;

/// <summary>Computes the first values of a parameter on the host, in float32: the same on every device.</summary>
internal static class InitialValues
{
    /// <summary>The standard deviation of a standard normal distribution that is cut off at two: what Keras divides by before it truncates.</summary>
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>Fills a parameter.</summary>
    /// <param name="values">All its values; overwritten.</param>
    /// <param name="initializer">How.</param>
    /// <param name="fanIn">How many inputs reach one output.</param>
    /// <param name="fanOut">How many outputs one input reaches.</param>
    /// <param name="seed">The model's seed.</param>
    /// <param name="parameter">The parameter's number in the model, from 0: it has a stream of random numbers of its own.</param>
    public static void Fill(Span<float> values, Initializer initializer, int fanIn, int fanOut, int seed, int parameter)
    {
        var numbers = new RandomNumbers(seed, parameter);
        double fanAverage = Math.Max(1, ((double)fanIn + fanOut) / 2);
        double fan = Math.Max(1, fanIn);
        switch (initializer)
        {
            case Initializer.GlorotUniform: Uniform(values, numbers, Math.Sqrt(3 / fanAverage)); break;
            case Initializer.HeUniform: Uniform(values, numbers, Math.Sqrt(6 / fan)); break;
            case Initializer.LecunUniform: Uniform(values, numbers, Math.Sqrt(3 / fan)); break;
            case Initializer.RandomUniform: Uniform(values, numbers, 0.05); break;
            case Initializer.GlorotNormal: Truncated(values, numbers, Math.Sqrt(1 / fanAverage) / TruncatedDeviation); break;
            case Initializer.HeNormal: Truncated(values, numbers, Math.Sqrt(2 / fan) / TruncatedDeviation); break;
            case Initializer.LecunNormal: Truncated(values, numbers, Math.Sqrt(1 / fan) / TruncatedDeviation); break;
            case Initializer.TruncatedNormal: Truncated(values, numbers, 0.05); break;
            case Initializer.RandomNormal: Normal(values, numbers, 0.05); break;
            case Initializer.Zeros: values.Clear(); break;
            case Initializer.Ones: values.Fill(1f); break;
            default: throw new ArgumentOutOfRangeException(nameof(initializer), initializer, $"There is no initializer {initializer}.");
        }
    }

    private static void Uniform(Span<float> values, RandomNumbers numbers, double limit)
    {
        float scale = (float)limit;
        for (int i = 0; i < values.Length; i++) { values[i] = numbers.Symmetric(i) * scale; }
    }

    private static void Normal(Span<float> values, RandomNumbers numbers, double deviation)
    {
        for (int i = 0; i < values.Length; i++) { values[i] = (float)(numbers.Normals(i, attempt: 0).First * deviation); }
    }

    private static void Truncated(Span<float> values, RandomNumbers numbers, double deviation)
    {
        for (int i = 0; i < values.Length; i++) { values[i] = (float)(numbers.TruncatedNormal(i) * deviation); }
    }
}
