namespace ModelGen;

/// <summary>How a parameter gets its first values. Fans are Keras's: for a convolution, kernel height x width x channels.</summary>
public enum Initializer
{
    /// <summary>Uniform in +-sqrt(6 / (fan in + fan out)): the default of every kernel.</summary>
    GlorotUniform,

    /// <summary>Normal, truncated at two standard deviations, variance 2 / (fan in + fan out).</summary>
    GlorotNormal,

    /// <summary>Uniform in +-sqrt(6 / fan in).</summary>
    HeUniform,

    /// <summary>Normal, truncated at two standard deviations, variance 2 / fan in.</summary>
    HeNormal,

    /// <summary>Uniform in +-sqrt(3 / fan in).</summary>
    LecunUniform,

    /// <summary>Normal, truncated at two standard deviations, variance 1 / fan in.</summary>
    LecunNormal,

    /// <summary>Uniform in +-0.05.</summary>
    RandomUniform,

    /// <summary>Normal with mean 0 and standard deviation 0.05.</summary>
    RandomNormal,

    /// <summary>Normal with mean 0 and standard deviation 0.05, truncated at two standard deviations.</summary>
    TruncatedNormal,

    /// <summary>All zeros: the default of every bias.</summary>
    Zeros,

    /// <summary>All ones.</summary>
    Ones,

    /// <summary>
    /// A random matrix whose columns, or whose rows where they are fewer, are perpendicular and of length 1; all axes but the last count as
    /// one. For kernels. Its cost grows with rows x columns x the smaller of both.
    /// </summary>
    Orthogonal,

    /// <summary>1 on the diagonal, else 0. For kernels that are matrices.</summary>
    Identity,
}
