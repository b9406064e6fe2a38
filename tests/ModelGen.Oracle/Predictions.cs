namespace ModelGen.Oracle;

/// <summary>
/// A whole data set with what a model gave for it: targets and outputs are [samples, rows, columns]; each sample has a weight.
/// </summary>
public sealed record Predictions(double[] Targets, double[] Outputs, int Rows, int Columns, double[] Weights)
{
    public int Samples => Weights.Length;

    /// <summary>Each row with its sample's weight.</summary>
    public IEnumerable<(double[] Y, double[] P, double Weight)> AllRows() =>
        Targets.Chunk(Columns).Zip(Outputs.Chunk(Columns)).Select((row, i) => (row.First, row.Second, Weights[i / Rows]));

    /// <summary>Each output with its target, its column and its sample's weight.</summary>
    public IEnumerable<(double Y, double P, int Column, double Weight)> All() =>
        AllRows().SelectMany(row => row.Y.Select((y, column) => (y, row.P[column], column, row.Weight)));

    /// <summary>The weighted mean over samples of the mean over a sample's rows; 0 where the weights add up to 0.</summary>
    public double Mean(Func<double[], double[], double> valueOfRow)
    {
        double sum = AllRows().Sum(row => row.Weight * valueOfRow(row.Y, row.P) / Rows), weights = Weights.Sum();
        return weights == 0 ? 0 : sum / weights;
    }

    /// <summary>The place of the largest value; of equal ones the first.</summary>
    public static int Largest(double[] row) => Array.IndexOf(row, row.Max());

    /// <summary>0 where the divisor is 0.</summary>
    public static double Ratio(double a, double b) => b == 0 ? 0 : a / b;
}
