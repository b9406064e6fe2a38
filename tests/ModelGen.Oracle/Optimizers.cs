namespace ModelGen.Oracle;

/// <summary>Changes one parameter by its gradient, step after step.</summary>
public abstract class Optimizer
{
    /// <summary>The number of the step under way, from 1.</summary>
    protected int Step { get; private set; }

    /// <summary>One update of <paramref name="w"/> by <paramref name="g"/>.</summary>
    public void Update(double[] w, double[] g)
    {
        Step++;
        for (int i = 0; i < w.Length; i++) { w[i] += Change(i, g[i]); }
    }

    protected abstract double Change(int i, double g);
}

/// <summary>Without momentum w -= rate g; with it m = momentum m - rate g, w += m; Nesterov: w += momentum m - rate g, with the new m.</summary>
public sealed class Sgd(int size, double rate = 0.01, double momentum = 0, bool nesterov = false) : Optimizer
{
    private readonly double[] _m = new double[size];

    protected override double Change(int i, double g)
    {
        if (momentum == 0) { return -rate * g; }
        _m[i] = momentum * _m[i] - rate * g;
        return nesterov ? momentum * _m[i] - rate * g : _m[i];
    }
}

/// <summary>m += (g - m)(1 - b1), v += (g^2 - v)(1 - b2), w -= rate sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + epsilon).</summary>
public sealed class Adam(int size, double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7) : Optimizer
{
    private readonly double[] _m = new double[size];
    private readonly double[] _v = new double[size];

    protected override double Change(int i, double g)
    {
        _m[i] += (g - _m[i]) * (1 - beta1);
        _v[i] += (g * g - _v[i]) * (1 - beta2);
        double alpha = rate * Math.Sqrt(1 - Math.Pow(beta2, Step)) / (1 - Math.Pow(beta1, Step));
        return -alpha * _m[i] / (Math.Sqrt(_v[i]) + epsilon);
    }
}
