using ModelGen.Kernels;

namespace ModelGen;

/// <summary>Computes the first values of a parameter on the host, in float32: the same on every device.</summary>
internal static class InitialValues
{
    /// <summary>
    /// The standard deviation of a standard normal distribution that is cut off at two: what Keras divides by before it truncates.
    /// </summary>
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>Fills a parameter.</summary>
    /// <param name="values">All its values; overwritten.</param>
    /// <param name="initial">How.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="fanIn">How many inputs reach one output.</param>
    /// <param name="fanOut">How many outputs one input reaches.</param>
    /// <param name="seed">The model's seed.</param>
    /// <param name="parameter">The parameter's number in the model, from 0: it has a stream of random numbers of its own.</param>
    public static void Fill(Span<float> values, Initial initial, ReadOnlySpan<int> shape, int fanIn, int fanOut, int seed, int parameter)
    {
        var numbers = new RandomNumbers(seed, parameter);
        double fan = Math.Max(1,
            initial.Mode switch { FanMode.FanIn => fanIn, FanMode.FanOut => fanOut, _ => ((double)fanIn + fanOut) / 2 });
        double deviation = Math.Sqrt(initial.First / fan);
        switch (initial.Kind)
        {
            case InitialKind.Constant: values.Fill((float)initial.First); break;
            case InitialKind.Normal: Normal(values, numbers, initial.First, initial.Second); break;
            case InitialKind.Truncated: Truncated(values, numbers, initial.First, initial.Second); break;
            case InitialKind.Uniform: Uniform(values, numbers, initial.First, initial.Second); break;
            case InitialKind.ScaledNormal: Normal(values, numbers, 0, deviation); break;
            case InitialKind.ScaledTruncated: Truncated(values, numbers, 0, deviation / TruncatedDeviation); break;
            case InitialKind.ScaledUniform: Uniform(values, numbers, Math.Sqrt(3 * initial.First / fan)); break;
            case InitialKind.Orthogonal: OrthogonalMatrix.Fill(values, values.Length / shape[^1], shape[^1], initial.First, numbers); break;
            case InitialKind.Identity: Identity(values, shape[^1], (float)initial.First); break;
            default: throw new ArgumentOutOfRangeException(nameof(initial), initial, $"There is no initializer {initial}.");
        }
    }

    private static void Uniform(Span<float> values, RandomNumbers numbers, double limit)
    {
        float scale = (float)limit;
        for (int i = 0; i < values.Length; i++) { values[i] = numbers.Symmetric(i) * scale; }
    }

    private static void Uniform(Span<float> values, RandomNumbers numbers, double least, double most)
    {
        Uniform(values, numbers, (most - least) / 2);
        double middle = (least + most) / 2;
        if (middle == 0) { return; }
        foreach (ref float value in values) { value = Math.Clamp((float)(middle + value), (float)least, (float)most); }
    }

    private static void Normal(Span<float> values, RandomNumbers numbers, double mean, double deviation)
    {
        for (int i = 0; i < values.Length; i++) { values[i] = (float)(mean + (numbers.Normals(i, attempt: 0).First * deviation)); }
    }

    private static void Truncated(Span<float> values, RandomNumbers numbers, double mean, double deviation)
    {
        for (int i = 0; i < values.Length; i++) { values[i] = (float)(mean + (numbers.TruncatedNormal(i) * deviation)); }
    }

    private static void Identity(Span<float> values, int columns, float gain)
    {
        values.Clear();
        for (int i = 0; i < Math.Min(columns, values.Length / columns); i++) { values[(i * columns) + i] = gain; }
    }
}
