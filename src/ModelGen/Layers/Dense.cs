using ModelGen.Kernels;

namespace ModelGen
{
    /// <summary>
    /// A fully connected layer: (n) becomes (units); on a sequence (steps, n) it works on the last axis and gives (steps, units).
    /// On an image a Flatten is implied, with a warning, unless <see cref="PerPosition"/> is set. Parameters: <c>kernel</c> (n, units) and
    /// <c>bias</c> (units).
    /// </summary>
    /// <param name="units">The number of outputs, at least 1.</param>
    /// <param name="activation">What is applied to each output.</param>
    public sealed class DenseAttribute(int units, Activation activation = Activation.Linear) : TrainableLayerAttribute
    {
        /// <summary>The number of outputs.</summary>
        public int Units { get; } = units;

        /// <summary>What is applied to each output.</summary>
        public Activation Activation { get; } = activation;

        /// <summary>Whether a bias is added to each output.</summary>
        public bool UseBias { get; set; } = true;

        /// <summary>On an image: work on the channels of each position, as Keras does, instead of implying a Flatten.</summary>
        public bool PerPosition { get; set; }

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
    /// <summary>The sizes of one dense layer.</summary>
    public interface IDense
    {
        /// <summary>How many rows of one sample go through the same kernel: 1, or the positions of a sequence or image.</summary>
        static abstract int Rows { get; }

        /// <summary>Values of one input row.</summary>
        static abstract int Inputs { get; }

        /// <summary>Values of one output row.</summary>
        static abstract int Units { get; }
    }

    /// <summary>
    /// Fully connected layers. Layouts, per sample: x [Rows, Inputs], y [Rows, Units]; w [Inputs, Units], b [Units]; on a CPU w lies in
    /// panels of columns (<c>MatrixPanels</c>).
    /// </summary>
    public static partial class Dense
    {
        /// <summary>y = A(x w + b). Leave <paramref name="b"/> out where there is no bias.</summary>
        public static void Forward<S, A>(Step s, Block y, Block x, Block w, Block b = default)
            where S : struct, IDense where A : struct, IActivation
        {
            if (s.Gpu is { } gpu) { GpuForward<S, A>(gpu, s, y, x, w, b); }
            else { CpuForward<S, A>(s, y, x, w, b); }
        }

        /// <summary>
        /// dw = x' dy over the samples of <paramref name="s"/>, in sample order (on a GPU in an order that follows from the sizes), and db
        /// = the sum of dy; overwritten or added to as <see cref="Step.Accumulate"/> says, and added to in any case where
        /// <paramref name="add"/> says that another layer with the same parameters came before.
        /// </summary>
        public static void BackwardKernel<S>(Step s, Block dw, Block x, Block dy, Block db = default, bool add = false)
            where S : struct, IDense
        {
            if (s.Gpu is { } gpu) { GpuBackwardKernel<S>(gpu, s, dw, x, dy, db, add); }
            else { CpuBackwardKernel<S>(s, dw, x, dy, db, add); }
        }

        /// <summary>dx = dy w': the gradient of the input, overwritten or, where <paramref name="add"/> says so, added to.</summary>
        public static void BackwardInput<S>(Step s, Block dx, Block w, Block dy, bool add = false)
            where S : struct, IDense
        {
            if (s.Gpu is { } gpu) { GpuBackwardInput<S>(gpu, s, dx, w, dy, add); }
            else { CpuBackwardInput<S>(s, dx, w, dy, add); }
        }
    }
}
