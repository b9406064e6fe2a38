using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Adam with Nesterov's momentum in Keras's form. With u(t) = beta1 (1 - 0.96^t / 2) and P = u(1) u(2) ... u(t), and m and v as in
/// <see cref="Adam"/>:
/// n = u(t+1) m / (1 - P u(t+1)) + (1 - u(t)) g / (1 - P), w -= rate n / (sqrt(v / (1 - beta2^t)) + epsilon) in step t. From Dozat, 2016.
/// </summary>
public sealed class Nadam : Optimizer
{
    private readonly AdamNumbers _numbers;
    private long _productStep;
    private double _product = 1;

    /// <summary>Nadam.</summary>
    /// <param name="learningRate">At least 0 and finite.</param>
    /// <param name="beta1">How much of the mean gradient stays, at least 0 and less than 1.</param>
    /// <param name="beta2">How much of the mean squared gradient stays, at least 0 and less than 1.</param>
    /// <param name="epsilon">Keeps the division in bounds; at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Nadam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : this((LearningRate)learningRate, beta1, beta2, epsilon) { }

    /// <inheritdoc cref="Nadam(double, double, double, double)"/>
    public Nadam(LearningRate learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7) : base(learningRate)
    {
        _numbers = new AdamNumbers(beta1, beta2, epsilon);
        (Beta1, Beta2, Epsilon) = (beta1, beta2, epsilon);
    }

    /// <summary>How much of the mean gradient stays.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the mean squared gradient stays.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the division in bounds.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SlotNames => ["momentum", "velocity"];

    /// <inheritdoc/>
    protected override void Apply(Updater updater, float rate, long step)
    {
        double now = Share(step), next = Share(step + 1), product = Product(step);
        updater.Run(new Rule
        {
            OfMean = (float)(rate * next / (1 - (product * next))),
            OfGradient = (float)(rate * (1 - now) / (1 - product)),
            OfSquare = (float)(1 / _numbers.Missing2(step)),
            Gain1 = 1 - _numbers.Beta1, // Not those of Adam: Keras rounds these betas before it subtracts them.
            Gain2 = 1 - _numbers.Beta2,
            Epsilon = _numbers.Epsilon,
        });
    }

    private double Share(long step) => _numbers.Beta1 * (1 - (0.5 * Math.Pow(0.96, step)));

    // It follows from the step alone, so a step that is taken back or continued from a file needs no memory of it. It soon becomes 0.
    private double Product(long step)
    {
        if (step < _productStep) { (_productStep, _product) = (0, 1); }
        while (_productStep < step && _product > 0) { _product *= Share(++_productStep); }
        _productStep = step;
        return _product;
    }

    internal struct Rule : IUpdateRule
    {
        public float OfMean;
        public float OfGradient;
        public float OfSquare;
        public float Gain1;
        public float Gain2;
        public float Epsilon;

        public static int Slots => 2;

        public readonly R Update<R>(R w, R g, ref R mean, ref R square, ref R c) where R : struct, IReal<R>
        {
            mean += (g - mean) * Gain1;
            square += ((g * g) - square) * Gain2;
            R step = (OfMean * mean) + (OfGradient * g);
            return w - R.Ratio(step, R.Sqrt(square * OfSquare) + Epsilon);
        }
    }
}
