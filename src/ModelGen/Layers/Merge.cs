namespace ModelGen.Kernels;

/// <summary>The sizes of a merge of two values, of which one may be repeated along axes where it has size 1.</summary>
public interface IBroadcast
{
    /// <summary>The first axis of what comes out.</summary>
    static abstract int Depth { get; }

    /// <summary>The second axis of what comes out.</summary>
    static abstract int Height { get; }

    /// <summary>The last axis of what comes out.</summary>
    static abstract int Width { get; }

    /// <summary>The same of the first value: each is the axis of what comes out, or 1.</summary>
    static abstract int FirstDepth { get; }

    /// <inheritdoc cref="FirstDepth"/>
    static abstract int FirstHeight { get; }

    /// <inheritdoc cref="FirstDepth"/>
    static abstract int FirstWidth { get; }

    /// <summary>The same of the second value.</summary>
    static abstract int SecondDepth { get; }

    /// <inheritdoc cref="SecondDepth"/>
    static abstract int SecondHeight { get; }

    /// <inheritdoc cref="SecondDepth"/>
    static abstract int SecondWidth { get; }
}

/// <summary>How many values of a sample there are, and among how many a mean is taken.</summary>
public interface IMean : ISize
{
    /// <summary>How many values become one.</summary>
    static abstract int Count { get; }
}

/// <summary>Two values of equal shapes, merged place by place.</summary>
public static class Merge
{
    /// <summary>y = A(O(a, b)). y may be a or b.</summary>
    public static void Forward<S, O, A>(Step s, Block y, Block a, Block b)
        where S : struct, ISize where O : struct, IMergeRule<O> where A : struct, IActivation =>
        Broadcast.Forward<Same<S>, O, A>(s, y, a, b);

    /// <summary>The gradient of a, overwritten or, where <paramref name="add"/> says so, added to.</summary>
    public static void BackwardFirst<S, O>(Step s, Block dx, Block a, Block b, Block dy, bool add = false)
        where S : struct, ISize where O : struct, IMergeRule<O> => Broadcast.BackwardFirst<Same<S>, O>(s, dx, a, b, dy, add);

    /// <summary>The gradient of b.</summary>
    public static void BackwardSecond<S, O>(Step s, Block dx, Block a, Block b, Block dy, bool add = false)
        where S : struct, ISize where O : struct, IMergeRule<O> => Broadcast.BackwardSecond<Same<S>, O>(s, dx, a, b, dy, add);

    /// <summary>dx += dy: what a kernel that cannot add contributes to the gradient of a value that several layers read.</summary>
    public static void AddGradient<S>(Step s, Block dx, Block dy) where S : struct, ISize =>
        Broadcast.BackwardFirst<Same<S>, Plus>(s, dx, dx, dx, dy, add: true);

    /// <summary>dx = dy: a copy, of what others still read.</summary>
    public static void CopyGradient<S>(Step s, Block dx, Block dy) where S : struct, ISize =>
        Broadcast.BackwardFirst<Same<S>, Plus>(s, dx, dy, dy, dy, add: false);

    /// <summary>y = x / Count, forward, of a sum; and so the gradient back. y may be x.</summary>
    public static void Divide<S>(Step s, Block y, Block x) where S : struct, IMean =>
        Broadcast.Forward<Same<S>, DividedBy<S>, Linear>(s, y, x, x);

    /// <summary>Both have all values of a sample.</summary>
    internal readonly struct Same<S> : IBroadcast where S : struct, ISize
    {
        public static int Depth => 1;

        public static int Height => 1;

        public static int Width => S.Size;

        public static int FirstDepth => 1;

        public static int FirstHeight => 1;

        public static int FirstWidth => S.Size;

        public static int SecondDepth => 1;

        public static int SecondHeight => 1;

        public static int SecondWidth => S.Size;
    }

    private readonly struct DividedBy<S> : IMergeRule<DividedBy<S>> where S : struct, IMean
    {
        public static R Value<R>(R a, R b) where R : struct, IReal<R> => a / (float)S.Count;

        public static R First<R>(R a, R b, R dy) where R : struct, IReal<R> => dy / (float)S.Count;

        public static R Second<R>(R a, R b, R dy) where R : struct, IReal<R> => 0f;
    }
}

/// <summary>Two values merged place by place, one or both repeated along axes of size 1.</summary>
public static partial class Broadcast
{
    /// <summary>y = A(O(a, b)).</summary>
    public static void Forward<S, O, A>(Step s, Block y, Block a, Block b)
        where S : struct, IBroadcast where O : struct, IMergeRule<O> where A : struct, IActivation
    {
        if (s.Gpu is { } gpu) { GpuForward<S, O, A>(gpu, s, y, a, b); }
        else { CpuForward<S, O, A>(s, y, a, b); }
    }

    /// <summary>
    /// The gradient of a: along axes where a is repeated, the sum in the order of the places; overwritten or, where
    /// <paramref name="add"/> says so, added to.
    /// </summary>
    public static void BackwardFirst<S, O>(Step s, Block dx, Block a, Block b, Block dy, bool add = false)
        where S : struct, IBroadcast where O : struct, IMergeRule<O> => Backward<S, O, First<S>>(s, dx, a, b, dy, add);

    /// <summary>The gradient of b.</summary>
    public static void BackwardSecond<S, O>(Step s, Block dx, Block a, Block b, Block dy, bool add = false)
        where S : struct, IBroadcast where O : struct, IMergeRule<O> => Backward<S, O, Second<S>>(s, dx, a, b, dy, add);

    private static void Backward<S, O, W>(Step s, Block dx, Block a, Block b, Block dy, bool add)
        where S : struct, IBroadcast where O : struct, IMergeRule<O> where W : struct, IOperand
    {
        if (s.Gpu is { } gpu) { GpuBackward<S, O, W>(gpu, s, dx, a, b, dy, add); }
        else { CpuBackward<S, O, W>(s, dx, a, b, dy, add); }
    }

    /// <summary>One of the two values.</summary>
    internal interface IOperand
    {
        static abstract int Depth { get; }

        static abstract int Height { get; }

        static abstract int Width { get; }

        static abstract bool IsFirst { get; }
    }

    internal readonly struct First<S> : IOperand where S : struct, IBroadcast
    {
        public static int Depth => S.FirstDepth;

        public static int Height => S.FirstHeight;

        public static int Width => S.FirstWidth;

        public static bool IsFirst => true;
    }

    internal readonly struct Second<S> : IOperand where S : struct, IBroadcast
    {
        public static int Depth => S.SecondDepth;

        public static int Height => S.SecondHeight;

        public static int Width => S.SecondWidth;

        public static bool IsFirst => false;
    }

    private static int Size<W>() where W : struct, IOperand => W.Depth * W.Height * W.Width;

    private static int Size<S>(S sizes) where S : struct, IBroadcast => S.Depth * S.Height * S.Width;
}
