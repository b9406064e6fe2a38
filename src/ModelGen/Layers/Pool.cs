namespace ModelGen
{
    /// <summary>
    /// What max and average pooling have in common: a window that moves over (height, width, channels), channel by channel.
    /// </summary>
    public abstract class PoolAttribute : LayerAttribute
    {
        private protected PoolAttribute(int poolHeight, int poolWidth) =>
            (PoolHeight, PoolWidth, StrideHeight, StrideWidth) = (poolHeight, poolWidth, poolHeight, poolWidth);

        /// <summary>The window's height.</summary>
        public int PoolHeight { get; }

        /// <summary>The window's width.</summary>
        public int PoolWidth { get; }

        /// <summary>The step in both directions; unset, the window's own size.</summary>
        public int Strides { get; set; }

        /// <summary>The step downwards where it differs from <see cref="Strides"/>.</summary>
        public int StrideHeight { get; set; }

        /// <summary>The step to the right where it differs from <see cref="Strides"/>.</summary>
        public int StrideWidth { get; set; }

        /// <summary>What happens at the edges.</summary>
        public Padding Padding { get; set; } = Padding.Valid;

        /// <summary>Says that the last rows or columns may be left out, and silences the advice about them.</summary>
        public bool Truncate { get; set; }
    }
}

namespace ModelGen.Kernels
{
    /// <summary>The sizes of one pooling layer.</summary>
    public interface IPool2D
    {
        /// <summary>Rows of the input.</summary>
        static abstract int InputHeight { get; }

        /// <summary>Columns of the input.</summary>
        static abstract int InputWidth { get; }

        /// <summary>Channels of input and output.</summary>
        static abstract int Channels { get; }

        /// <summary>Rows of the window.</summary>
        static abstract int PoolHeight { get; }

        /// <summary>Columns of the window.</summary>
        static abstract int PoolWidth { get; }

        /// <summary>The step downwards.</summary>
        static abstract int StrideHeight { get; }

        /// <summary>The step to the right.</summary>
        static abstract int StrideWidth { get; }

        /// <summary>Absent rows above the input.</summary>
        static abstract int PadTop { get; }

        /// <summary>Absent columns left of the input.</summary>
        static abstract int PadLeft { get; }

        /// <summary>Rows of the output.</summary>
        static abstract int OutputHeight { get; }

        /// <summary>Columns of the output.</summary>
        static abstract int OutputWidth { get; }
    }
}
