using System.Runtime.CompilerServices;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>What a pass does with one value of a parameter by a rule: all of it, or half of a scaled one.</summary>
internal interface IPass<U> where U : unmanaged
{
    /// <summary>How many slots it reads and writes.</summary>
    static abstract int Slots { get; }

    /// <summary>The new value; <paramref name="factor"/> is what <see cref="IScaledRule.Factor"/> has given for its parameter.</summary>
    static abstract R Update<R>(U rule, R w, R g, R factor, ref R a, ref R b, ref R c) where R : struct, IReal<R>;
}

/// <summary>A rule that knows no factor, or the first half of one that does.</summary>
internal readonly struct Plainly<U> : IPass<U> where U : unmanaged, IUpdateRule
{
    public static int Slots => U.Slots;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Update<R>(U rule, R w, R g, R factor, ref R a, ref R b, ref R c) where R : struct, IReal<R> =>
        rule.Update(w, g, ref a, ref b, ref c);
}

/// <summary>The second half of a scaled rule: w -= factor x direction.</summary>
internal readonly struct Moving<U> : IPass<U> where U : unmanaged, IScaledRule
{
    public static int Slots => U.Slots;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Update<R>(U rule, R w, R g, R factor, ref R a, ref R b, ref R c) where R : struct, IReal<R> =>
        w - (factor * rule.Direction(g, a, b));
}

/// <summary>Leaves a parameter as it is, for what else belongs to an update; of the rule there is nothing to know.</summary>
internal readonly struct Unchanged : IPass<float>
{
    public static int Slots => 0;

    public static R Update<R>(float rule, R w, R g, R factor, ref R a, ref R b, ref R c) where R : struct, IReal<R> => w;
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
