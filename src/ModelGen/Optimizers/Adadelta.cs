using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Adadelta in Keras's form: a = rho a + (1 - rho) g^2, d = -g sqrt(b + epsilon) / sqrt(a + epsilon), b = rho b + (1 - rho) d^2, w += rate
/// d. From Zeiler, arXiv 1212.5701, whose rate is 1.
/// </summary>
public sealed class Adadelta : Optimizer
{
    /// <summary>Adadelta.</summary>
    /// <param name="learningRate">At least 0 and finite.</param>
    /// <param name="rho">How much of the mean squares stays, at least 0 and less than 1.</param>
    /// <param name="epsilon">Keeps the division in bounds, inside the roots; at least 0 and finite. With 0 nothing ever moves.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adadelta(double learningRate = 0.001, double rho = 0.95, double epsilon = 1e-7)
        : this((LearningRate)learningRate, rho, epsilon) { }

    /// <inheritdoc cref="Adadelta(double, double, double)"/>
    public Adadelta(LearningRate learningRate, double rho = 0.95, double epsilon = 1e-7) : base(learningRate)
    {
        Require.FractionBelowOne(rho);
        Require.FiniteAndNotNegative(epsilon);
        (Rho, Epsilon) = (rho, epsilon);
    }

    /// <summary>How much of the mean squares stays.</summary>
    public double Rho { get; }

    /// <summary>Keeps the division in bounds.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SlotNames => ["accumulated_grad", "accumulated_delta_var"];

    /// <inheritdoc/>
    protected override void Apply(Updater updater, float rate, long step) =>
        updater.Run(new Rule { Rate = rate, Rho = (float)Rho, Gain = (float)(1 - Rho), Epsilon = (float)Epsilon });

    internal struct Rule : IUpdateRule
    {
        public float Rate;
        public float Rho;
        public float Gain;
        public float Epsilon;

        public static int Slots => 2;

        public readonly R Update<R>(R w, R g, ref R gradients, ref R changes, ref R c) where R : struct, IReal<R>
        {
            R rho = Rho, gain = Gain, epsilon = Epsilon;
            gradients = (rho * gradients) + (gain * (g * g));
            R change = R.Ratio(g * R.Sqrt(changes + epsilon), R.Sqrt(gradients + epsilon));
            changes = (rho * changes) + (gain * (change * change));
            return w - (Rate * change);
        }
    }
}
