namespace ModelGen;

/// <summary>
/// A function of one target and one output, whose mean or sum along the last axis is a loss: a struct that holds the loss's own numbers.
/// One text serves the CPU and GPUs, so it computes with what both have: arithmetic, <c>if</c>, loops, <see cref="MathF"/>, and the
/// functions of <see cref="AccurateMath"/>, which give both the same digits. It allocates nothing and changes nothing.
/// <see cref="Loss.FromFormula{L}"/> makes a loss of it; the library's own losses are made of such structs, too.
/// <code>
/// public readonly struct PseudoHuber(float delta) : IElementwiseLoss
/// {
///     public float Value(float y, float p) => delta * delta * (Root(y, p) - 1);
///     public float Derivative(float y, float p) => (p - y) / Root(y, p);
///     private float Root(float y, float p) => MathF.Sqrt(1 + ((p - y) * (p - y) / (delta * delta)));
/// }
/// </code>
/// </summary>
public interface IElementwiseLoss
{
    /// <summary>Whether values along the last axis are added and not averaged. Left out: averaged.</summary>
    static virtual bool IsSum => false;

    /// <summary>
    /// About how many operations one value with its derivative takes; by it work is divided over threads, which changes no bit.
    /// </summary>
    static virtual int Operations => 16;

    /// <summary>The value.</summary>
    /// <param name="y">The target.</param>
    /// <param name="p">The output.</param>
    float Value(float y, float p);

    /// <summary>Its derivative with respect to <paramref name="p"/>.</summary>
    /// <param name="y">The target.</param>
    /// <param name="p">The output.</param>
    float Derivative(float y, float p);
}
