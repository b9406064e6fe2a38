namespace ModelGen.Oracle;

/// <summary>A layer that looks at all samples of a batch together.</summary>
public abstract record BatchLayer : Layer
{
    public override double[] Forward(Place place, double[] x) => Forward(place, [x], training: false)[0];

    public override double[] Backward(Place place, double[] x, double[] y, double[] dy) =>
        throw new NotSupportedException("It works on a batch.");

    /// <summary>The outputs of all samples.</summary>
    public abstract double[][] Forward(Place place, double[][] xs, bool training);

    /// <summary>The gradients of all inputs; adds to those of the parameters.</summary>
    public abstract double[][] Backward(Place place, double[][] xs, double[][] dys);

    /// <summary>Takes up what the last training pass has found.</summary>
    public abstract void UpdateState(Place place);
}

/// <summary>
/// y = gamma (x - mean) / sqrt(variance + epsilon) + beta for each channel, a place along an axis: by the batch's mean and population
/// variance in training, else by moving ones, which then are momentum times what they were + (1 - momentum) times those of the batch.
/// </summary>
public sealed record BatchNormalization(int Axis = -1) : BatchLayer
{
    public double Momentum { get; init; } = 0.99;

    public double Epsilon { get; init; } = 1e-3;

    public bool Center { get; init; } = true;

    public bool Scale { get; init; } = true;

    public Regularizer OnGamma { get; init; }

    public Regularizer OnBeta { get; init; }

    public override string Kind => "batch_normalization";

    public override int[] Infer(int[] input) => input;

    public override Parameter[] CreateParameters(string name, int[] input)
    {
        int[] shape = [input[At(input)]];
        Parameter New(string what, bool trains, Regularizer regularizer = default) =>
            new($"{name}/{what}", shape) { IsTrainable = trains, Regularizer = regularizer };
        return [.. Scale ? [New("gamma", true, OnGamma)] : (Parameter[])[], .. Center ? [New("beta", true, OnBeta)] : (Parameter[])[],
            New("moving_mean", false), New("moving_variance", false)];
    }

    public override double[][] Forward(Place place, double[][] xs, bool training)
    {
        var (gamma, beta) = (Find(place, "gamma"), Find(place, "beta"));
        double[] means = Find(place, "moving_mean")!.Values, variances = Find(place, "moving_variance")!.Values;
        if (training && Trainable)
        {
            (means, variances) = Statistics(place, xs);
            place.State = [means, variances];
        }

        return [.. xs.Select(x => x.Select((v, i) =>
        {
            int c = Channel(place, i);
            return (gamma?.Values[c] ?? 1) * (v - means[c]) / Math.Sqrt(variances[c] + Epsilon) + (beta?.Values[c] ?? 0);
        }).ToArray())];
    }

    /// <summary>The largest factor by which the last training pass multiplied, and its backward pass multiplies gradients.</summary>
    public double LargestFactor(Place place) => place.State is not { } found ? 0
        : found[1].Select((variance, c) => Math.Abs(Find(place, "gamma")?.Values[c] ?? 1) / Math.Sqrt(variance + Epsilon)).Max();

    /// <summary>With x' for the normalized x: dx = gamma / sqrt(variance + epsilon) (dy - mean(dy) - x' mean(dy x')).</summary>
    public override double[][] Backward(Place place, double[][] xs, double[][] dys)
    {
        var (gamma, beta) = (Find(place, "gamma"), Find(place, "beta"));
        var (means, variances) = Trainable ? Statistics(place, xs)
            : (Find(place, "moving_mean")!.Values, Find(place, "moving_variance")!.Values);
        var (sums, products) = (new double[means.Length], new double[means.Length]);
        double Normalized(double x, int c) => (x - means[c]) / Math.Sqrt(variances[c] + Epsilon);
        for (int s = 0; s < xs.Length; s++)
        for (int i = 0; i < xs[s].Length; i++)
        {
            int c = Channel(place, i);
            sums[c] += dys[s][i];
            products[c] += dys[s][i] * Normalized(xs[s][i], c);
        }

        for (int c = 0; c < means.Length && Trainable; c++)
        {
            if (gamma is not null) { gamma.Gradient[c] += products[c]; }
            if (beta is not null) { beta.Gradient[c] += sums[c]; }
        }

        double n = (double)xs.Length * xs[0].Length / means.Length;
        return [.. xs.Select((x, s) => x.Select((v, i) =>
        {
            int c = Channel(place, i);
            double centred = Trainable ? dys[s][i] - sums[c] / n - Normalized(v, c) * products[c] / n : dys[s][i];
            return (gamma?.Values[c] ?? 1) / Math.Sqrt(variances[c] + Epsilon) * centred;
        }).ToArray())];
    }

    public override void UpdateState(Place place)
    {
        if (place.State is not { } found) { return; }
        place.State = null;
        foreach (var (name, batch) in new[] { "moving_mean", "moving_variance" }.Zip(found))
        {
            double[] moving = Find(place, name)!.Values;
            for (int c = 0; c < moving.Length; c++) { moving[c] = moving[c] * Momentum + batch[c] * (1 - Momentum); }
        }
    }

    private (double[] Means, double[] Variances) Statistics(Place place, double[][] xs)
    {
        int channels = place.Input[At(place.Input)];
        double n = (double)xs.Length * xs[0].Length / channels;
        var (means, variances) = (new double[channels], new double[channels]);
        foreach (double[] x in xs) { for (int i = 0; i < x.Length; i++) { means[Channel(place, i)] += x[i] / n; } }
        foreach (double[] x in xs)
        {
            for (int i = 0; i < x.Length; i++) { variances[Channel(place, i)] += Math.Pow(x[i] - means[Channel(place, i)], 2) / n; }
        }

        return (means, variances);
    }

    private int At(int[] shape) => Axis > 0 ? Axis - 1 : shape.Length + Axis;

    private int Channel(Place place, int i) => i / Shapes.Size(place.Input[(At(place.Input) + 1)..]) % place.Input[At(place.Input)];

    private static Parameter? Find(Place place, string name) =>
        place.Parameters.FirstOrDefault(p => p.Name.EndsWith($"/{name}", StringComparison.Ordinal));
}
