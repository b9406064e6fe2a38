using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Adam in Keras's form: m += (g - m)(1 - beta1), v += (g^2 - v)(1 - beta2), w -= alpha m / (sqrt v + epsilon),
/// alpha = rate sqrt(1 - beta2^t) / (1 - beta1^t) in step t. AMSGrad takes the largest v so far instead of v.
/// From Kingma and Ba, arXiv 1412.6980, and Reddi, Kale and Kumar, 2018.
/// </summary>
public class Adam : Optimizer
{
    private readonly AdamNumbers _numbers;

    /// <summary>Adam.</summary>
    /// <param name="learningRate">At least 0 and finite.</param>
    /// <param name="beta1">How much of the mean gradient stays, at least 0 and less than 1.</param>
    /// <param name="beta2">How much of the mean squared gradient stays, at least 0 and less than 1.</param>
    /// <param name="epsilon">Keeps the division in bounds; at least 0 and finite.</param>
    /// <param name="amsgrad">Whether the largest mean squared gradient so far divides.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : this((LearningRate)learningRate, beta1, beta2, epsilon, amsgrad) { }

    /// <inheritdoc cref="Adam(double, double, double, double, bool)"/>
    public Adam(LearningRate learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : base(learningRate)
    {
        _numbers = new AdamNumbers(beta1, beta2, epsilon);
        (Beta1, Beta2, Epsilon, Amsgrad) = (beta1, beta2, epsilon, amsgrad);
    }

    /// <summary>How much of the mean gradient stays.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the mean squared gradient stays.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the division in bounds.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the largest mean squared gradient so far divides.</summary>
    public bool Amsgrad { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SlotNames =>
        Amsgrad ? ["momentum", "velocity", "velocity_hat"] : ["momentum", "velocity"];

    /// <inheritdoc/>
    protected override void Apply(Updater updater, float rate, long step) => _numbers.Apply(updater, rate, step, Amsgrad);
}

/// <summary>
/// Adam with decoupled weight decay: before each update of <see cref="Adam"/>, w -= w x weightDecay x rate.
/// From Loshchilov and Hutter, arXiv 1711.05101.
/// </summary>
public sealed class AdamW : Adam
{
    /// <summary>Adam with weight decay.</summary>
    /// <param name="learningRate">At least 0 and finite.</param>
    /// <param name="weightDecay">What part of a parameter times the rate is lost in each step; at least 0 and finite.</param>
    /// <param name="beta1">How much of the mean gradient stays, at least 0 and less than 1.</param>
    /// <param name="beta2">How much of the mean squared gradient stays, at least 0 and less than 1.</param>
    /// <param name="epsilon">Keeps the division in bounds; at least 0 and finite.</param>
    /// <param name="amsgrad">Whether the largest mean squared gradient so far divides.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public AdamW(double learningRate = 0.001, double weightDecay = 0.004, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7,
        bool amsgrad = false)
        : this((LearningRate)learningRate, weightDecay, beta1, beta2, epsilon, amsgrad) { }

    /// <inheritdoc cref="AdamW(double, double, double, double, double, bool)"/>
    public AdamW(LearningRate learningRate, double weightDecay = 0.004, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7,
        bool amsgrad = false)
        : base(learningRate, beta1, beta2, epsilon, amsgrad)
    {
        Require.FiniteAndNotNegative(weightDecay);
        WeightDecay = weightDecay;
    }
}

/// <summary>What Adam and its relatives share.</summary>
internal readonly struct AdamNumbers
{
    public AdamNumbers(double beta1, double beta2, double epsilon)
    {
        Require.FractionBelowOne(beta1);
        Require.FractionBelowOne(beta2);
        Require.FiniteAndNotNegative(epsilon);
        (Beta1, Beta2, Epsilon) = ((float)beta1, (float)beta2, (float)epsilon);

        // As in Keras 1 - beta is rounded, not beta: for 0.999 the other way is off by 1e-5.
        (Gain1, Gain2) = ((float)(1 - beta1), (float)(1 - beta2));
    }

    public float Beta1 { get; }

    public float Beta2 { get; }

    public float Epsilon { get; }

    public float Gain1 { get; }

    public float Gain2 { get; }

    /// <summary>
    /// 1 - beta1^t: what is missing from the mean gradient at first. Powers are those of the betas as float32, as in Keras.
    /// </summary>
    public double Missing1(long step) => 1 - Math.Pow(Beta1, step);

    /// <summary>1 - beta2^t.</summary>
    public double Missing2(long step) => 1 - Math.Pow(Beta2, step);

    public void Apply(Updater updater, float rate, long step, bool amsgrad)
    {
        float alpha = (float)(rate * Math.Sqrt(Missing2(step)) / Missing1(step));
        if (amsgrad) { updater.Run(new Rule<On> { Alpha = alpha, Gain1 = Gain1, Gain2 = Gain2, Epsilon = Epsilon }); }
        else { updater.Run(new Rule<Off> { Alpha = alpha, Gain1 = Gain1, Gain2 = Gain2, Epsilon = Epsilon }); }
    }

    internal struct Rule<TAmsgrad> : IUpdateRule where TAmsgrad : struct, ISwitch
    {
        public float Alpha;
        public float Gain1;
        public float Gain2;
        public float Epsilon;

        public static int Slots => TAmsgrad.IsOn ? 3 : 2;

        public readonly R Update<R>(R w, R g, ref R mean, ref R square, ref R largest) where R : struct, IReal<R>
        {
            mean += (g - mean) * Gain1;
            square += ((g * g) - square) * Gain2;
            if (TAmsgrad.IsOn) { largest = RealMath.Max(largest, square); }
            return w - R.Ratio(mean * Alpha, R.Sqrt(TAmsgrad.IsOn ? largest : square) + Epsilon);
        }
    }
}
