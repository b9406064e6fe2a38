using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The formula of an optimizer for one place, written once for vectors, single floats and a GPU's threads. It is a struct of the float32
/// numbers of this step, at most <see cref="UpdateNumbers.Place"/> of them, which a GPU reads from its memory.
/// </summary>
internal interface IUpdateRule<TSelf> where TSelf : unmanaged, IUpdateRule<TSelf>
{
    /// <summary>How many slots it reads and writes: 0 to 3.</summary>
    static abstract int Slots { get; }

    /// <summary>
    /// The new value of parameter <paramref name="w"/> with gradient <paramref name="g"/>. With w and g of 0 it must be 0: gaps between
    /// parameters stay so.
    /// </summary>
    /// <param name="rule">The numbers.</param>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient, clipped.</param>
    /// <param name="factor">What <see cref="IScaledRule{TSelf}.Factor"/> has given for the whole parameter, in the second half of such a
    /// rule.</param>
    /// <param name="a">Slot 0.</param>
    /// <param name="b">Slot 1.</param>
    /// <param name="c">Slot 2.</param>
    static abstract R Update<R>(TSelf rule, R w, R g, R factor, ref R a, ref R b, ref R c) where R : struct, IReal<R>;
}

/// <summary>
/// The formula of an optimizer that moves a whole parameter by a factor of its own: w -= factor x direction.
/// <see cref="IUpdateRule{TSelf}.Update"/> renews the slots and leaves w; the factor depends on the sums of the squares of w and of the
/// direction.
/// </summary>
internal interface IScaledRule<TSelf> : IUpdateRule<TSelf> where TSelf : unmanaged, IScaledRule<TSelf>
{
    /// <summary>Where a place goes.</summary>
    static abstract R Direction<R>(TSelf rule, R g, R a, R b) where R : struct, IReal<R>;

    /// <summary>How far its parameter goes there.</summary>
    /// <param name="rule">The numbers.</param>
    /// <param name="weights">The sum of the squares of the parameter.</param>
    /// <param name="directions">The sum of the squares of the direction.</param>
    /// <param name="count">How many values the parameter has.</param>
    static abstract float Factor(TSelf rule, float weights, float directions, float count);
}

/// <summary>The second half of a scaled rule: w -= factor x direction.</summary>
internal struct Moving<U> : IUpdateRule<Moving<U>> where U : unmanaged, IScaledRule<U>
{
    public U Rule;

    public static int Slots => U.Slots;

    public static R Update<R>(Moving<U> rule, R w, R g, R factor, ref R a, ref R b, ref R c) where R : struct, IReal<R> =>
        w - (factor * U.Direction(rule.Rule, g, a, b));
}

/// <summary>A choice that is made when code is compiled.</summary>
internal interface ISwitch
{
    static abstract bool IsOn { get; }
}

/// <summary>Chosen.</summary>
internal readonly struct On : ISwitch
{
    public static bool IsOn => true;
}

/// <summary>Not chosen.</summary>
internal readonly struct Off : ISwitch
{
    public static bool IsOn => false;
}
