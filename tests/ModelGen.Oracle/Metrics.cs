namespace ModelGen.Oracle;

/// <summary>The share of rows whose largest output stands where the largest label does; of equal ones the first counts.</summary>
public static class Accuracy
{
    public static double Mean(double[] labels, double[] outputs, int columns) =>
        labels.Chunk(columns).Zip(outputs.Chunk(columns), (y, p) => Largest(y) == Largest(p) ? 1.0 : 0.0).Average();

    private static int Largest(double[] row) => Array.IndexOf(row, row.Max());
}
