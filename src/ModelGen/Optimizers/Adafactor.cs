using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Adafactor in Keras's form, in step t with p = min(rate, 1 / sqrt t), b = 1 - t^beta2Decay and s = g^2 + epsilon1: v is the mean of s
/// with b of the old kept, for parameters of two or more axes in factors: rows r and columns c of the last two keep such means, and v = r c
/// / mean(r). Then u = g / sqrt v, and w -= max(epsilon2, rms(w)) p u / max(1, rms(u) / clipThreshold). From Shazeer and Stern, arXiv
/// 1804.04235.
/// </summary>
public sealed class Adafactor : Optimizer
{
    private AdafactorStatistics? _statistics;

    /// <summary>Adafactor.</summary>
    /// <param name="learningRate">At least 0 and finite.</param>
    /// <param name="beta2Decay">How fast the share of old squares grows to 1: 1 - t^beta2Decay; 0 or less and finite.</param>
    /// <param name="epsilon1">Stands beside the squared gradients; at least 0 and finite.</param>
    /// <param name="epsilon2">The least that counts as the size of a parameter; at least 0 and finite.</param>
    /// <param name="clipThreshold">The most that a change may be before it is scaled down, as a root mean square; above 0 and
    /// finite.</param>
    /// <param name="relativeStep">Whether the rate is at most 1 / sqrt t. In Keras the update has this bound in either case, and so it has
    /// here.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adafactor(
        double learningRate = 0.001, double beta2Decay = -0.8, double epsilon1 = 1e-30, double epsilon2 = 1e-3, double clipThreshold = 1,
        bool relativeStep = true)
        : this((LearningRate)learningRate, beta2Decay, epsilon1, epsilon2, clipThreshold, relativeStep) { }

    /// <inheritdoc cref="Adafactor(double, double, double, double, double, bool)"/>
    public Adafactor(
        LearningRate learningRate, double beta2Decay = -0.8, double epsilon1 = 1e-30, double epsilon2 = 1e-3, double clipThreshold = 1,
        bool relativeStep = true)
        : base(learningRate)
    {
        Require.FiniteAndNotPositive(beta2Decay);
        Require.FiniteAndNotNegative(epsilon1);
        Require.FiniteAndNotNegative(epsilon2);
        Require.FiniteAndPositive(clipThreshold);
        (Beta2Decay, Epsilon1, Epsilon2, ClipThreshold, RelativeStep) = (beta2Decay, epsilon1, epsilon2, clipThreshold, relativeStep);
    }

    /// <summary>How fast the share of old squares grows to 1.</summary>
    public double Beta2Decay { get; }

    /// <summary>Stands beside the squared gradients.</summary>
    public double Epsilon1 { get; }

    /// <summary>The least that counts as the size of a parameter.</summary>
    public double Epsilon2 { get; }

    /// <summary>The most that a change may be before it is scaled down.</summary>
    public double ClipThreshold { get; }

    /// <summary>Keras's argument, which changes nothing.</summary>
    public bool RelativeStep { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SlotNames => ["velocity"];

    /// <inheritdoc/>
    protected override bool Scales => true;

    private protected override IEnumerable<(string Name, Arena? Values)> OtherArenas => [("rows_and_columns", _statistics?.Kept)];

    private protected override void Prepare(Updater updater, ParameterStore store) => _statistics = new AdafactorStatistics(updater, store);

    /// <inheritdoc/>
    protected override void Apply(Updater updater, float rate, long step)
    {
        double fresh = Math.Pow(step, (float)Beta2Decay);
        var rule = new Rule
        {
            Rho = (float)Math.Min(rate, 1 / Math.Sqrt(step)),
            Beta2 = (float)(1 - fresh),
            Gain2 = 1 - (float)(1 - fresh), // As Keras rounds it.
            Epsilon1 = (float)Epsilon1,
            Epsilon2 = (float)Epsilon2,
            Threshold = (float)ClipThreshold,
        };
        _statistics!.Update(rule);
        updater.RunScaled(rule);
    }

    internal struct Rule : IScaledRule
    {
        public float Rho;
        public float Beta2;
        public float Gain2;
        public float Epsilon1;
        public float Epsilon2;
        public float Threshold;

        public static int Slots => 1;

        public readonly R Update<R>(R w, R g, ref R square, ref R b, ref R c) where R : struct, IReal<R> => w;

        public readonly R Direction<R>(R g, R square, R b) where R : struct, IReal<R> => R.Ratio(g, R.Sqrt(square));

        public readonly float Factor(float weights, float directions, float count)
        {
            float size = MathF.Sqrt(weights / count), excess = MathF.Sqrt(directions / count) / Threshold;
            return (size > Epsilon2 ? size : Epsilon2) * Rho / (excess > 1f ? excess : 1f);
        }
    }
}
