namespace ModelGen.Oracle;

/// <summary>Minus the cosine of the angle; lengths are at least epsilon.</summary>
public sealed record CosineSimilarity : Loss
{
    private const double Epsilon = 1e-7f;

    public override double Value(double[] y, double[] p) => -Dot(y, p) / Length(y) / Length(p);

    public override double[] Gradient(double[] y, double[] p)
    {
        bool isShort = Math.Sqrt(Dot(p, p)) < Epsilon;
        return [.. y.Zip(p, (a, b) => -a / Length(y) / Length(p) + (isShort ? 0 : Dot(y, p) * b / Length(y) / Math.Pow(Length(p), 3)))];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Length(double[] v) => Math.Max(Math.Sqrt(Dot(v, v)), Epsilon);
}

/// <summary>max(largest (1 - y) p - sum of y p + 1, 0).</summary>
public sealed record CategoricalHinge : Loss
{
    public override double Value(double[] y, double[] p) =>
        Math.Max(y.Zip(p, (a, b) => (1 - a) * b).Max() - y.Zip(p, (a, b) => a * b).Sum() + 1, 0);

    public override double[] Gradient(double[] y, double[] p)
    {
        if (Value(y, p) == 0) { return new double[y.Length]; }
        double[] other = [.. y.Zip(p, (a, b) => (1 - a) * b)];
        int largest = Array.IndexOf(other, other.Max());
        return [.. y.Select((a, i) => i == largest ? 1 - a - a : -a)];
    }
}

/// <summary>1 - 2 sum of y p / (sum of y + sum of p + epsilon).</summary>
public sealed record Dice : Loss
{
    private const double Epsilon = 1e-7f;

    public override double Value(double[] y, double[] p) => 1 - 2 * y.Zip(p, (a, b) => a * b).Sum() / (y.Sum() + p.Sum() + Epsilon);

    public override double[] Gradient(double[] y, double[] p)
    {
        double sum = y.Sum() + p.Sum() + Epsilon, both = y.Zip(p, (a, b) => a * b).Sum();
        return [.. y.Select(a => -2 * (a * sum - both) / (sum * sum))];
    }
}

/// <summary>1 - I / (I + alpha F + beta M + epsilon).</summary>
public sealed record Tversky(double Alpha = 0.5, double Beta = 0.5) : Loss
{
    private const double Epsilon = 1e-7f;

    public override double Value(double[] y, double[] p) => 1 - Both(y, p) / Whole(y, p);

    public override double[] Gradient(double[] y, double[] p)
    {
        double both = Both(y, p), whole = Whole(y, p);
        return [.. y.Select(a => -(a * whole - both * (a + (float)Alpha * (1 - a) - (float)Beta * a)) / (whole * whole))];
    }

    private static double Both(double[] y, double[] p) => y.Zip(p, (a, b) => a * b).Sum();

    private double Whole(double[] y, double[] p) =>
        Both(y, p) + (float)Alpha * y.Zip(p, (a, b) => (1 - a) * b).Sum() + (float)Beta * y.Zip(p, (a, b) => a * (1 - b)).Sum() + Epsilon;
}

/// <summary>The sum of -alpha (1 - q)^gamma y ln q, with q = p / sum of p, clipped, or q = softmax(p).</summary>
public sealed record CategoricalFocalCrossentropy(double Alpha = 0.25, double Gamma = 2, bool FromLogits = false, double LabelSmoothing = 0)
    : Loss
{
    private const double Epsilon = 1e-7f, OneMinusEpsilon = 1f - 1e-7f;

    public override double Value(double[] y, double[] p) => Smooth(y, (float)LabelSmoothing).Zip(Logs(p), (a, log) => a * Of(log)).Sum();

    // dL/dln q_i = h_i; through softmax dL/dz_k = h_k - q_k sum of h; through the division by the sum dL/dp_k
    // = (h_k / q_k - sum of h) / sum of p.
    public override double[] Gradient(double[] y, double[] p)
    {
        double[] labels = Smooth(y, (float)LabelSmoothing), logs = Logs(p);
        double[] q = FromLogits ? [.. logs.Select(Math.Exp)] : [.. p.Select(v => v / p.Sum())];
        double[] h = [.. labels.Select((a, i) => FromLogits || (q[i] >= Epsilon && q[i] <= OneMinusEpsilon) ? a * Derivative(logs[i]) : 0)];
        return [.. h.Select((v, i) => FromLogits ? v - q[i] * h.Sum() : ((q[i] == 0 ? 0 : v / q[i]) - h.Sum()) / p.Sum())];
    }

    private double[] Logs(double[] p)
    {
        if (!FromLogits) { return [.. p.Select(v => Math.Log(Math.Clamp(v / p.Sum(), Epsilon, OneMinusEpsilon)))]; }
        double max = p.Max();
        double sum = max + Math.Log(p.Sum(v => Math.Exp(v - max)));
        return [.. p.Select(v => v - sum)];
    }

    private double Of(double log) => -(float)Alpha * Math.Pow(1 - Math.Exp(log), (float)Gamma) * log;

    // d/dln q of -alpha (1 - q)^gamma ln q
    private double Derivative(double log)
    {
        double q = Math.Exp(log), miss = 1 - q, gamma = (float)Gamma;
        double power = gamma == 0 || miss == 0 ? 0 : gamma * Math.Pow(miss, gamma - 1);
        return (float)Alpha * (power * q * log - Math.Pow(miss, gamma));
    }
}
