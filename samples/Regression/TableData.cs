using ModelGen.Data;

namespace ModelGen.Samples;

/// <summary>
/// A table made ready for a network. Features are standardized: less their mean, divided by their standard deviation, both taken from the
/// training rows only. The target is only divided by its standard deviation, so an error in percent stays what it is, and the others are
/// multiples of <see cref="Unit"/>.
/// </summary>
internal sealed class TableData
{
    private const int FewestRows = 20;

    public TableData(CsvTable table, int target, int seed)
    {
        if (table.Rows.Count < FewestRows)
        {
            throw new InvalidDataException(
                $"{table.Path} has {table.Rows.Count} rows; at least {FewestRows} are needed to train, validate and test on "
                    + "different ones.");
        }
        if (table.Columns.Length - 1 > RegressionNetwork.Features)
        {
            throw new InvalidDataException(
                $"{table.Path} has {table.Columns.Length - 1} columns beside \"{table.Columns[target]}\", but the network takes "
                    + $"{RegressionNetwork.Features}. Raise RegressionNetwork.Features.");
        }

        // Rows in random order: the last fifth is held back for the test.
        double[][] rows = [.. table.Rows];
        new Random(seed).Shuffle(rows);
        double[][] train = rows[..^(rows.Length / 5)], test = rows[train.Length..];
        (double Mean, double Deviation)[] columns = [.. table.Columns.Select((_, i) => Statistics(train, i))];
        (Mean, Unit) = columns[target];
        if (Unit == 0)
        {
            throw new InvalidDataException(
                $"{table.Path}: the column \"{table.Columns[target]}\" is {Mean} in all rows; there is nothing to learn.");
        }
        (Train, Test) = (Ready(train, columns, target), Ready(test, columns, target));
        Baseline = Errors.Of([.. test.Select(row => row[target])], [.. test.Select(_ => Mean)]);
    }

    /// <summary>Four fifths of the rows.</summary>
    public Dataset Train { get; }

    /// <summary>The others.</summary>
    public Dataset Test { get; }

    /// <summary>The mean of the target in the training rows.</summary>
    public double Mean { get; }

    /// <summary>Its standard deviation there, in which the targets of the data sets are given.</summary>
    public double Unit { get; }

    /// <summary>How wrong it is to always predict the mean.</summary>
    public Errors Baseline { get; }

    private Dataset Ready(double[][] rows, (double Mean, double Deviation)[] columns, int target)
    {
        var inputs = new float[rows.Length * RegressionNetwork.Features];
        for (int row = 0; row < rows.Length; row++)
        {
            int place = row * RegressionNetwork.Features;
            for (int i = 0; i < columns.Length; i++)
            {
                if (i == target) { continue; }
                (double mean, double deviation) = columns[i];
                inputs[place++] = (float)((rows[row][i] - mean) / (deviation == 0 ? 1 : deviation));
            }
        }

        return Dataset.From(inputs, rows.Select(row => (float)(row[target] / Unit)).ToArray(), RegressionNetwork.Features);
    }

    private static (double Mean, double Deviation) Statistics(double[][] rows, int column)
    {
        double mean = rows.Average(row => row[column]);
        return (mean, Math.Sqrt(rows.Average(row => (row[column] - mean) * (row[column] - mean))));
    }
}
