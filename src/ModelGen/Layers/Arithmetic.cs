using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>What each value becomes by itself, and how a gradient reaches it.</summary>
/// <typeparam name="O">The rule itself.</typeparam>
public interface IValueRule<O> where O : struct, IValueRule<O>
{
    /// <summary>What x becomes.</summary>
    static abstract R Value<R>(R x) where R : struct, IReal<R>;

    /// <summary>The gradient of x, given that of its value. Where it does not depend on x, that may be any number.</summary>
    static abstract R Gradient<R>(R x, R dy) where R : struct, IReal<R>;
}

/// <summary>How many values of a sample there are, and the number that each of them is merged with.</summary>
public interface IWithNumber : ISize
{
    /// <summary>The number.</summary>
    static abstract float Number { get; }
}

/// <summary>What a value and a number become, in this order: x - 2.</summary>
public readonly struct ByNumber<S, O> : IValueRule<ByNumber<S, O>> where S : struct, IWithNumber where O : struct, IMergeRule<O>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => O.Value<R>(x, S.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Gradient<R>(R x, R dy) where R : struct, IReal<R> => O.First<R>(x, S.Number, dy);
}

/// <summary>What a number and a value become, in this order: 2 - x.</summary>
public readonly struct OfNumber<S, O> : IValueRule<OfNumber<S, O>> where S : struct, IWithNumber where O : struct, IMergeRule<O>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R x) where R : struct, IReal<R> => O.Value<R>(S.Number, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Gradient<R>(R x, R dy) where R : struct, IReal<R> => O.Second<R>(S.Number, x, dy);
}

/// <summary>Values that become others place by place, each by itself. The kernels are those of two values that are merged.</summary>
public static class Arithmetic
{
    /// <summary>y = A(O(x)). y may be x.</summary>
    public static void Forward<S, O, A>(Step s, Block y, Block x)
        where S : struct, ISize where O : struct, IValueRule<O> where A : struct, IActivation =>
        Broadcast.Forward<Merge.Same<S>, OfOne<O>, A>(s, y, x, x);

    /// <summary>
    /// The gradient of x, overwritten or, where <paramref name="add"/> says so, added to. dx and dy may be the same block.
    /// </summary>
    public static void Backward<S, O>(Step s, Block dx, Block x, Block dy, bool add = false)
        where S : struct, ISize where O : struct, IValueRule<O> =>
        Broadcast.BackwardFirst<Merge.Same<S>, OfOne<O>>(s, dx, x, x, dy, add);

    /// <summary>The same by a rule whose gradient does not depend on x.</summary>
    public static void Backward<S, O>(Step s, Block dx, Block dy, bool add = false)
        where S : struct, ISize where O : struct, IValueRule<O> => Backward<S, O>(s, dx, dy, dy, add);

    /// <summary>A rule for one value as one for two, of which the second does not count.</summary>
    internal readonly struct OfOne<O> : IMergeRule<OfOne<O>> where O : struct, IValueRule<O>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static R Value<R>(R a, R b) where R : struct, IReal<R> => O.Value(a);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static R First<R>(R a, R b, R dy) where R : struct, IReal<R> => O.Gradient(a, dy);

        public static R Second<R>(R a, R b, R dy) where R : struct, IReal<R> => 0f;
    }
}
