using ModelGen.Kernels;

namespace ModelGen;

/// <summary>Lion: w -= rate sign(beta1 m + (1 - beta1) g), then m = beta2 m + (1 - beta2) g. From Chen et al., arXiv 2302.06675.</summary>
public sealed class Lion : Optimizer
{
    /// <summary>Lion.</summary>
    /// <param name="learningRate">At least 0 and finite.</param>
    /// <param name="beta1">How much of the mean gradient goes into the sign, at least 0 and less than 1.</param>
    /// <param name="beta2">How much of the mean gradient stays, at least 0 and less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Lion(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.99) : this((LearningRate)learningRate, beta1, beta2) { }

    /// <inheritdoc cref="Lion(double, double, double)"/>
    public Lion(LearningRate learningRate, double beta1 = 0.9, double beta2 = 0.99) : base(learningRate)
    {
        Require.FractionBelowOne(beta1);
        Require.FractionBelowOne(beta2);
        (Beta1, Beta2) = (beta1, beta2);
    }

    /// <summary>How much of the mean gradient goes into the sign.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the mean gradient stays.</summary>
    public double Beta2 { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SlotNames => ["momentum"];

    /// <inheritdoc/>
    protected override void Apply(Updater updater, float rate, long step) =>
        updater.Run(
            new Rule { Rate = rate, Beta1 = (float)Beta1, Gain1 = 1 - (float)Beta1, Beta2 = (float)Beta2, Gain2 = 1 - (float)Beta2 });

    internal struct Rule : IUpdateRule
    {
        public float Rate;
        public float Beta1;
        public float Gain1;
        public float Beta2;
        public float Gain2;

        public static int Slots => 1;

        public readonly R Update<R>(R w, R g, ref R mean, ref R b, ref R c) where R : struct, IReal<R>
        {
            R sign = RealMath.Sign((Beta1 * mean) + (Gain1 * g));
            mean = (Beta2 * mean) + (Gain2 * g);
            return w - (Rate * sign);
        }
    }
}
