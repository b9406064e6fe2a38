using ModelGen.Kernels;

namespace ModelGen
{
    /// <summary>
    /// A 2D convolution (cross-correlation, channels last): (height, width, channels) becomes (out height, out width, filters).
    /// Parameters: <c>kernel</c> (kernel height, kernel width, channels, filters) and <c>bias</c> (filters).
    /// </summary>
    public sealed class Conv2DAttribute : TrainableLayerAttribute
    {
        /// <summary>A convolution with a square kernel.</summary>
        /// <param name="filters">The number of output channels, at least 1.</param>
        /// <param name="kernelSize">The kernel's height and width, at least 1.</param>
        /// <param name="activation">What is applied to each output.</param>
        public Conv2DAttribute(int filters, int kernelSize, Activation activation = Activation.Linear)
            : this(filters, kernelSize, kernelSize, activation) { }

        /// <summary>A convolution.</summary>
        /// <param name="filters">The number of output channels, at least 1.</param>
        /// <param name="kernelHeight">The kernel's height, at least 1.</param>
        /// <param name="kernelWidth">The kernel's width, at least 1.</param>
        /// <param name="activation">What is applied to each output.</param>
        public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth, Activation activation = Activation.Linear) =>
            (Filters, KernelHeight, KernelWidth, Activation) = (filters, kernelHeight, kernelWidth, activation);

        /// <summary>The number of output channels.</summary>
        public int Filters { get; }

        /// <summary>The kernel's height.</summary>
        public int KernelHeight { get; }

        /// <summary>The kernel's width.</summary>
        public int KernelWidth { get; }

        /// <summary>What is applied to each output.</summary>
        public Activation Activation { get; }

        /// <summary>The step in both directions, at least 1.</summary>
        public int Strides { get; set; } = 1;

        /// <summary>The step downwards where it differs from <see cref="Strides"/>.</summary>
        public int StrideHeight { get; set; } = 1;

        /// <summary>The step to the right where it differs from <see cref="Strides"/>.</summary>
        public int StrideWidth { get; set; } = 1;

        /// <summary>What happens at the edges.</summary>
        public Padding Padding { get; set; } = Padding.Valid;

        /// <summary>Says that strides may leave out the last rows or columns, and silences the advice about them.</summary>
        public bool Truncate { get; set; }

        /// <summary>Whether a bias is added to each filter.</summary>
        public bool UseBias { get; set; } = true;

        /// <summary>The first values of the kernel.</summary>
        public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

        /// <summary>
        /// The first values of the kernel by one of Keras's initializers with numbers, in place of <see cref="KernelInitializer"/>:
        /// <c>"random_normal(stddev=0.05)"</c>. Checked when the model is compiled.
        /// </summary>
        public string? KernelInitializerConfig { get; set; }

        /// <summary>The first values of the bias.</summary>
        public Initializer BiasInitializer { get; set; } = Initializer.Zeros;

        /// <summary>
        /// The first values of the bias by one of Keras's initializers with numbers, in place of <see cref="BiasInitializer"/>:
        /// <c>"constant(0.1)"</c>. Checked when the model is compiled.
        /// </summary>
        public string? BiasInitializerConfig { get; set; }

        /// <summary>
        /// A regularizer on the kernel: this times the sum of |w| is added to the loss. Finite, 0 or more. Keras:
        /// <c>kernel_regularizer=L1(...)</c>.
        /// </summary>
        public double KernelL1 { get; set; }

        /// <summary>
        /// A regularizer on the kernel: this times the sum of w w, without a half, is added to the loss. Finite, 0 or more. Keras:
        /// <c>kernel_regularizer=L2(...)</c>.
        /// </summary>
        public double KernelL2 { get; set; }

        /// <summary>
        /// A regularizer on the bias: this times the sum of |b| is added to the loss. Finite, 0 or more. Keras:
        /// <c>bias_regularizer=L1(...)</c>.
        /// </summary>
        public double BiasL1 { get; set; }

        /// <summary>
        /// A regularizer on the bias: this times the sum of b b, without a half, is added to the loss. Finite, 0 or more. Keras:
        /// <c>bias_regularizer=L2(...)</c>.
        /// </summary>
        public double BiasL2 { get; set; }

        /// <summary>
        /// A regularizer on the outputs, after the activation: this times the sum of |y| is added to the loss of each sample, so to that of
        /// the batch its mean over samples. Finite, 0 or more. Keras: <c>activity_regularizer=L1(...)</c>, from 3.14 on.
        /// </summary>
        public double ActivityL1 { get; set; }

        /// <summary>
        /// A regularizer on the outputs, after the activation: this times the sum of y y, without a half, is added to the loss of each
        /// sample, so to that of the batch its mean over samples. Finite, 0 or more. Keras: <c>activity_regularizer=L2(...)</c>, from 3.14
        /// on.
        /// </summary>
        public double ActivityL2 { get; set; }
    }
}

namespace ModelGen.Kernels
{
    /// <summary>The sizes of one convolution, known when the program is compiled.</summary>
    public interface IConv2D
    {
        /// <summary>Rows of the input.</summary>
        static abstract int InputHeight { get; }

        /// <summary>Columns of the input.</summary>
        static abstract int InputWidth { get; }

        /// <summary>Channels of the input.</summary>
        static abstract int Channels { get; }

        /// <summary>Rows of the kernel.</summary>
        static abstract int KernelHeight { get; }

        /// <summary>Columns of the kernel.</summary>
        static abstract int KernelWidth { get; }

        /// <summary>The step downwards.</summary>
        static abstract int StrideHeight { get; }

        /// <summary>The step to the right.</summary>
        static abstract int StrideWidth { get; }

        /// <summary>Rows of zeros above the input.</summary>
        static abstract int PadTop { get; }

        /// <summary>Columns of zeros left of the input.</summary>
        static abstract int PadLeft { get; }

        /// <summary>Rows of the output.</summary>
        static abstract int OutputHeight { get; }

        /// <summary>Columns of the output.</summary>
        static abstract int OutputWidth { get; }

        /// <summary>Channels of the output.</summary>
        static abstract int Filters { get; }
    }

    /// <summary>
    /// 2D convolution. Layouts, per sample: x [InputHeight, InputWidth, Channels], y [OutputHeight, OutputWidth, Filters]; w [KernelHeight,
    /// KernelWidth, Channels, Filters], b [Filters].
    /// </summary>
    public static partial class Conv2D
    {
        /// <summary>
        /// y = A(x conv w + b + plus). Leave <paramref name="b"/> out where there is no bias, and <paramref name="plus"/>, of y's shape,
        /// where nothing is added. A CPU may convolve by Winograd's method where <paramref name="u"/>, the kernel as
        /// <see cref="TransformKernel"/> writes it, is given.
        /// </summary>
        public static void Forward<S, A>(Step s, Block y, Block x, Block w, Block b = default, Block u = default, Block plus = default)
            where S : struct, IConv2D where A : struct, IActivation
        {
            if (s.Gpu is { } gpu) { GpuForward<S, A>(gpu, s, y, x, w, b, plus); }
            else { CpuForward<S, A>(s, y, x, w, b, u, plus); }
        }

        /// <summary>
        /// u [(KernelHeight + 1) x (KernelWidth + 1), Channels, Filters] = the kernel, 3 x 3 or 5 x 5, transformed for Winograd's method.
        /// On a GPU, and where the CPU's vectors do not suit the sizes, nothing is done.
        /// </summary>
        public static void TransformKernel<S>(Step s, Block u, Block w) where S : struct, IConv2D
        {
            if (s.Gpu is null) { WinogradKernel.Transform<S>(s, u, w); }
        }

        /// <summary>
        /// dw = x conv dy over the samples of <paramref name="s"/>, in sample order (on a GPU in an order that follows from the sizes), and
        /// db = the sum of dy. In a slice both are lanes and are overwritten; else they are gradients, overwritten or added to as
        /// <see cref="Step.Accumulate"/> says. They are added to in any case where <paramref name="add"/> says that another layer with the
        /// same parameters came before.
        /// </summary>
        public static void BackwardKernel<S>(Step s, Block dw, Block x, Block dy, Block db = default, bool add = false)
            where S : struct, IConv2D
        {
            if (s.Gpu is { } gpu) { GpuBackwardKernel<S>(gpu, s, dw, x, dy, db, add); }
            else { CpuBackwardKernel<S>(s, dw, x, dy, db, add); }
        }

        /// <summary>Lays the kernel out as <see cref="BackwardInput"/> reads it. On a GPU nothing is done.</summary>
        public static void PackKernel<S>(Step s, Block packed, Block w) where S : struct, IConv2D
        {
            if (s.Gpu is null) { KernelPacking.Turned<S>(s, packed, w); }
        }

        /// <summary>
        /// dx = dy conv w turned round: the gradient of the input, overwritten or, where <paramref name="add"/> says so, added to. A GPU
        /// reads w, a CPU packed.
        /// </summary>
        public static void BackwardInput<S>(Step s, Block dx, Block w, Block packed, Block dy, bool add = false)
            where S : struct, IConv2D
        {
            if (s.Gpu is { } gpu) { GpuBackwardInput<S>(gpu, s, dx, w, dy, add); }
            else { CpuBackwardInput<S>(s, dx, packed, dy, add); }
        }
    }
}
