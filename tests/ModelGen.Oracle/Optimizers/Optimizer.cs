namespace ModelGen.Oracle;

/// <summary>
/// Changes parameters by their gradients, step after step, in Keras's order: add up, clip, decay, update, average. In double, but numbers
/// that the user gives are rounded to float32 first, as a float32 program has to.
/// </summary>
public abstract class Optimizer(double rate)
{
    private readonly Dictionary<(string, int), double[]> _kept = [];

    public double? WeightDecay { get; init; }

    public double? ClipNorm { get; init; }

    public double? ClipValue { get; init; }

    public double? GlobalClipNorm { get; init; }

    public bool UseEma { get; init; }

    public double EmaMomentum { get; init; } = 0.99;

    public int? EmaOverwriteFrequency { get; init; }

    public int GradientAccumulationSteps { get; init; } = 1;

    public double Decay { get; init; }

    /// <summary>The rate of a step, instead of a number.</summary>
    public Func<int, double>? Schedule { get; init; }

    /// <summary>Numbers of parameters that do not decay.</summary>
    public HashSet<int> NotDecayed { get; init; } = [];

    /// <summary>How many steps it was given.</summary>
    public int Steps { get; private set; }

    /// <summary>One update of parameters <paramref name="w"/> of some shapes by gradients <paramref name="g"/>.</summary>
    public void Update(double[][] w, double[][] g, int[][] shapes)
    {
        double now = F((Schedule?.Invoke(Steps) ?? rate) / (1 + (Decay * Steps)));
        int iterations = Steps / GradientAccumulationSteps;
        g = [.. g.Select(values => (double[])values.Clone())];
        bool updates = (Steps + 1) % GradientAccumulationSteps == 0;
        for (int p = 0; p < w.Length; p++)
        {
            double[] sum = Kept("sum", p, w[p].Length);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += g[p][i];
                if (!updates) { continue; }
                g[p][i] = sum[i] / GradientAccumulationSteps;
                sum[i] = 0;
            }
        }

        if (updates)
        {
            Clip(g);
            BeforeUpdate(iterations + 1);
            for (int p = 0; p < w.Length; p++)
            {
                for (int i = 0; i < w[p].Length && WeightDecay is not null && !NotDecayed.Contains(p); i++)
                {
                    w[p][i] -= w[p][i] * F(WeightDecay.Value) * now;
                }
                Change(p, w[p], g[p], shapes[p], now, iterations + 1);
            }
        }

        for (int p = 0; p < w.Length && UseEma; p++)
        {
            double[] average = Averages(p, w[p].Length);
            for (int i = 0; i < average.Length; i++)
            {
                average[i] = iterations == 0 ? w[p][i] : (F(EmaMomentum) * average[i]) + (F(1 - EmaMomentum) * w[p][i]);
                if (EmaOverwriteFrequency is { } steps && (iterations + 1) % steps == 0) { w[p][i] = average[i]; }
            }
        }

        Steps++;
    }

    /// <summary>One update of a single parameter of one axis.</summary>
    public void Update(double[] w, double[] g) => Update([w], [g], [[w.Length]]);

    /// <summary>The moving averages of a parameter.</summary>
    public double[] Averages(int parameter, int size) => Kept("average", parameter, size);

    /// <summary>Once before the parameters of an update.</summary>
    protected virtual void BeforeUpdate(int t) { }

    protected abstract void Change(int p, double[] w, double[] g, int[] shape, double rate, int t);

    /// <summary>What is kept of a parameter under some name.</summary>
    protected double[] Kept(string name, int parameter, int size, double first = 0)
    {
        if (!_kept.TryGetValue((name, parameter), out double[]? values))
        {
            values = new double[size];
            Array.Fill(values, first);
            _kept[(name, parameter)] = values;
        }

        return values;
    }

    protected static double F(double value) => (float)value;

    protected static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(v => v * v));

    private void Clip(double[][] g)
    {
        if (ClipNorm is null && GlobalClipNorm is null && ClipValue is null) { return; }
        double all = Norm(g.SelectMany(values => values));
        foreach (double[] values in g)
        {
            double norm = Norm(values);
            for (int i = 0; i < values.Length; i++)
            {
                if (ClipNorm is { } c) { values[i] *= F(c) / Math.Max(norm, F(c)); }
                if (GlobalClipNorm is { } global) { values[i] *= F(global) * Math.Min(1 / all, 1 / F(global)); }
                if (ClipValue is { } most) { values[i] = Math.Min(Math.Max(values[i], -F(most)), F(most)); }
            }
        }
    }
}
