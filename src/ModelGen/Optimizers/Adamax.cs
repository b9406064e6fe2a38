using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Adamax in Keras's form: m += (g - m)(1 - beta1), u = max(beta2 u, |g|), w -= rate m / ((1 - beta1^t)(u + epsilon)) in step t.
/// From Kingma and Ba, arXiv 1412.6980.
/// </summary>
public sealed class Adamax : Optimizer
{
    private readonly AdamNumbers _numbers;

    /// <summary>Adamax.</summary>
    /// <param name="learningRate">At least 0 and finite.</param>
    /// <param name="beta1">How much of the mean gradient stays, at least 0 and less than 1.</param>
    /// <param name="beta2">How much of the largest gradient stays, at least 0 and less than 1.</param>
    /// <param name="epsilon">Keeps the division in bounds; at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adamax(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : this((LearningRate)learningRate, beta1, beta2, epsilon) { }

    /// <inheritdoc cref="Adamax(double, double, double, double)"/>
    public Adamax(LearningRate learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7) : base(learningRate)
    {
        _numbers = new AdamNumbers(beta1, beta2, epsilon);
        (Beta1, Beta2, Epsilon) = (beta1, beta2, epsilon);
    }

    /// <summary>How much of the mean gradient stays.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the largest gradient stays.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the division in bounds.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SlotNames => ["momentum", "norm"];

    /// <inheritdoc/>
    protected override void Apply(Updater updater, float rate, long step) =>
        updater.Run(
            new Rule
            {
                Rate = (float)(rate / _numbers.Missing1(step)),
                Gain1 = _numbers.Gain1,
                Beta2 = _numbers.Beta2,
                Epsilon = _numbers.Epsilon,
            });

    internal struct Rule : IUpdateRule
    {
        public float Rate;
        public float Gain1;
        public float Beta2;
        public float Epsilon;

        public static int Slots => 2;

        public readonly R Update<R>(R w, R g, ref R mean, ref R largest, ref R c) where R : struct, IReal<R>
        {
            mean += (g - mean) * Gain1;
            largest = RealMath.Max(Beta2 * largest, R.Abs(g));
            return w - R.Ratio(Rate * mean, largest + Epsilon);
        }
    }
}
