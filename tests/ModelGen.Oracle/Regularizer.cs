namespace ModelGen.Oracle;

/// <summary>L1 times the sum of |x| + L2 times the sum of x^2. Factors are float32's.</summary>
public readonly record struct Regularizer(double L1, double L2)
{
    public static Regularizer Of(double l1, double l2) => new((float)l1, (float)l2);

    public double Value(double[] x)
    {
        double sum = 0;
        foreach (double v in x) { sum += L1 * Math.Abs(v) + L2 * v * v; }
        return sum;
    }

    /// <summary>L1 sign(x) + 2 L2 x.</summary>
    public double Derivative(double x) => L1 * Math.Sign(x) + 2 * L2 * x;
}
