using ModelGen.Kernels;

namespace ModelGen;

/// <summary>Adagrad in Keras's form: a += g^2, w -= rate g / sqrt(a + epsilon). From Duchi, Hazan and Singer, 2011.</summary>
public sealed class Adagrad : Optimizer
{
    /// <summary>Adagrad.</summary>
    /// <param name="learningRate">At least 0 and finite.</param>
    /// <param name="initialAccumulatorValue">With what the sums of squares begin; at least 0 and finite.</param>
    /// <param name="epsilon">Keeps the division in bounds, inside the root; at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adagrad(double learningRate = 0.001, double initialAccumulatorValue = 0.1, double epsilon = 1e-7)
        : this((LearningRate)learningRate, initialAccumulatorValue, epsilon) { }

    /// <inheritdoc cref="Adagrad(double, double, double)"/>
    public Adagrad(LearningRate learningRate, double initialAccumulatorValue = 0.1, double epsilon = 1e-7) : base(learningRate)
    {
        Require.FiniteAndNotNegative(initialAccumulatorValue);
        Require.FiniteAndNotNegative(epsilon);
        (InitialAccumulatorValue, Epsilon) = (initialAccumulatorValue, epsilon);
    }

    /// <summary>With what the sums of squares begin.</summary>
    public double InitialAccumulatorValue { get; }

    /// <summary>Keeps the division in bounds.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SlotNames => ["accumulator"];

    /// <inheritdoc/>
    protected override double FirstValueOf(int slot) => slot == 0 ? InitialAccumulatorValue : 0;

    /// <inheritdoc/>
    protected override void Apply(Updater updater, float rate, long step) =>
        updater.Run(new Rule { Rate = rate, Epsilon = (float)Epsilon });

    internal struct Rule : IUpdateRule
    {
        public float Rate;
        public float Epsilon;

        public static int Slots => 1;

        public readonly R Update<R>(R w, R g, ref R sum, ref R b, ref R c) where R : struct, IReal<R>
        {
            sum += g * g;
            return w - R.Ratio(Rate * g, R.Sqrt(sum + Epsilon));
        }
    }
}
