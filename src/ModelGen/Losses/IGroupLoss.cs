namespace ModelGen;

/// <summary>
/// A loss of a group of outputs (a row, a whole batch) that three sums over the group determine; one text for the CPU and for GPU kernels.
/// </summary>
internal interface IGroupLoss
{
    /// <summary>Whether the third is the largest of its terms and not their sum.</summary>
    static abstract bool ThirdIsLargest { get; }

    /// <summary>The first sum's term.</summary>
    static abstract float First(float y, float p);

    /// <summary>The second sum's term.</summary>
    static abstract float Second(float y, float p);

    /// <summary>The third sum's term.</summary>
    static abstract float Third(float y, float p);

    /// <summary>The value of the group.</summary>
    static abstract float Value(float a, float b, float c, LossSettings settings);

    /// <summary>Its derivative with respect to p; <paramref name="isLargest"/>: this output gave the largest third term.</summary>
    static abstract float Derivative(float y, float p, float a, float b, float c, bool isLargest, LossSettings settings);
}
