using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Lamb: with m and v as in <see cref="Adam"/>, r = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon), and each parameter moves by
/// w -= rate |w| / |r| r, where a quotient with a norm of 0 counts as 1. From You et al., arXiv 1904.00962.
/// </summary>
public sealed class Lamb : Optimizer
{
    private readonly AdamNumbers _numbers;

    /// <summary>Lamb.</summary>
    /// <param name="learningRate">At least 0 and finite.</param>
    /// <param name="beta1">How much of the mean gradient stays, at least 0 and less than 1.</param>
    /// <param name="beta2">How much of the mean squared gradient stays, at least 0 and less than 1.</param>
    /// <param name="epsilon">Keeps the division in bounds; at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Lamb(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
        : this((LearningRate)learningRate, beta1, beta2, epsilon) { }

    /// <inheritdoc cref="Lamb(double, double, double, double)"/>
    public Lamb(LearningRate learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7) : base(learningRate)
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
    protected override bool Scales => true;

    /// <inheritdoc/>
    protected override void Apply(Updater updater, float rate, long step) => updater.RunScaled(new Rule
    {
        Rate = rate,
        OfMean = (float)(1 / _numbers.Missing1(step)),
        OfSquare = (float)(1 / _numbers.Missing2(step)),
        Gain1 = _numbers.Gain1,
        Gain2 = _numbers.Gain2,
        Epsilon = _numbers.Epsilon,
    });

    internal struct Rule : IScaledRule
    {
        public float Rate;
        public float OfMean;
        public float OfSquare;
        public float Gain1;
        public float Gain2;
        public float Epsilon;

        public static int Slots => 2;

        public readonly R Update<R>(R w, R g, ref R mean, ref R square, ref R c) where R : struct, IReal<R>
        {
            mean += (g - mean) * Gain1;
            square += ((g * g) - square) * Gain2;
            return w;
        }

        public readonly R Direction<R>(R g, R mean, R square) where R : struct, IReal<R> =>
            R.Ratio(OfMean * mean, R.Sqrt(OfSquare * square) + Epsilon);

        public readonly float Factor(float weights, float directions, float count) =>
            weights > 0f && directions > 0f ? Rate * (MathF.Sqrt(weights) / MathF.Sqrt(directions)) : Rate;
    }
}
