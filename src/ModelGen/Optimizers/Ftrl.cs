using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// "Follow the regularized leader" in Keras's form, with p = -learningRatePower: n' = n + g^2, z += g + 2 l2Shrinkage w - (n'^p - n^p) /
/// rate w, w = (clip(z, l1) - z) / (n'^p / rate + 2 (l2 + beta / (2 rate))). It sets parameters anew, so they jump in the first step.
/// Where n'^p and the rest of the divisor are 0, a parameter is 0. From McMahan et al., 2013.
/// </summary>
public sealed class Ftrl : Optimizer
{
    /// <summary>Ftrl.</summary>
    /// <param name="learningRate">Above 0 and finite.</param>
    /// <param name="learningRatePower">How the rate falls as gradients add up; 0 or less. 0: it does not.</param>
    /// <param name="initialAccumulatorValue">With what the sums of squares begin; at least 0 and finite.</param>
    /// <param name="l1RegularizationStrength">Pulls parameters to 0; at least 0 and finite.</param>
    /// <param name="l2RegularizationStrength">Makes parameters small; at least 0 and finite.</param>
    /// <param name="l2ShrinkageRegularizationStrength">Makes them small by the gradient; at least 0 and finite.</param>
    /// <param name="beta">Stands beside the sums of squares; at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Ftrl(
        double learningRate = 0.001, double learningRatePower = -0.5, double initialAccumulatorValue = 0.1,
        double l1RegularizationStrength = 0,
        double l2RegularizationStrength = 0, double l2ShrinkageRegularizationStrength = 0, double beta = 0)
        : this((LearningRate)learningRate, learningRatePower, initialAccumulatorValue, l1RegularizationStrength, l2RegularizationStrength,
            l2ShrinkageRegularizationStrength, beta) { }

    /// <inheritdoc cref="Ftrl(double, double, double, double, double, double, double)"/>
    public Ftrl(
        LearningRate learningRate, double learningRatePower = -0.5, double initialAccumulatorValue = 0.1,
        double l1RegularizationStrength = 0,
        double l2RegularizationStrength = 0, double l2ShrinkageRegularizationStrength = 0, double beta = 0)
        : base(learningRate)
    {
        Require.FiniteAndNotPositive(learningRatePower);
        Require.FiniteAndNotNegative(initialAccumulatorValue);
        Require.FiniteAndNotNegative(l1RegularizationStrength);
        Require.FiniteAndNotNegative(l2RegularizationStrength);
        Require.FiniteAndNotNegative(l2ShrinkageRegularizationStrength);
        Require.FiniteAndNotNegative(beta);
        (LearningRatePower, InitialAccumulatorValue, L1RegularizationStrength) = (learningRatePower, initialAccumulatorValue,
            l1RegularizationStrength);
        (L2RegularizationStrength, L2ShrinkageRegularizationStrength, Beta) = (l2RegularizationStrength, l2ShrinkageRegularizationStrength,
            beta);
    }

    /// <summary>How the rate falls as gradients add up.</summary>
    public double LearningRatePower { get; }

    /// <summary>With what the sums of squares begin.</summary>
    public double InitialAccumulatorValue { get; }

    /// <summary>Pulls parameters to 0.</summary>
    public double L1RegularizationStrength { get; }

    /// <summary>Makes parameters small.</summary>
    public double L2RegularizationStrength { get; }

    /// <summary>Makes them small by the gradient.</summary>
    public double L2ShrinkageRegularizationStrength { get; }

    /// <summary>Stands beside the sums of squares.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SlotNames => ["accumulator", "linear"];

    /// <inheritdoc/>
    protected override double FirstValueOf(int slot) => slot == 0 ? InitialAccumulatorValue : 0;

    /// <inheritdoc/>
    protected override void Apply(Updater updater, float rate, long step)
    {
        if (rate == 0f)
        {
            throw new InvalidOperationException(
                $"Ftrl divides by its learning rate, which is 0 in step {step:N0}. Give it a rate above 0.");
        }
        if ((float)LearningRatePower == -0.5f) { Run<On>(updater, rate); }
        else { Run<Off>(updater, rate); }
    }

    private void Run<TRoot>(Updater updater, float rate) where TRoot : struct, ISwitch => updater.Run(new Rule<TRoot>
    {
        Rate = rate,
        Power = -(float)LearningRatePower,
        L1 = (float)L1RegularizationStrength,
        TwoL2 = (float)(2 * ((float)L2RegularizationStrength + ((float)Beta / (2.0 * rate)))),
        TwoShrinkage = 2 * (float)L2ShrinkageRegularizationStrength,
    });

    internal struct Rule<TRoot> : IUpdateRule where TRoot : struct, ISwitch
    {
        public float Rate;
        public float Power;
        public float L1;
        public float TwoL2;
        public float TwoShrinkage;

        public static int Slots => 2;

        public readonly R Update<R>(R w, R g, ref R sum, ref R linear, ref R c) where R : struct, IReal<R>
        {
            R rate = Rate, before = PowerOf(sum);
            sum += g * g;
            R after = PowerOf(sum);
            linear += g + (TwoShrinkage * w) - ((after - before) / rate * w);
            return R.Ratio(RealMath.Clip(linear, -L1, L1) - linear, (after / rate) + TwoL2);
        }

        private readonly R PowerOf<R>(R x) where R : struct, IReal<R> => TRoot.IsOn ? R.Sqrt(x) : R.Power(x, Power);
    }
}
