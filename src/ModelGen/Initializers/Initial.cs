namespace ModelGen.Kernels;

/// <summary>Which fan divides the variance of first values.</summary>
public enum FanMode
{
    /// <summary>How many inputs reach one output.</summary>
    FanIn,

    /// <summary>How many outputs one input reaches.</summary>
    FanOut,

    /// <summary>Their mean.</summary>
    FanAvg,
}

/// <summary>How first values are spread.</summary>
public enum Distribution
{
    /// <summary>Normal, truncated at two standard deviations.</summary>
    TruncatedNormal,

    /// <summary>Normal.</summary>
    UntruncatedNormal,

    /// <summary>Uniform.</summary>
    Uniform,
}

/// <summary>
/// How a parameter gets its first values: an <see cref="Initializer"/> with its numbers, under Keras's names and with its meaning.
/// </summary>
public readonly record struct Initial
{
    private Initial(InitialKind kind, double first = 0, double second = 0, FanMode mode = default) =>
        (Kind, First, Second, Mode) = (kind, first, second, mode);

    internal InitialKind Kind { get; }

    /// <summary>The value, mean, lower bound, scale or gain.</summary>
    internal double First { get; }

    /// <summary>The standard deviation or upper bound.</summary>
    internal double Second { get; }

    internal FanMode Mode { get; }

    /// <summary>An initializer with its defaults.</summary>
    public static implicit operator Initial(Initializer initializer) => initializer switch
    {
        Initializer.GlorotUniform => VarianceScaling(1, FanMode.FanAvg, Distribution.Uniform),
        Initializer.GlorotNormal => VarianceScaling(1, FanMode.FanAvg, Distribution.TruncatedNormal),
        Initializer.HeUniform => VarianceScaling(2, FanMode.FanIn, Distribution.Uniform),
        Initializer.HeNormal => VarianceScaling(2, FanMode.FanIn, Distribution.TruncatedNormal),
        Initializer.LecunUniform => VarianceScaling(1, FanMode.FanIn, Distribution.Uniform),
        Initializer.LecunNormal => VarianceScaling(1, FanMode.FanIn, Distribution.TruncatedNormal),
        Initializer.RandomUniform => RandomUniform(-0.05, 0.05),
        Initializer.RandomNormal => RandomNormal(0, 0.05),
        Initializer.TruncatedNormal => TruncatedNormal(0, 0.05),
        Initializer.Zeros => Constant(0),
        Initializer.Ones => Constant(1),
        Initializer.Orthogonal => Orthogonal(1),
        Initializer.Identity => Identity(1),
        _ => throw new ArgumentOutOfRangeException(nameof(initializer), initializer, $"There is no initializer {initializer}."),
    };

    /// <summary>The same value everywhere.</summary>
    public static Initial Constant(double value) => new(InitialKind.Constant, value);

    /// <summary>Normal.</summary>
    public static Initial RandomNormal(double mean, double stddev) => new(InitialKind.Normal, mean, stddev);

    /// <summary>Normal, numbers farther than two standard deviations from the mean drawn again.</summary>
    public static Initial TruncatedNormal(double mean, double stddev) => new(InitialKind.Truncated, mean, stddev);

    /// <summary>Uniform between two bounds.</summary>
    public static Initial RandomUniform(double minval, double maxval) => new(InitialKind.Uniform, minval, maxval);

    /// <summary>
    /// Of variance scale / fan: uniform, normal, or normal and truncated at two standard deviations, which are widened so that the variance
    /// is right.
    /// </summary>
    public static Initial VarianceScaling(double scale, FanMode mode, Distribution distribution) => new(
        distribution switch
        {
            Distribution.Uniform => InitialKind.ScaledUniform,
            Distribution.UntruncatedNormal => InitialKind.ScaledNormal,
            _ => InitialKind.ScaledTruncated,
        }, scale, mode: mode);

    /// <summary>
    /// A matrix whose columns, or whose rows where they are fewer, are perpendicular and of length gain. All axes but the last are one.
    /// </summary>
    public static Initial Orthogonal(double gain) => new(InitialKind.Orthogonal, gain);

    /// <summary>gain on a matrix's diagonal, else 0.</summary>
    public static Initial Identity(double gain) => new(InitialKind.Identity, gain);
}

internal enum InitialKind
{
    Constant,
    Normal,
    Truncated,
    Uniform,
    ScaledNormal,
    ScaledTruncated,
    ScaledUniform,
    Orthogonal,
    Identity,
}
