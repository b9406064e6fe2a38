using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The mean along the last axis of e^2 / 2 where |e| is at most delta, else of delta |e| - delta^2 / 2, with e = p - y. Keras:
/// <c>huber</c>.
/// </summary>
public sealed class Huber : Loss
{
    /// <summary>A squared error that is a line far out.</summary>
    /// <param name="delta">Where the parabola becomes a line; above 0 and finite.</param>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not a finite number above 0.</exception>
    public Huber(double delta = 1.0, Reduction reduction = Reduction.SumOverBatchSize, string name = "huber_loss") : base(name, reduction)
    {
        Require.FiniteAndPositive(delta);
        Delta = delta;
    }

    /// <summary>Where the parabola becomes a line.</summary>
    public double Delta { get; }

    private protected override void CheckOutput(OutputLayout output) { }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("Huber", output, labelsAreClasses);

    internal override void Compute(in Scoring scoring) =>
        ElementwiseLoss.Compute(this, scoring, new Formula((float)Delta));

    internal readonly struct Formula(float delta) : IElementwiseLoss
    {
        public static bool IsSum => false;

        public static int Operations => 6;

        public float Value(float y, float p)
        {
            float size = MathF.Abs(p - y);
            return size <= delta ? 0.5f * size * size : delta * (size - (0.5f * delta));
        }

        public float Derivative(float y, float p)
        {
            float error = p - y;
            return error > delta ? delta : error < -delta ? -delta : error;
        }
    }
}
