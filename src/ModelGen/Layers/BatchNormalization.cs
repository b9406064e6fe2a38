using ModelGen.Kernels;

namespace ModelGen
{
    /// <summary>
    /// Gives each channel of a batch a mean of 0 and a variance of 1, then a factor and a summand that are learned: y = gamma (x - mean) /
    /// sqrt(variance + epsilon) + beta. In training mean and variance (of the whole population) are those of the batch, over all axes but
    /// <see cref="Axis"/>; in predictions they are moving ones, which follow those of the training batches: moving = moving x momentum +
    /// batch x (1 - momentum). Parameters: <c>gamma</c> and <c>beta</c>, and, which no optimizer changes, <c>moving_mean</c> and
    /// <c>moving_variance</c>; each has one value a channel. One that is frozen works in training as it does in predictions. Source: Ioffe
    /// and Szegedy 2015, as Keras computes it.
    /// </summary>
    public sealed class BatchNormalizationAttribute : TrainableLayerAttribute
    {
        /// <summary>
        /// The axis that is kept, each of whose places is a channel: -1 is the last one, 1 the first after the batch, as in Keras.
        /// </summary>
        public int Axis { get; set; } = -1;

        /// <summary>How much of the moving statistics stays in each training step, 0 to 1. PyTorch's momentum is 1 less this.</summary>
        public double Momentum { get; set; } = 0.99;

        /// <summary>
        /// What is added to the variance, inside the root; finite, 0 or more. With 0 a channel whose values are all equal gives NaN.
        /// PyTorch's default is 1e-5.
        /// </summary>
        public double Epsilon { get; set; } = 1e-3;

        /// <summary>Whether there is a beta.</summary>
        public bool Center { get; set; } = true;

        /// <summary>Whether there is a gamma. Where a ReLU and then another layer with weights follow, it changes nothing.</summary>
        public bool Scale { get; set; } = true;

        /// <summary>The first values of beta.</summary>
        public Initializer BetaInitializer { get; set; } = Initializer.Zeros;

        /// <summary>
        /// The first values of beta by one of Keras's initializers with numbers, in place of <see cref="BetaInitializer"/>:
        /// <c>"constant(0.1)"</c>. Checked when the model is compiled.
        /// </summary>
        public string? BetaInitializerConfig { get; set; }

        /// <summary>The first values of gamma. Zeros, of the last one in a residual block, make the block begin as nothing.</summary>
        public Initializer GammaInitializer { get; set; } = Initializer.Ones;

        /// <summary>The first values of gamma by an initializer with numbers, in place of <see cref="GammaInitializer"/>.</summary>
        public string? GammaInitializerConfig { get; set; }

        /// <summary>The first values of the moving mean.</summary>
        public Initializer MovingMeanInitializer { get; set; } = Initializer.Zeros;

        /// <summary>
        /// The first values of the moving mean by an initializer with numbers, in place of <see cref="MovingMeanInitializer"/>.
        /// </summary>
        public string? MovingMeanInitializerConfig { get; set; }

        /// <summary>The first values of the moving variance: 0 or more, so zeros or ones.</summary>
        public Initializer MovingVarianceInitializer { get; set; } = Initializer.Ones;

        /// <summary>
        /// The first values of the moving variance by an initializer with numbers, in place of <see cref="MovingVarianceInitializer"/>.
        /// </summary>
        public string? MovingVarianceInitializerConfig { get; set; }

        /// <summary>
        /// A regularizer on beta: this times the sum of |b| is added to the loss. Finite, 0 or more. Keras:
        /// <c>beta_regularizer=L1(...)</c>.
        /// </summary>
        public double BetaL1 { get; set; }

        /// <summary>
        /// A regularizer on beta: this times the sum of b b, without a half, is added to the loss. Finite, 0 or more. Keras:
        /// <c>beta_regularizer=L2(...)</c>.
        /// </summary>
        public double BetaL2 { get; set; }

        /// <summary>
        /// A regularizer on gamma: this times the sum of |g| is added to the loss. Finite, 0 or more. Keras:
        /// <c>gamma_regularizer=L1(...)</c>.
        /// </summary>
        public double GammaL1 { get; set; }

        /// <summary>
        /// A regularizer on gamma: this times the sum of g g, without a half, is added to the loss. Finite, 0 or more. Keras:
        /// <c>gamma_regularizer=L2(...)</c>.
        /// </summary>
        public double GammaL2 { get; set; }
    }
}

namespace ModelGen.Kernels
{
    /// <summary>The sizes of one batch normalization: a sample is [Outer, Channels, Inner].</summary>
    public interface IBatchNormalization
    {
        /// <summary>Places before the axis that is kept.</summary>
        static abstract int Outer { get; }

        /// <summary>Places along that axis.</summary>
        static abstract int Channels { get; }

        /// <summary>Places after it; 1 where it is the last.</summary>
        static abstract int Inner { get; }

        /// <summary>How much of the moving statistics stays, 0 to 1.</summary>
        static abstract double Momentum { get; }

        /// <summary>What is added to variances.</summary>
        static abstract double Epsilon { get; }
    }

    /// <summary>
    /// Batch normalization. Layouts, per sample: x, y and their gradients [Outer, Channels, Inner]; gamma, beta, mean and variance
    /// [Channels]. What is known of a batch lies in <c>statistics</c>, whose layout is the device's: slices write sums there, each its own,
    /// a call on the whole batch makes factors of them, and the next slices read these. On a CPU all sums are of doubles.
    /// </summary>
    public static partial class BatchNormalization
    {
        /// <summary>Sums x and its squares over the samples of <paramref name="s"/>, into the place of their slice.</summary>
        public static void Sums<S>(Step s, Block statistics, Block x) where S : struct, IBatchNormalization
        {
            if (s.Gpu is { } gpu) { GpuSums<S>(gpu, s, x); }
            else { CpuSums<S, Linear>(s, statistics, x, x, default, default); }
        }

        /// <summary>
        /// Makes of the sums of all slices, in their order, the mean and the variance of the batch, and the factor and the summand of each
        /// channel. Leave <paramref name="gamma"/> or <paramref name="beta"/> out where there is none.
        /// </summary>
        public static void Statistics<S>(Step s, Block statistics, Block gamma = default, Block beta = default)
            where S : struct, IBatchNormalization
        {
            if (s.Gpu is { } gpu) { GpuStatistics<S>(gpu, s, statistics, gamma, beta); }
            else { CpuStatistics<S>(s, statistics, gamma, beta); }
        }

        /// <summary>Makes factors and summands of moving statistics: for predictions, and where they are not to change.</summary>
        public static void FromMoving<S>(Step s, Block statistics, Block mean, Block variance, Block gamma = default, Block beta = default)
            where S : struct, IBatchNormalization
        {
            if (s.Gpu is { } gpu) { GpuFromMoving<S>(gpu, statistics.View, mean, variance, gamma, beta); }
            else { CpuFromMoving<S>(statistics, mean, variance, gamma, beta); }
        }

        /// <summary>
        /// y = A(x times its channel's factor, plus its summand, + plus). Leave <paramref name="plus"/> out where nothing is added.
        /// </summary>
        public static void Forward<S, A>(Step s, Block y, Block statistics, Block x, Block plus = default)
            where S : struct, IBatchNormalization where A : struct, IActivation
        {
            if (s.Gpu is { } gpu) { GpuForward<S, A>(gpu, s, y, statistics, x, plus); }
            else { CpuForward<S, A>(s, y, statistics, x, plus); }
        }

        /// <summary>
        /// dz = dy A'(y), and the sums of dz and of dz x over the samples of <paramref name="s"/>, into the place of their slice. Of a
        /// linear activation leave <paramref name="dz"/> and <paramref name="y"/> out: dz is then dy. dz may be dy.
        /// </summary>
        public static void BackwardSums<S, A>(Step s, Block statistics, Block x, Block dy, Block dz = default, Block y = default)
            where S : struct, IBatchNormalization where A : struct, IActivation
        {
            if (s.Gpu is { } gpu) { GpuBackwardSums<S, A>(gpu, s, statistics, x, dy, dz, y); }
            else { CpuSums<S, A>(s, statistics, x, dy, dz, y); }
        }

        /// <summary>
        /// Makes of these sums the gradients of gamma and beta, overwritten or added to as <see cref="Step.Accumulate"/> says, and added to
        /// in any case where <paramref name="add"/> says that another layer with the same parameters came before; and what
        /// <see cref="BackwardInput"/> needs. Leave out what there is none of.
        /// </summary>
        public static void BackwardStatistics<S>(Step s, Block statistics, Block dgamma = default, Block dbeta = default,
            Block gamma = default, bool add = false) where S : struct, IBatchNormalization
        {
            bool accumulate = add || s.Accumulate;
            if (s.Gpu is { } gpu) { GpuBackwardStatistics<S>(gpu, s, statistics, dgamma, dbeta, gamma, accumulate); }
            else { CpuBackwardStatistics<S>(s, statistics, dgamma, dbeta, gamma, accumulate); }
        }

        /// <summary>
        /// dx = gamma / sqrt(variance + epsilon) times (dz less its mean, and less its part along x): the gradient of the input,
        /// overwritten or, where <paramref name="add"/> says so, added to. dx may be dz.
        /// </summary>
        public static void BackwardInput<S>(Step s, Block dx, Block statistics, Block x, Block dz, bool add = false)
            where S : struct, IBatchNormalization
        {
            if (s.Gpu is { } gpu) { GpuBackwardInput<S>(gpu, s, dx, statistics, x, dz, add); }
            else { CpuBackwardInput<S>(s, dx, statistics, x, dz, add); }
        }

        /// <summary>
        /// Moves the moving statistics towards those of the last training batch; of a channel where they would not be finite they stay.
        /// </summary>
        public static void UpdateMoving<S>(Step s, Block mean, Block variance, Block statistics) where S : struct, IBatchNormalization
        {
            if (s.Gpu is { } gpu) { GpuUpdateMoving<S>(gpu, s, mean, variance, statistics); }
            else { CpuUpdateMoving<S>(mean, variance, statistics); }
        }

        /// <summary>
        /// w = kernel times the factor of its channel, the last axis, and b = bias times it, plus the summand: a convolution with w and b
        /// does what the one with kernel and bias does and a normalization by moving statistics after it.
        /// </summary>
        public static void FoldKernel<S>(Step s, Block w, Block b, Block kernel, Block mean, Block variance, Block bias = default,
            Block gamma = default, Block beta = default) where S : struct, IBatchNormalization
        {
            if (s.Gpu is { } gpu) { GpuFoldKernel<S>(gpu, s, w, b, kernel, mean, variance, bias, gamma, beta); }
            else { CpuFoldKernel<S>(w, b, kernel, mean, variance, bias, gamma, beta, isMatrix: false); }
        }

        /// <summary>The same of a dense layer's kernel, which lies on a CPU in panels.</summary>
        public static void FoldMatrix<S>(Step s, Block w, Block b, Block kernel, Block mean, Block variance, Block bias = default,
            Block gamma = default, Block beta = default) where S : struct, IBatchNormalization
        {
            if (s.Gpu is { } gpu) { GpuFoldKernel<S>(gpu, s, w, b, kernel, mean, variance, bias, gamma, beta); }
            else { CpuFoldKernel<S>(w, b, kernel, mean, variance, bias, gamma, beta, isMatrix: true); }
        }
    }
}
