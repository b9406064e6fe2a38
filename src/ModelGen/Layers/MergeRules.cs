using System.Runtime.CompilerServices;

namespace ModelGen.Kernels;

/// <summary>What two values become, place by place, and how a gradient reaches each of them.</summary>
/// <typeparam name="O">The rule itself.</typeparam>
public interface IMergeRule<O> where O : struct, IMergeRule<O>
{
    /// <summary>The value for a and b.</summary>
    static abstract R Value<R>(R a, R b) where R : struct, IReal<R>;

    /// <summary>The gradient of a, given that of the value.</summary>
    static abstract R First<R>(R a, R b, R dy) where R : struct, IReal<R>;

    /// <summary>The gradient of b.</summary>
    static abstract R Second<R>(R a, R b, R dy) where R : struct, IReal<R>;
}

/// <summary>a + b.</summary>
public readonly struct Plus : IMergeRule<Plus>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R a, R b) where R : struct, IReal<R> => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R First<R>(R a, R b, R dy) where R : struct, IReal<R> => dy;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Second<R>(R a, R b, R dy) where R : struct, IReal<R> => dy;
}

/// <summary>a - b.</summary>
public readonly struct Minus : IMergeRule<Minus>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R a, R b) where R : struct, IReal<R> => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R First<R>(R a, R b, R dy) where R : struct, IReal<R> => dy;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Second<R>(R a, R b, R dy) where R : struct, IReal<R> => -dy;
}

/// <summary>a b.</summary>
public readonly struct Times : IMergeRule<Times>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R a, R b) where R : struct, IReal<R> => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R First<R>(R a, R b, R dy) where R : struct, IReal<R> => dy * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Second<R>(R a, R b, R dy) where R : struct, IReal<R> => dy * a;
}

/// <summary>a / b.</summary>
public readonly struct Over : IMergeRule<Over>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R a, R b) where R : struct, IReal<R> => a / b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R First<R>(R a, R b, R dy) where R : struct, IReal<R> => dy / b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Second<R>(R a, R b, R dy) where R : struct, IReal<R> => -dy * (a / b / b);
}

/// <summary>The larger of a and b, NaN where one of them is; where they are equal each gets half of the gradient.</summary>
public readonly struct Larger : IMergeRule<Larger>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R a, R b) where R : struct, IReal<R> => R.IfAbove(a, b, a, R.IfBelow(a, b, b, EqualOrNaN(a, b)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R First<R>(R a, R b, R dy) where R : struct, IReal<R> => R.IfAbove(a, b, dy, R.IfBelow(a, b, 0f, dy * 0.5f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Second<R>(R a, R b, R dy) where R : struct, IReal<R> => R.IfBelow(a, b, dy, R.IfAbove(a, b, 0f, dy * 0.5f));

    // Of two that are neither above nor below one another the sum is NaN where one of them is, and else not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static R EqualOrNaN<R>(R a, R b) where R : struct, IReal<R> => R.IfAbove(R.Abs(a + b), -1f, a, a + b);
}

/// <summary>The smaller of a and b, NaN where one of them is; where they are equal each gets half of the gradient.</summary>
public readonly struct Smaller : IMergeRule<Smaller>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Value<R>(R a, R b) where R : struct, IReal<R> => R.IfBelow(a, b, a, R.IfAbove(a, b, b, Larger.EqualOrNaN(a, b)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R First<R>(R a, R b, R dy) where R : struct, IReal<R> => R.IfBelow(a, b, dy, R.IfAbove(a, b, 0f, dy * 0.5f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Second<R>(R a, R b, R dy) where R : struct, IReal<R> => R.IfAbove(a, b, dy, R.IfBelow(a, b, 0f, dy * 0.5f));
}
