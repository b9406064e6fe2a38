namespace ModelGen.Oracle;

/// <summary>
/// m += (g - m)(1 - b1), v += (g^2 - v)(1 - b2). Python subtracts the betas from 1 in double; their powers are those of float32 numbers.
/// </summary>
public abstract class MomentOptimizer(double rate, double beta1, double beta2) : PlacewiseOptimizer(rate)
{
    protected double Mean(int p, int i, int n, double g)
    {
        double[] m = Kept("m", p, n);
        return m[i] += (g - m[i]) * F(1 - beta1);
    }

    protected double Square(int p, int i, int n, double g)
    {
        double[] v = Kept("v", p, n);
        return v[i] += ((g * g) - v[i]) * F(1 - beta2);
    }

    protected double Missing1(int t) => 1 - Math.Pow(F(beta1), t);

    protected double Missing2(int t) => 1 - Math.Pow(F(beta2), t);
}

/// <summary>w -= rate sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + epsilon); AMSGrad: with the largest v so far.</summary>
public sealed class Adam(double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
    : MomentOptimizer(rate, beta1, beta2)
{
    protected override double Next(int p, int i, int n, double w, double g, double rate, int t)
    {
        double m = Mean(p, i, n, g), v = Square(p, i, n, g);
        double[] largest = Kept("largest", p, n);
        largest[i] = Math.Max(largest[i], v);
        double alpha = rate * Math.Sqrt(Missing2(t)) / Missing1(t);
        return w - (alpha * m / (Math.Sqrt(amsgrad ? largest[i] : v) + F(epsilon)));
    }
}

/// <summary>u = max(b2 u, |g|), w -= rate m / ((1 - b1^t)(u + epsilon)).</summary>
public sealed class Adamax(double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
    : MomentOptimizer(rate, beta1, beta2)
{
    private readonly double _beta2 = beta2;

    protected override double Next(int p, int i, int n, double w, double g, double rate, int t)
    {
        double[] u = Kept("u", p, n);
        u[i] = Math.Max(F(_beta2) * u[i], Math.Abs(g));
        return w - (rate * Mean(p, i, n, g) / (Missing1(t) * (u[i] + F(epsilon))));
    }
}

/// <summary>
/// With u(t) = b1 (1 - 0.96^t / 2) and the product P of u(1) to u(t): w -= rate (u(t+1) m / (1 - P u(t+1)) + (1 - u(t)) g / (1 - P)) /
/// (sqrt(v / (1 - b2^t)) + epsilon).
/// </summary>
public sealed class Nadam(double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
    : MomentOptimizer(rate, beta1, beta2)
{
    private readonly double _beta1 = beta1;
    private double _product = 1;

    protected override void BeforeUpdate(int t) => _product *= U(t);

    protected override double Next(int p, int i, int n, double w, double g, double rate, int t)
    {
        double mean = (U(t + 1) * Mean(p, i, n, g) / (1 - (_product * U(t + 1)))) + ((1 - U(t)) * g / (1 - _product));
        return w - (rate * mean / (Math.Sqrt(Square(p, i, n, g) / Missing2(t)) + F(epsilon)));
    }

    private double U(int t) => F(_beta1) * (1 - (0.5 * Math.Pow(0.96, t)));
}

/// <summary>r = m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon), w -= rate |w| / |r| r, 1 for a quotient with a norm of 0.</summary>
public sealed class Lamb(double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
    : MomentOptimizer(rate, beta1, beta2)
{
    protected override void Change(int p, double[] w, double[] g, int[] shape, double rate, int t)
    {
        double[] r = [.. w.Select((_, i) => Next(p, i, w.Length, w[i], g[i], rate, t))];
        double ratio = Norm(w) > 0 && Norm(r) > 0 ? Norm(w) / Norm(r) : 1;
        for (int i = 0; i < w.Length; i++) { w[i] -= ratio * rate * r[i]; }
    }

    protected override double Next(int p, int i, int n, double w, double g, double rate, int t)
    {
        double m = Mean(p, i, n, g), v = Square(p, i, n, g);
        return m == 0 ? 0 : m / Missing1(t) / (Math.Sqrt(v / Missing2(t)) + F(epsilon));
    }
}

/// <summary>
/// s = g^2 + epsilon1; one axis: v = b v + (1 - b) s with b = 1 - t^decay; more: means r over the last axis and c over the one before it,
/// kept alike, and v = r / mean(r) c; u = g / sqrt v, w -= max(epsilon2, rms(w)) min(rate, 1 / sqrt t) u / max(1, rms(u) / threshold).
/// </summary>
public sealed class Adafactor(double rate = 0.001, double decay = -0.8, double epsilon1 = 1e-30, double epsilon2 = 1e-3,
    double threshold = 1) : Optimizer(rate)
{
    protected override void Change(int p, double[] w, double[] g, int[] shape, double rate, int t)
    {
        double fresh = Math.Pow(t, F(decay)), old = 1 - fresh;
        double[] s = [.. g.Select(value => (value * value) + F(epsilon1))], v = Kept("v", p, w.Length);
        if (shape.Length < 2)
        {
            for (int i = 0; i < v.Length; i++) { v[i] = (old * v[i]) + (fresh * s[i]); }
        }
        else
        {
            (int rows, int columns) = (shape[^2], shape[^1]);
            double[] r = Kept("r", p, w.Length / columns), c = Kept("c", p, w.Length / rows);
            for (int matrix = 0; matrix < w.Length / (rows * columns); matrix++)
            {
                double At(int i, int j) => s[(((matrix * rows) + i) * columns) + j];
                for (int i = 0; i < rows; i++)
                {
                    r[(matrix * rows) + i] = (old * r[(matrix * rows) + i]) + (fresh * Enumerable.Range(0, columns).Average(j => At(i, j)));
                }
                for (int j = 0; j < columns; j++)
                {
                    c[(matrix * columns) + j] = (old * c[(matrix * columns) + j])
                        + (fresh * Enumerable.Range(0, rows).Average(i => At(i, j)));
                }
                double mean = r.Skip(matrix * rows).Take(rows).Average();
                for (int k = 0; k < rows * columns; k++)
                {
                    v[(matrix * rows * columns) + k] = r[(matrix * rows) + (k / columns)] / mean * c[(matrix * columns) + (k % columns)];
                }
            }
        }

        double[] u = [.. g.Select((value, i) => value == 0 ? 0 : value / Math.Sqrt(v[i]))];
        double step = Math.Max(F(epsilon2), Rms(w)) * Math.Min(rate, 1 / Math.Sqrt(t)) / Math.Max(1, Rms(u) / F(threshold));
        for (int i = 0; i < w.Length; i++) { w[i] -= step * u[i]; }
    }

    private static double Rms(double[] values) => Norm(values) / Math.Sqrt(values.Length);
}
