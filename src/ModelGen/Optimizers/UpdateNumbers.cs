namespace ModelGen;

/// <summary>
/// What the common settings of an optimizer come to in one step. A GPU reads it from its memory, so that each step is the same launches.
/// </summary>
internal struct UpdateNumbers
{
    /// <summary>Where it lies behind the numbers of the rule: those are fewer.</summary>
    public const int Place = 16;

    /// <summary>1 where parameters change, 0 where gradients are only added up.</summary>
    public float Updates;

    /// <summary>Over how many gradients the mean is taken.</summary>
    public float Gradients;

    /// <summary>The most a value or a norm of a gradient may be; which of them, <see cref="UpdateParts"/> says.</summary>
    public float ClipLimit;

    /// <summary>What part of a parameter decays: weight decay times learning rate.</summary>
    public float Decay;

    /// <summary>What part of the old average stays.</summary>
    public float AverageKeep;

    /// <summary>What part of the new one a parameter is.</summary>
    public float AverageTake;

    /// <summary>1 where parameters become their averages.</summary>
    public float Overwrite;

    /// <summary>
    /// Nothing. A view on a GPU begins at a multiple of its elements' size, so these must be 8 floats to begin at <see cref="Place"/>.
    /// </summary>
    public float Padding;
}

/// <summary>What belongs to an update besides the rule itself; the same in each step.</summary>
[Flags]
internal enum UpdateParts
{
    /// <summary>The rule alone.</summary>
    None = 0,

    /// <summary>Gradients are added up, and every so often their mean is used.</summary>
    Accumulate = 1,

    /// <summary>The mean of the gradients has been used for the last time in this step.</summary>
    Forget = 2,

    /// <summary>Each value of a gradient stays within a limit.</summary>
    ClipValue = 4,

    /// <summary>Gradients are scaled by the factors of their parameters, which their norms gave.</summary>
    ClipNorm = 8,

    /// <summary>Parameters decay.</summary>
    Decay = 16,

    /// <summary>Moving averages of the parameters are kept.</summary>
    Average = 32,

    /// <summary>Parameters move by factors of their own.</summary>
    Scale = 64,
}
