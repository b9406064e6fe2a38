namespace ModelGen.Generators.Use;

/// <summary>Which numbers an argument may be.</summary>
/// <param name="Least">The least, or negative infinity.</param>
/// <param name="Most">The greatest, or infinity, which is outside.</param>
/// <param name="IsAboveLeast">Whether the least is outside.</param>
/// <param name="IsBelowMost">Whether the greatest is outside.</param>
internal sealed record Range(double Least, double Most, bool IsAboveLeast = false, bool IsBelowMost = false)
{
    private const double Open = double.PositiveInfinity;

    /// <summary>By the names of parameters and properties, which mean the same wherever they stand; a test compares with the
    /// runtime.</summary>
    private static readonly Dictionary<string, Range> s_all = new (string Names, Range Range)[]
    {
        ("learningRate initialLearningRate endLearningRate warmupTarget minLr decayRate power mMul Decay WeightDecay weightDecay epsilon "
            + "epsilon1 epsilon2 initialAccumulatorValue l1RegularizationStrength l2RegularizationStrength "
            + "l2ShrinkageRegularizationStrength beta gamma Tversky.alpha", new(0, Open)),
        ("momentum alpha labelSmoothing EmaMomentum BinaryAccuracy.threshold", new(0, 1)),
        ("beta1 beta2 rho factor validationSplit", new(0, 1, IsBelowMost: true)),
        ("delta clipThreshold FBetaScore.beta ClipNorm ClipValue GlobalClipNorm", new(0, Open, IsAboveLeast: true)),
        ("beta2Decay learningRatePower", new(-Open, 0)),
        ("tMul", new(1, Open)),
        ("patience cooldown startFromEpoch initialEpoch warmupSteps epochs numRegressors classId", new(0, Open)),
        ("batchSize steps stepsPerEpoch validationSteps validationBatchSize validationFreq maxPredictors decaySteps firstDecaySteps k topK "
            + "EmaOverwriteFrequency", new(1, Open)),
        ("GradientAccumulationSteps", new(2, Open)),
        ("AUC.numThresholds", new(2, 1_000_000)),
        ("numThresholds", new(1, 1_000_000)),
    }.SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Range))).ToDictionary(row => row.name, row => row.Range);

    /// <summary>The range of a parameter or property of a class or method; null where any number will do.</summary>
    public static Range? Of(string called, string name) =>
        s_all.TryGetValue($"{called}.{name}", out Range found) || s_all.TryGetValue(name, out found) ? found : null;

    /// <summary>Whether a number is inside.</summary>
    public bool Contains(double number) => !double.IsInfinity(number)
        && (IsAboveLeast ? number > Least : number >= Least) && (IsBelowMost ? number < Most : number <= Most);

    /// <summary>A number inside that may have been meant: of a share the fraction, of one in percent too, else that without its sign, else
    /// the end that is near.</summary>
    public double? Near(double number) =>
        Most == 1 && number is > 1 and < 10 && Contains(1 / number) ? Math.Round(1 / number, 3)
        : Most == 1 && number is >= 10 and <= 100 && Contains(number / 100) ? number / 100
        : number != 0 && Contains(-number) ? -number
        : number <= Least && !IsAboveLeast ? Least
        : number >= Most && !IsBelowMost ? Most
        : null;

    /// <inheritdoc/>
    public override string ToString() => (double.IsInfinity(Least), double.IsInfinity(Most)) switch
    {
        (true, _) => $"at most {Text.Fraction(Most)}",
        (_, true) => $"{(IsAboveLeast ? "above" : "at least")} {Text.Fraction(Least)}",
        _ => $"from {Text.Fraction(Least)} {(IsBelowMost ? "to below" : "to")} {Text.Fraction(Most)}",
    };
}
