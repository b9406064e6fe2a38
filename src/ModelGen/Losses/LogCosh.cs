using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// The mean along the last axis of ln(cosh(e)), with e = p - y: about e^2 / 2 near 0 and |e| - ln 2 far out. Its derivative is tanh(e).
/// Keras: <c>log_cosh</c>.
/// </summary>
public sealed class LogCosh : Loss
{
    /// <summary>The logarithm of the hyperbolic cosine of the error.</summary>
    /// <param name="reduction">How one number is made of those of a batch.</param>
    /// <param name="name">Its name.</param>
    public LogCosh(Reduction reduction = Reduction.SumOverBatchSize, string name = "log_cosh") : base(name, reduction) { }

    private protected override void CheckOutput(OutputLayout output) { }

    private protected override void CheckLabels(OutputLayout output, bool labelsAreClasses) =>
        LossChecks.DenseTargets("LogCosh", output, labelsAreClasses);

    internal override void Compute(in Scoring scoring) => ElementwiseLoss.Compute(this, scoring, default(Formula));

    internal readonly struct Formula : IElementwiseLoss
    {
        public static bool IsSum => false;

        public static int Operations => 60;

        // Near 0, cosh(e) - 1 = (exp(e) - 1)^2 / (2 exp(e)) keeps the digits that exp(-2|e|) would lose.
        public float Value(float y, float p)
        {
            float size = MathF.Abs(p - y);
            if (size > 1f) { return size + (AccurateMath.LogP1(AccurateMath.Exp(-2f * size)) - 0.693147182f); }
            float t = AccurateMath.ExpM1(size);
            return AccurateMath.LogP1(t * t / (2f * (1f + t)));
        }

        public float Derivative(float y, float p)
        {
            float error = p - y;
            float t = AccurateMath.ExpM1(-2f * MathF.Abs(error));
            float derivative = -t / (2f + t);
            return error < 0f ? -derivative : derivative;
        }
    }
}
