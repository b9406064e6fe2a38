namespace ModelGen.Oracle;

/// <summary>The value of one row (one sample, or one position of it) and its gradient. A batch's loss is the mean over its rows.</summary>
public abstract record Loss
{
    public abstract double Value(double[] y, double[] p);

    /// <summary>dValue / dp.</summary>
    public abstract double[] Gradient(double[] y, double[] p);

    /// <summary>The mean over the rows.</summary>
    public double Mean(double[] labels, double[] outputs, int columns) =>
        labels.Chunk(columns).Zip(outputs.Chunk(columns), Value).Average();

    /// <summary>The gradient of <see cref="Mean"/>: each row's, divided by the number of rows.</summary>
    public double[] MeanGradient(double[] labels, double[] outputs, int columns)
    {
        int rows = outputs.Length / columns;
        return [.. labels.Chunk(columns).Zip(outputs.Chunk(columns), Gradient).SelectMany(g => g).Select(g => g / rows)];
    }

    /// <summary>Class indices as rows of 0 with one 1, which is all that the sparse losses add.</summary>
    public static double[] OneHot(int[] classes, int columns)
    {
        var rows = new double[classes.Length * columns];
        for (int i = 0; i < classes.Length; i++) { rows[i * columns + classes[i]] = 1; }
        return rows;
    }

    /// <summary>y (1 - s) + s / classes.</summary>
    public static double[] Smooth(double[] y, double smoothing) => [.. y.Select(v => v * (1 - smoothing) + smoothing / y.Length)];
}

/// <summary>The mean of (y - p)^2.</summary>
public sealed record MeanSquaredError : Loss
{
    public override double Value(double[] y, double[] p) => y.Zip(p, (a, b) => (a - b) * (a - b)).Average();

    /// <summary>2 (p - y) / n.</summary>
    public override double[] Gradient(double[] y, double[] p) => [.. y.Zip(p, (a, b) => 2 * (b - a) / y.Length)];
}

/// <summary>-sum of y ln q, where q = p / sum of p, clipped to [epsilon, 1 - epsilon].</summary>
public sealed record CategoricalCrossentropy(double LabelSmoothing = 0) : Loss
{
    private const double Epsilon = 1e-7;

    public override double Value(double[] y, double[] p)
    {
        double sum = p.Sum();
        return -Smooth(y, LabelSmoothing).Zip(p, (label, v) => label * Math.Log(Math.Clamp(v / sum, Epsilon, 1 - Epsilon))).Sum();
    }

    /// <summary>
    /// With r = p / s: dL/dr = -y / r inside the clip and 0 outside; dL/dp[j] = (dL/dr[j] - sum over i of dL/dr[i] r[i]) / s.
    /// </summary>
    public override double[] Gradient(double[] y, double[] p)
    {
        double sum = p.Sum();
        double[] r = [.. p.Select(v => v / sum)];
        double[] dr = [.. Smooth(y, LabelSmoothing).Zip(r, (label, v) => v > Epsilon && v < 1 - Epsilon ? -label / v : 0)];
        double dot = dr.Zip(r, (d, v) => d * v).Sum();
        return [.. dr.Select(d => (d - dot) / sum)];
    }
}

/// <summary>-sum of y log_softmax(z), where log_softmax(z) = z - max - ln of the sum of exp(z - max).</summary>
public sealed record CategoricalCrossentropyFromLogits(double LabelSmoothing = 0) : Loss
{
    public override double Value(double[] y, double[] z)
    {
        double max = z.Max();
        double logSum = max + Math.Log(z.Sum(v => Math.Exp(v - max)));
        return -Smooth(y, LabelSmoothing).Zip(z, (label, v) => label * (v - logSum)).Sum();
    }

    /// <summary>softmax(z) sum of y - y.</summary>
    public override double[] Gradient(double[] y, double[] z)
    {
        double[] labels = Smooth(y, LabelSmoothing);
        double sum = labels.Sum();
        return [.. Activation.Softmax(z).Zip(labels, (s, label) => s * sum - label)];
    }
}
