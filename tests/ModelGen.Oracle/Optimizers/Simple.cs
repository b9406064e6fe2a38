namespace ModelGen.Oracle;

/// <summary>An optimizer that treats all places alike.</summary>
public abstract class PlacewiseOptimizer(double rate) : Optimizer(rate)
{
    protected override void Change(int p, double[] w, double[] g, int[] shape, double rate, int t)
    {
        for (int i = 0; i < w.Length; i++) { w[i] = Next(p, i, w.Length, w[i], g[i], rate, t); }
    }

    protected abstract double Next(int p, int i, int n, double w, double g, double rate, int t);
}

/// <summary>
/// Without momentum w -= rate g; with it m = momentum m - rate g, w += m; Nesterov: w += momentum m - rate g, with the new m.
/// </summary>
public sealed class Sgd(double rate = 0.01, double momentum = 0, bool nesterov = false) : PlacewiseOptimizer(rate)
{
    protected override double Next(int p, int i, int n, double w, double g, double rate, int t)
    {
        if (momentum == 0) { return w - (rate * g); }
        double[] m = Kept("m", p, n);
        m[i] = (F(momentum) * m[i]) - (rate * g);
        return nesterov ? w + (F(momentum) * m[i]) - (rate * g) : w + m[i];
    }
}

/// <summary>
/// v = rho v + (1 - rho) g^2, centered with a = rho a + (1 - rho) g; step = rate g / sqrt(v [- a^2] + epsilon); m = momentum m + step, w -=
/// m.
/// </summary>
public sealed class RmsProp(double rate = 0.001, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false)
    : PlacewiseOptimizer(rate)
{
    protected override double Next(int p, int i, int n, double w, double g, double rate, int t)
    {
        double[] v = Kept("v", p, n), a = Kept("a", p, n), m = Kept("m", p, n);
        v[i] = (F(rho) * v[i]) + (F(1 - rho) * g * g);
        a[i] = (F(rho) * a[i]) + (F(1 - rho) * g);
        double step = rate * g / Math.Sqrt((centered ? v[i] - (a[i] * a[i]) : v[i]) + F(epsilon));
        m[i] = (F(momentum) * m[i]) + step;
        return w - m[i];
    }
}

/// <summary>a += g^2, w -= rate g / sqrt(a + epsilon).</summary>
public sealed class Adagrad(double rate = 0.001, double initial = 0.1, double epsilon = 1e-7) : PlacewiseOptimizer(rate)
{
    protected override double Next(int p, int i, int n, double w, double g, double rate, int t)
    {
        double[] a = Kept("a", p, n, F(initial));
        a[i] += g * g;
        return w - (rate * g / Math.Sqrt(a[i] + F(epsilon)));
    }
}

/// <summary>a = rho a + (1 - rho) g^2, d = -g sqrt(b + epsilon) / sqrt(a + epsilon), b = rho b + (1 - rho) d^2, w += rate d.</summary>
public sealed class Adadelta(double rate = 0.001, double rho = 0.95, double epsilon = 1e-7) : PlacewiseOptimizer(rate)
{
    protected override double Next(int p, int i, int n, double w, double g, double rate, int t)
    {
        double[] a = Kept("a", p, n), b = Kept("b", p, n);
        a[i] = (F(rho) * a[i]) + (F(1 - rho) * g * g);
        double d = -g * Math.Sqrt(b[i] + F(epsilon)) / Math.Sqrt(a[i] + F(epsilon));
        b[i] = (F(rho) * b[i]) + (F(1 - rho) * d * d);
        return w + (rate * d);
    }
}

/// <summary>w -= rate sign(beta1 m + (1 - beta1) g), then m = beta2 m + (1 - beta2) g.</summary>
public sealed class Lion(double rate = 0.001, double beta1 = 0.9, double beta2 = 0.99) : PlacewiseOptimizer(rate)
{
    /// <summary>Places whose sign was that of a number so small that rounding may turn it.</summary>
    public HashSet<(int Parameter, int Place)> Doubtful { get; } = [];

    protected override double Next(int p, int i, int n, double w, double g, double rate, int t)
    {
        double[] m = Kept("m", p, n);
        double argument = (F(beta1) * m[i]) + (F(1 - beta1) * g);
        if (Math.Abs(argument) < 1e-6 && g != 0) { Doubtful.Add((p, i)); }
        m[i] = (F(beta2) * m[i]) + (F(1 - beta2) * g);
        return w - (rate * Math.Sign(argument));
    }
}

/// <summary>
/// n' = n + g^2, z += g + 2 shrinkage w - (n'^p - n^p) / rate w, w = (z within l1 - z) / (n'^p / rate + 2 l2 + beta / rate), p = -power.
/// </summary>
public sealed class Ftrl(double rate = 0.001, double power = -0.5, double initial = 0.1, double l1 = 0, double l2 = 0, double shrinkage = 0,
    double beta = 0) : PlacewiseOptimizer(rate)
{
    protected override double Next(int p, int i, int n, double w, double g, double rate, int t)
    {
        double[] sum = Kept("n", p, n, F(initial)), z = Kept("z", p, n);
        double before = Math.Pow(sum[i], -F(power)), after = Math.Pow(sum[i] + (g * g), -F(power));
        sum[i] += g * g;
        z[i] += g + (2 * F(shrinkage) * w) - ((after - before) / rate * w);
        double within = Math.Min(Math.Max(z[i], -F(l1)), F(l1));
        return (within - z[i]) / ((after / rate) + (2 * F(l2)) + (F(beta) / rate));
    }
}
