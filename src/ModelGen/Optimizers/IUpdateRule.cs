namespace ModelGen;

/// <summary>
/// The formula of an optimizer for one value of a parameter, written once for vectors, single floats and a GPU's threads: over
/// <see cref="IReal{R}"/>, which does not branch. It is a struct of the float32 numbers of this step, at most 64 bytes of them, which a GPU
/// reads from its memory. <see cref="Optimizer.Apply"/> hands one to an <see cref="Updater"/>.
/// <code>
/// private readonly struct Rule(float rate, float momentum) : IUpdateRule
/// {
///     public static int Slots => 1;
///
///     public R Update&lt;R&gt;(R w, R g, ref R m, ref R b, ref R c) where R : struct, IReal&lt;R&gt;
///     {
///         m = (momentum * m) - (rate * g);
///         return w + m;
///     }
/// }
/// </code>
/// </summary>
public interface IUpdateRule
{
    /// <summary>How many slots it reads and writes: 0 to 3. As many as <see cref="Optimizer.SlotNames"/>.</summary>
    static abstract int Slots { get; }

    /// <summary>
    /// The new value of a parameter. With w and g of 0 it must be 0: gaps between parameters stay so.
    /// </summary>
    /// <param name="w">The value.</param>
    /// <param name="g">Its gradient, clipped.</param>
    /// <param name="a">Slot 0.</param>
    /// <param name="b">Slot 1.</param>
    /// <param name="c">Slot 2.</param>
    R Update<R>(R w, R g, ref R a, ref R b, ref R c) where R : struct, IReal<R>;
}

/// <summary>
/// The formula of an optimizer that moves a whole parameter by a factor of its own: w -= factor x direction.
/// <see cref="IUpdateRule.Update"/> renews the slots and leaves w; the factor depends on the sums of the squares of w and of the direction.
/// Its optimizer says so by <see cref="Optimizer.Scales"/>.
/// </summary>
public interface IScaledRule : IUpdateRule
{
    /// <summary>Where a value goes.</summary>
    /// <param name="g">Its gradient, clipped.</param>
    /// <param name="a">Slot 0.</param>
    /// <param name="b">Slot 1.</param>
    R Direction<R>(R g, R a, R b) where R : struct, IReal<R>;

    /// <summary>How far its parameter goes there.</summary>
    /// <param name="weights">The sum of the squares of the parameter.</param>
    /// <param name="directions">The sum of the squares of the direction.</param>
    /// <param name="count">How many values the parameter has.</param>
    float Factor(float weights, float directions, float count);
}
