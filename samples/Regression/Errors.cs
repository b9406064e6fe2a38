namespace ModelGen.Samples;

/// <summary>How wrong predictions are.</summary>
/// <param name="Root">The root of the mean squared error, in the unit of the target.</param>
/// <param name="Absolute">The mean absolute error, in the unit of the target.</param>
/// <param name="Percentage">The mean absolute error in percent of the target.</param>
internal readonly record struct Errors(double Root, double Absolute, double Percentage)
{
    /// <summary>The errors of predictions.</summary>
    public static Errors Of(double[] targets, double[] predictions) => new(
        Math.Sqrt(targets.Zip(predictions, (y, p) => (y - p) * (y - p)).Average()),
        targets.Zip(predictions, (y, p) => Math.Abs(y - p)).Average(),
        100 * targets.Zip(predictions, (y, p) => Math.Abs((y - p) / y)).Average());

    /// <summary>The errors that a model measured, whose targets are multiples of <paramref name="unit"/>.</summary>
    /// <param name="measured">Gives a value by its name.</param>
    /// <param name="unit">The unit.</param>
    public static Errors Of(Func<string, double> measured, double unit) =>
        new(unit * measured("root_mean_squared_error"), unit * measured("mae"), measured("mape"));

    public override string ToString() => $"RMSE {Root:G4}  MAE {Absolute:G4}  MAPE {Percentage:F2} %";
}
