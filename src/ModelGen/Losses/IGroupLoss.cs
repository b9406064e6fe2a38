namespace ModelGen;

/// <summary>
/// A loss of a group of outputs (a row, a whole batch) that three sums over the group determine: a struct that holds the loss's own
/// numbers. One text serves the CPU and GPUs, as that of an <see cref="IElementwiseLoss"/> does. <see cref="Loss.FromGroupFormula{L}"/>
/// makes a loss of it. Where fewer sums do, the terms of the others are 0.
/// </summary>
public interface IGroupLoss
{
    /// <summary>Whether the third is the largest of its terms (of equal ones the first) and not their sum.</summary>
    static abstract bool ThirdIsLargest { get; }

    /// <summary>The first sum's term of one target and one output.</summary>
    float First(float y, float p);

    /// <summary>The second sum's term.</summary>
    float Second(float y, float p);

    /// <summary>The third sum's term.</summary>
    float Third(float y, float p);

    /// <summary>The value of the group.</summary>
    /// <param name="a">The first sum.</param>
    /// <param name="b">The second.</param>
    /// <param name="c">The third, or the largest third term.</param>
    float Value(float a, float b, float c);

    /// <summary>Its derivative with respect to one output.</summary>
    /// <param name="y">The target of this output.</param>
    /// <param name="p">The output.</param>
    /// <param name="a">The first sum.</param>
    /// <param name="b">The second.</param>
    /// <param name="c">The third.</param>
    /// <param name="isLargest">Whether this output gave the largest third term.</param>
    float Derivative(float y, float p, float a, float b, float c, bool isLargest);
}
