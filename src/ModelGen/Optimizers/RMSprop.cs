using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// RMSprop in Keras's form: v = rho v + (1 - rho) g^2, step = rate g / sqrt(v + epsilon), w -= step. Centered, v less the square of the
/// mean gradient divides; with momentum m = momentum m + step, w -= m. From Hinton's lecture 6e, 2012.
/// </summary>
public sealed class RMSprop : Optimizer
{
    private readonly float _momentum;

    /// <summary>RMSprop.</summary>
    /// <param name="learningRate">At least 0 and finite.</param>
    /// <param name="rho">How much of the mean squared gradient stays, at least 0 and less than 1.</param>
    /// <param name="momentum">How much of the last change goes into the next, 0 to 1. With 0 nothing is kept.</param>
    /// <param name="epsilon">Keeps the division in bounds, inside the root; at least 0 and finite.</param>
    /// <param name="centered">Whether gradients are divided by their deviation from their mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public RMSprop(double learningRate = 0.001, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false)
        : this((LearningRate)learningRate, rho, momentum, epsilon, centered) { }

    /// <inheritdoc cref="RMSprop(double, double, double, double, bool)"/>
    public RMSprop(LearningRate learningRate, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false)
        : base(learningRate)
    {
        Require.FractionBelowOne(rho);
        Require.Between(momentum, 0, 1);
        Require.FiniteAndNotNegative(epsilon);
        (Rho, Momentum, Epsilon, Centered, _momentum) = (rho, momentum, epsilon, centered, (float)momentum);
    }

    /// <summary>How much of the mean squared gradient stays.</summary>
    public double Rho { get; }

    /// <summary>How much of the last change goes into the next.</summary>
    public double Momentum { get; }

    /// <summary>Keeps the division in bounds.</summary>
    public double Epsilon { get; }

    /// <summary>Whether gradients are divided by their deviation from their mean.</summary>
    public bool Centered { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SlotNames =>
        _momentum == 0f ? (Centered ? ["velocity", "average_gradient"] : ["velocity"]) : Centered
            ? ["velocity", "momentum", "average_gradient"] : ["velocity", "momentum"];

    /// <inheritdoc/>
    protected override void Apply(Updater updater, float rate, long step)
    {
        if (Centered) { Apply<On>(updater, rate); }
        else { Apply<Off>(updater, rate); }
    }

    private void Apply<TCentered>(Updater updater, float rate) where TCentered : struct, ISwitch
    {
        float rho = (float)Rho, gain = (float)(1 - Rho), epsilon = (float)Epsilon;
        if (_momentum == 0f) { updater.Run(new Plain<TCentered> { Rate = rate, Rho = rho, Gain = gain, Epsilon = epsilon }); }
        else { updater.Run(new WithMomentum<TCentered> { Rate = rate, Rho = rho, Gain = gain, Epsilon = epsilon, Momentum = _momentum }); }
    }

    internal struct Plain<TCentered> : IUpdateRule where TCentered : struct, ISwitch
    {
        public float Rate;
        public float Rho;
        public float Gain;
        public float Epsilon;

        public static int Slots => TCentered.IsOn ? 2 : 1;

        public readonly R Update<R>(R w, R g, ref R square, ref R mean, ref R c) where R : struct, IReal<R> =>
            w - Step(g, ref square, ref mean);

        /// <summary>rate g / sqrt(v + epsilon). A deviation that rounding makes negative counts as 0.</summary>
        public readonly R Step<R>(R g, ref R square, ref R mean) where R : struct, IReal<R>
        {
            square = (Rho * square) + (Gain * (g * g));
            R spread = square;
            if (TCentered.IsOn)
            {
                mean = (Rho * mean) + (Gain * g);
                spread = square - (mean * mean);
                spread = R.IfBelow(spread, 0f, 0f, spread);
            }

            return R.Ratio(Rate * g, R.Sqrt(spread + Epsilon));
        }
    }

    internal struct WithMomentum<TCentered> : IUpdateRule where TCentered : struct, ISwitch
    {
        public float Rate;
        public float Rho;
        public float Gain;
        public float Epsilon;
        public float Momentum;

        public static int Slots => TCentered.IsOn ? 3 : 2;

        public readonly R Update<R>(R w, R g, ref R square, ref R momentum, ref R mean) where R : struct, IReal<R>
        {
            var plain = new Plain<TCentered> { Rate = Rate, Rho = Rho, Gain = Gain, Epsilon = Epsilon };
            momentum = (Momentum * momentum) + plain.Step(g, ref square, ref mean);
            return w - momentum;
        }
    }
}
