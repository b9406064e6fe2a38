namespace ModelGen.Oracle;

/// <summary>
/// A function of one target and one output, its mean (or sum) along a row. Numbers that the library keeps in float32 are rounded to it
/// first.
/// </summary>
public abstract record ElementwiseLoss : Loss
{
    protected const double Epsilon = 1e-7f, OneMinusEpsilon = 1f - 1e-7f;

    protected virtual bool IsSum => false;

    protected abstract double Of(double y, double p);

    protected abstract double Derivative(double y, double p);

    public override double Value(double[] y, double[] p) => y.Zip(p, Of).Sum() / (IsSum ? 1 : y.Length);

    public override double[] Gradient(double[] y, double[] p) => [.. y.Zip(p, (a, b) => Derivative(a, b) / (IsSum ? 1 : y.Length))];

    protected static double Sigmoid(double z) => z < 0 ? Math.Exp(z) / (1 + Math.Exp(z)) : 1 / (1 + Math.Exp(-z));

    // ln(1 + e^z). With t = e^-|z| small, ln(1 + t) = t - t^2 / 2 + t^3 / 3.
    protected static double Softplus(double z)
    {
        double t = Math.Exp(-Math.Abs(z));
        return Math.Max(z, 0) + (t < 1e-5 ? t - t * t / 2 + t * t * t / 3 : Math.Log(1 + t));
    }
}

/// <summary>|y - p|.</summary>
public sealed record MeanAbsoluteError : ElementwiseLoss
{
    protected override double Of(double y, double p) => Math.Abs(y - p);

    protected override double Derivative(double y, double p) => Math.Sign(p - y);
}

/// <summary>100 |y - p| / max(|y|, epsilon).</summary>
public sealed record MeanAbsolutePercentageError : ElementwiseLoss
{
    protected override double Of(double y, double p) => 100 * Math.Abs(y - p) / Math.Max(Math.Abs(y), Epsilon);

    protected override double Derivative(double y, double p) => 100 * Math.Sign(p - y) / Math.Max(Math.Abs(y), Epsilon);
}

/// <summary>(ln(1 + max(p, epsilon)) - ln(1 + max(y, epsilon)))^2.</summary>
public sealed record MeanSquaredLogarithmicError : ElementwiseLoss
{
    protected override double Of(double y, double p) => Math.Pow(Difference(y, p), 2);

    protected override double Derivative(double y, double p) => p < Epsilon ? 0 : 2 * Difference(y, p) / (1 + p);

    private static double Difference(double y, double p) => Math.Log(1 + Math.Max(p, Epsilon)) - Math.Log(1 + Math.Max(y, Epsilon));
}

/// <summary>e^2 / 2 where |e| is at most delta, else delta |e| - delta^2 / 2.</summary>
public sealed record Huber(double Delta = 1) : ElementwiseLoss
{
    private readonly double _delta = (float)Delta;

    protected override double Of(double y, double p) =>
        Math.Abs(p - y) <= _delta ? (p - y) * (p - y) / 2 : _delta * Math.Abs(p - y) - _delta * _delta / 2;

    protected override double Derivative(double y, double p) => Math.Clamp(p - y, -_delta, _delta);
}

/// <summary>ln(cosh(p - y)).</summary>
public sealed record LogCosh : ElementwiseLoss
{
    // Near 0 the series e^2/2 - e^4/12 + e^6/45, because cosh(e) is 1 there.
    protected override double Of(double y, double p)
    {
        double e = Math.Abs(p - y);
        return e < 1e-3 ? e * e / 2 - Math.Pow(e, 4) / 12 + Math.Pow(e, 6) / 45 : e + Softplus(-2 * e) - Math.Log(2);
    }

    protected override double Derivative(double y, double p) => Math.Tanh(p - y);
}

/// <summary>p - y ln(p + epsilon).</summary>
public sealed record Poisson : ElementwiseLoss
{
    protected override double Of(double y, double p) => p - y * Math.Log(p + Epsilon);

    protected override double Derivative(double y, double p) => 1 - y / (p + Epsilon);
}

/// <summary>The sum of y ln(y / p), both kept in [epsilon, 1].</summary>
public sealed record KLDivergence : ElementwiseLoss
{
    protected override bool IsSum => true;

    protected override double Of(double y, double p) =>
        Math.Clamp(y, Epsilon, 1) * Math.Log(Math.Clamp(y, Epsilon, 1) / Math.Clamp(p, Epsilon, 1));

    protected override double Derivative(double y, double p) => p < Epsilon || p > 1 ? 0 : -Math.Clamp(y, Epsilon, 1) / p;
}

/// <summary>max(1 - y p, 0), to a power of 1 or 2. Where labels are 0 and 1, 2 y - 1 is taken.</summary>
public sealed record Hinge(bool LabelsAreBits, bool IsSquared = false) : ElementwiseLoss
{
    protected override double Of(double y, double p) => IsSquared ? Margin(y, p) * Margin(y, p) : Margin(y, p);

    protected override double Derivative(double y, double p) => Margin(y, p) == 0 ? 0 : -Sign(y) * (IsSquared ? 2 * Margin(y, p) : 1);

    private double Margin(double y, double p) => Math.Max(1 - Sign(y) * p, 0);

    private double Sign(double y) => LabelsAreBits ? 2 * y - 1 : y;
}

/// <summary>-(y ln q + (1 - y) ln(1 - q)), from a clipped probability or from a logit; to the focal one also its factors.</summary>
public record BinaryCrossentropy(bool FromLogits = false, double LabelSmoothing = 0) : ElementwiseLoss
{
    protected override double Of(double y, double p)
    {
        y = Smooth(y);
        if (FromLogits) { return y * Softplus(-p) + (1 - y) * Softplus(p); }
        double q = Math.Clamp(p, Epsilon, OneMinusEpsilon);
        return -(y * Math.Log(q) + (1 - y) * Math.Log(1 - q));
    }

    protected override double Derivative(double y, double p)
    {
        y = Smooth(y);
        if (FromLogits) { return (1 - y) * Sigmoid(p) - y * Sigmoid(-p); }
        return p < Epsilon || p > OneMinusEpsilon ? 0 : (1 - y) / (1 - p) - y / p;
    }

    protected double Smooth(double y) => y * (1 - (float)LabelSmoothing) + (float)LabelSmoothing / 2.0;
}

/// <summary>The same times (1 - probability of the right class)^gamma, and alpha or 1 - alpha.</summary>
public sealed record BinaryFocalCrossentropy(bool Balanced = false, double Alpha = 0.25, double Gamma = 2, bool FromLogits = false,
    double LabelSmoothing = 0)
    : BinaryCrossentropy(FromLogits, LabelSmoothing)
{
    protected override double Of(double y, double p) => Weight(Smooth(y)) * Math.Pow(Miss(Smooth(y), p), (float)Gamma) * base.Of(y, p);

    protected override double Derivative(double y, double p)
    {
        double label = Smooth(y), miss = Miss(label, p), gamma = (float)Gamma;
        double inner = (1 - 2 * label) * (FromLogits ? Sigmoid(p) * Sigmoid(-p) : 1);
        double power = gamma == 0 || miss == 0 ? 0 : gamma * Math.Pow(miss, gamma - 1);
        return Weight(label) * (power * inner * base.Of(y, p) + Math.Pow(miss, gamma) * base.Derivative(y, p));
    }

    private double Miss(double y, double p) => FromLogits ? y * Sigmoid(-p) + (1 - y) * Sigmoid(p) : y * (1 - p) + (1 - y) * p;

    private double Weight(double y) => Balanced ? y * (float)Alpha + (1 - y) * (1 - (float)Alpha) : 1;
}
