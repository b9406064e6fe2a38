namespace ModelGen;

/// <summary>
/// A number, or several side by side, so that a formula is written once for a GPU's threads, for a CPU's vectors, and for what is left over
/// of them. Nothing branches: <see cref="IfAbove"/> chooses between values that have both been computed.
/// </summary>
/// <typeparam name="R">The type itself.</typeparam>
public unsafe interface IReal<R> where R : struct, IReal<R>
{
    /// <summary>What lies at an address. Not on a GPU.</summary>
    [CLSCompliant(false)]
    static abstract R Load(float* address);

    /// <summary>Puts it at an address. Not on a GPU.</summary>
    [CLSCompliant(false)]
    void Store(float* address);

    /// <summary>A number, in each place.</summary>
    static abstract implicit operator R(float value);

    /// <summary>The sum.</summary>
    static abstract R operator +(R a, R b);

    /// <summary>The difference.</summary>
    static abstract R operator -(R a, R b);

    /// <summary>The product.</summary>
    static abstract R operator *(R a, R b);

    /// <summary>The quotient.</summary>
    static abstract R operator /(R a, R b);

    /// <summary>The number with the other sign.</summary>
    static abstract R operator -(R a);

    /// <summary>a b + c, rounded once where the hardware does so.</summary>
    static abstract R MultiplyAdd(R a, R b, R c);

    /// <summary>The number without its sign.</summary>
    static abstract R Abs(R x);

    /// <summary>The square root.</summary>
    static abstract R Sqrt(R x);

    /// <summary>a / b, and 0 where a is 0, whatever b.</summary>
    static abstract R Ratio(R a, R b);

    /// <summary>x to a power, for x of at least 0.</summary>
    static abstract R Power(R x, float exponent);

    /// <summary>e to the power of x.</summary>
    static abstract R Exp(R x);

    /// <summary>e to the power of x, minus 1, near 0 as good as elsewhere.</summary>
    static abstract R ExpM1(R x);

    /// <summary>ln(1 + x) for x from 0 to 1.</summary>
    static abstract R LogP1(R x);

    /// <summary>
    /// <paramref name="then"/> where a &gt; b, else <paramref name="otherwise"/>, which a NaN among a and b leads to. A number that is
    /// known when a kernel is compiled stands second: where it stands first, ILGPU 1.5.3 lets NaN lead to <paramref name="then"/>.
    /// </summary>
    static abstract R IfAbove(R a, R b, R then, R otherwise);

    /// <summary>As <see cref="IfAbove"/>, where a &lt; b.</summary>
    static abstract R IfBelow(R a, R b, R then, R otherwise);

    /// <summary>Whether each place is finite.</summary>
    static abstract bool AllFinite(R x);

    /// <summary>The same of three at once.</summary>
    static abstract bool AllFinite(R a, R b, R c);
}
