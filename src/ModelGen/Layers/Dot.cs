using ModelGen.Kernels;

namespace ModelGen
{
    /// <summary>
    /// Products of what the layer before gives with a named value, summed along an axis of each: <c>[Dot("query", Axes = 1)]</c>. What
    /// comes out has the other axes of the first, then those of the second; where there are none, one value.
    /// </summary>
    /// <param name="names">The name of the other value.</param>
    public sealed class DotAttribute(params string[] names) : MergeAttribute(names)
    {
        /// <summary>The axis of both along which products are summed: 1 is the first one after the batch, -1 the last one.</summary>
        public int Axes { get; set; } = -1;

        /// <summary>The axis of the first value, where it differs from <see cref="Axes"/>.</summary>
        public int FirstAxis { get; set; } = -1;

        /// <summary>The axis of the second value, where it differs from <see cref="Axes"/>.</summary>
        public int SecondAxis { get; set; } = -1;

        /// <summary>Whether each is first divided by its length along its axis, so that one value for each pair is their cosine.</summary>
        public bool Normalize { get; set; }
    }
}

namespace ModelGen.Kernels
{
    /// <summary>The sizes of two values around the axes along which their products are summed.</summary>
    public interface IDot
    {
        /// <summary>How long both axes are.</summary>
        static abstract int Terms { get; }

        /// <summary>Values of the axes before that one, of the first value.</summary>
        static abstract int FirstOuter { get; }

        /// <summary>Values of the axes after that one, of the first value.</summary>
        static abstract int FirstInner { get; }

        /// <summary>Values of the axes before that one, of the second value.</summary>
        static abstract int SecondOuter { get; }

        /// <summary>Values of the axes after that one, of the second value.</summary>
        static abstract int SecondInner { get; }
    }

    /// <summary>
    /// Sums of products. Layouts, per sample: a [FirstOuter, Terms, FirstInner], b [SecondOuter, Terms, SecondInner], y [FirstOuter,
    /// FirstInner, SecondOuter, SecondInner].
    /// </summary>
    public static partial class Dot
    {
        /// <summary>y[o, i, p, j] = the sum over k of a[o, k, i] b[p, k, j].</summary>
        public static void Forward<S>(Step s, Block y, Block a, Block b) where S : struct, IDot
        {
            if (s.Gpu is { } gpu) { GpuForward<S>(gpu, s, y, a, b); }
            else { CpuForward<S>(s, y, a, b); }
        }

        /// <summary>
        /// da[o, k, i] = the sum over p and j of dy[o, i, p, j] b[p, k, j], overwritten or, where <paramref name="add"/> says so, added to.
        /// </summary>
        public static void BackwardFirst<S>(Step s, Block dx, Block b, Block dy, bool add = false) where S : struct, IDot
        {
            if (s.Gpu is { } gpu) { GpuBackward<S, First<S>>(gpu, s, dx, b, dy, add); }
            else { CpuBackward<S, First<S>>(s, dx, b, dy, add); }
        }

        /// <summary>db[p, k, j] = the sum over o and i of dy[o, i, p, j] a[o, k, i].</summary>
        public static void BackwardSecond<S>(Step s, Block dx, Block a, Block dy, bool add = false) where S : struct, IDot
        {
            if (s.Gpu is { } gpu) { GpuBackward<S, Second<S>>(gpu, s, dx, a, dy, add); }
            else { CpuBackward<S, Second<S>>(s, dx, a, dy, add); }
        }

        /// <summary>One of the two values, as the gradient of which the other is multiplied.</summary>
        internal interface ISide
        {
            static abstract int Outer { get; }

            static abstract int Inner { get; }

            static abstract int OtherOuter { get; }

            static abstract int OtherInner { get; }

            /// <summary>How far apart in dy two values are of neighbouring places of this side, and of the other.</summary>
            static abstract int Stride { get; }

            static abstract int OtherStride { get; }
        }

        internal readonly struct First<S> : ISide where S : struct, IDot
        {
            public static int Outer => S.FirstOuter;

            public static int Inner => S.FirstInner;

            public static int OtherOuter => S.SecondOuter;

            public static int OtherInner => S.SecondInner;

            public static int Stride => S.SecondOuter * S.SecondInner;

            public static int OtherStride => 1;
        }

        internal readonly struct Second<S> : ISide where S : struct, IDot
        {
            public static int Outer => S.SecondOuter;

            public static int Inner => S.SecondInner;

            public static int OtherOuter => S.FirstOuter;

            public static int OtherInner => S.FirstInner;

            public static int Stride => 1;

            public static int OtherStride => S.SecondOuter * S.SecondInner;
        }

        private static int Outputs<S>() where S : struct, IDot => S.FirstOuter * S.FirstInner * S.SecondOuter * S.SecondInner;

        private static int Index(int outer, int terms, int k, int inners, int inner) => (((outer * terms) + k) * inners) + inner;
    }
}
